import assert from "node:assert/strict";
import { test } from "node:test";
import { dragged } from "../../extension/src/content/folders";

/** As browsers hand it over: beside each folder stands something that looks like a file. */
const item = (name: string, entry: "folder" | "file" | null) => ({
  getAsFile: () => ({ name, of: entry }),
  webkitGetAsEntry: () => entry && { name, isDirectory: entry === "folder" },
});
const text = { getAsFile: () => null, webkitGetAsEntry: () => null };

test("a file that is called like a folder beside it is a file", () => {
  const items = [item("plan", "folder"), item("plan", "file"), text, item("picture.png", null)];
  const { files, folders } = dragged({ items } as unknown as DataTransfer);
  assert.deepEqual(files, [
    { name: "plan", of: "file" },
    { name: "picture.png", of: null },
  ]);
  assert.deepEqual(folders, [{ name: "plan", isDirectory: true }]);
});
