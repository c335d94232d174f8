import assert from "node:assert/strict";
import { test } from "node:test";
import { frameOf } from "../../extension/src/background/sender";
import { installBrowser } from "./browser";

await installBrowser();

const tab = (url: string | undefined) => ({ id: 7, url });
const sender = (fields: object): chrome.runtime.MessageSender =>
  Object.assign({ id: "self", frameId: 3, documentId: "d" }, fields);

test("the page of a frame is told by its address, else its origin, else its tab", () => {
  // As Chromium 156 and Firefox 153 say it of each kind of frame.
  const table: [string, object, string | null][] = [
    [
      "ordinary",
      { url: "https://a.example/x", origin: "https://a.example", tab: tab("https://top.example/") },
      "https://a.example/x",
    ],
    [
      "gone to another path without a load, as Chromium says it",
      { url: "https://a.example/x", origin: "https://a.example", tab: tab("https://a.example/y"), frameId: 0 },
      "https://a.example/y",
    ],
    [
      "one that its tab has left",
      { url: "https://a.example/x", origin: "https://a.example", tab: tab("https://b.example/y"), frameId: 0 },
      "https://a.example/x",
    ],
    [
      "sandboxed",
      { url: "https://a.example/x", origin: "null", tab: tab("https://top.example/") },
      "https://a.example/x",
    ],
    [
      "about:blank",
      { url: "about:blank", origin: "https://a.example", tab: tab("https://top.example/") },
      "https://a.example/",
    ],
    [
      "about:blank in a page of its own origin",
      { url: "about:blank", origin: "https://a.example", tab: tab("https://a.example/chat/1") },
      "https://a.example/chat/1",
    ],
    [
      "blob",
      { url: "blob:https://a.example/1", origin: "https://a.example", tab: tab(undefined) },
      "https://a.example/",
    ],
    [
      "sandboxed srcdoc",
      { url: "about:srcdoc", origin: "null", tab: tab("https://top.example/y") },
      "https://top.example/y",
    ],
    ["data in a page we may not see", { url: "data:text/html,x", origin: "null", tab: tab(undefined) }, null],
  ];
  for (const [kind, fields, expected] of table) assert.equal(frameOf(sender(fields))?.address, expected, kind);
});

test("only a content script of this extension is a frame", () => {
  const url = "https://a.example/";
  assert.equal(frameOf(sender({ id: "other", url, tab: tab(url) })), null);
  assert.equal(frameOf(sender({ url })), null);
  assert.equal(frameOf(sender({ url, tab: tab(url), frameId: undefined })), null);
  assert.deepEqual(frameOf(sender({ url, tab: tab(url) })), { tab: 7, frame: 3, document: "d", address: url });
});
