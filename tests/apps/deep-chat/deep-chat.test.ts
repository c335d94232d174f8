/**
 * deep-chat: a chat as one web component. Its composer is an editable element in an open shadow root, its file input is
 * in no document.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { App, Arrival, Running } from "../app";
import { describeGuarded } from "../guarded";
import { close, installed, listen } from "../server";

const PAGE = "tests/apps/deep-chat/page.html";

const app: App = {
  name: "deep-chat",
  composer: "#text-input",
  send: "#submit-icon",
  attach: ["#upload-mixed-files-icon"],
  attached: "#file-attachment-container .file-attachment",
  dropped: "#text-input",
  async start(): Promise<Running> {
    const arrivals: Arrival[] = [];
    const files = new Map([
      ["/", { type: "text/html; charset=utf-8", content: await readFile(PAGE) }],
      [
        "/deep-chat.js",
        {
          type: "text/javascript",
          content: await readFile(installed("deep-chat", "node_modules/deep-chat/dist/deepChat.bundle.js")),
        },
      ],
    ]);
    const server = createServer((request, response) => {
      const file = files.get(request.url ?? "");
      if (request.method === "POST") void echo(request, response, arrivals);
      else if (file === undefined) response.writeHead(404).end();
      else response.writeHead(200, { "content-type": file.type }).end(file.content);
    });
    const port = await listen(server);
    return { url: `http://localhost:${port}/`, arrivals: async () => arrivals, stop: () => close(server) };
  },
};

describeGuarded(app);

/** Answers a message with itself. */
async function echo(request: IncomingMessage, response: ServerResponse, arrivals: Arrival[]): Promise<void> {
  const came = await read(request);
  arrivals.push(...came);
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ text: came.map(({ text }) => text).join("\n") }));
}

/** A message is JSON; with files it is one part of a form. */
async function read(request: IncomingMessage): Promise<Arrival[]> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) {
    const { messages }: { messages: { text: string }[] } = JSON.parse(body.toString());
    return messages.map(({ text }) => ({ text }));
  }
  const arrivals: Arrival[] = [];
  for (const [, value] of await new Response(body, { headers: { "content-type": type } }).formData()) {
    if (typeof value === "string") arrivals.push({ text: JSON.parse(value).text });
    else arrivals.push({ file: value.name, text: await value.text() });
  }
  return arrivals;
}
