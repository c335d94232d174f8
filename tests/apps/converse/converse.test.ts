/**
 * Converse.js with a Prosody of its own: web components, messages over a web socket, files that are sent as soon as
 * they are chosen.
 */
import { createReadStream } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { App, Running } from "../app";
import { describeGuarded } from "../guarded";
import { readArrivals } from "../record";
import { click } from "../screen";
import { close, freePort, installed, listen, run, stateFolder } from "../server";

const FOLDER = path.resolve("tests/apps/converse");

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const app: App = {
  name: "converse",
  // Ann is her own only contact.
  enter: (tab) => click(tab, "converse-roster .list-item a"),
  composer: "textarea.chat-textarea",
  send: ".send-button",
  attach: ["button[title='Choose a file to send']"],
  dropped: "textarea.chat-textarea",
  async start(): Promise<Running> {
    const state = await stateFolder("converse");
    const record = path.join(state.folder, "arrivals.jsonl");
    const server = createServer((request, response) => void serve(request, response, record));
    const page = `http://localhost:${await listen(server)}`;
    const port = await freePort();
    const stop = await run("converse", {
      command: path.join(FOLDER, "prosody.sh"),
      arguments: [installed("converse"), "-F", "--config", path.join(FOLDER, "prosody.cfg.lua")],
      env: {
        PROSODY_PORT: String(port),
        PROSODY_STATE: state.folder,
        PROSODY_PLUGINS: FOLDER,
        PROSODY_RECORD: record,
        FILES_URL: `${page}/files`,
      },
      cwd: state.folder,
      ready: `http://127.0.0.1:${port}/xmpp-websocket`,
    });
    return {
      url: `${page}/?socket=${encodeURIComponent(`ws://localhost:${port}/xmpp-websocket`)}`,
      // A file is followed by a message that says where it is.
      arrivals: async () =>
        (await readArrivals(record)).filter(
          (arrival) => "file" in arrival || !arrival.text.startsWith(`${page}/files/`),
        ),
      async stop() {
        await stop();
        await close(server);
        await state.remove();
      },
    };
  },
};

describeGuarded(app);

/** The page, Converse's files, and the place for files that are sent. */
async function serve(request: IncomingMessage, response: ServerResponse, record: string): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (request.method === "PUT") {
    await appendFile(
      record,
      `${JSON.stringify({ file: path.basename(decodeURIComponent(pathname)), text: await text(request) })}\n`,
    );
    response.writeHead(201).end();
  } else if (pathname === "/") {
    response
      .writeHead(200, { "content-type": "text/html; charset=utf-8" })
      .end(await readFile(path.join(FOLDER, "page.html")));
  } else if (pathname.startsWith("/dist/")) {
    const file = createReadStream(installed("converse", "node_modules/converse.js", path.normalize(pathname)));
    file.once("error", () => response.writeHead(404).end());
    file.once("open", () => {
      response.writeHead(200, { "content-type": TYPES[path.extname(pathname)] ?? "application/octet-stream" });
      file.pipe(response);
    });
  } else {
    response.writeHead(404).end();
  }
}
