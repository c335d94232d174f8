-- Writes down what users send: one JSON line for each message, in the file that record_file names.
local json = require "util.json";
local path = assert(module:get_option_string("record_file"));

module:hook("pre-message/bare", function (event)
	local text = event.stanza:get_child_text("body");
	-- Others only say that somebody is writing.
	if text then
		local file = assert(io.open(path, "a"));
		file:write(json.encode({ text = text }), "\n");
		file:close();
	end
end);
