-- A server for one test, on one port of the loopback interface. The environment says where.
local function from_environment(name) return assert(os.getenv(name), name .. " is not set"); end
local port = tonumber(from_environment("PROSODY_PORT"), 10);
local state = from_environment("PROSODY_STATE");

run_as_root = true
data_path = state
pidfile = state .. "/prosody.pid"
plugin_paths = { from_environment("PROSODY_PLUGINS") }
record_file = from_environment("PROSODY_RECORD")
certificates = state
log = { info = "*console" }

modules_enabled = { "disco", "roster", "saslauth", "ping", "websocket", "record" }
modules_disabled = { "s2s", "tls", "offline" }
c2s_ports = {}
http_ports = { port }
http_interfaces = { "127.0.0.1" }
https_ports = {}

-- Any name and any password: there is nothing to protect.
authentication = "insecure"
insecure_open_authentication = "Yes please, I know what I'm doing!"
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
consider_websocket_secure = true

VirtualHost "localhost"
disco_items = { { "files.localhost" } }

-- Files go to the server of the page.
Component "files.localhost" "http_file_share"
http_file_share_base_url = from_environment("FILES_URL")
http_file_share_secret = "of no use to anybody else"
