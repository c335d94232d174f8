/**
 * What the site files say of editors is at least what the browser can look for. Whether it fits a live page, only a
 * person can see.
 */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { withSharedBrowser } from "../../fixture";
import { page } from "../../server";

const SITES = "extension/src/sites";

describe("site files", () => {
  const fixture = withSharedBrowser();

  it("name composers and send controls by selectors that the browser takes", () =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      const selectors: string[] = [];
      for (const name of await readdir(SITES)) {
        const { editor }: { editor?: { composer: string; send?: string } } = JSON.parse(
          await readFile(path.join(SITES, name), "utf8"),
        );
        if (editor !== undefined) selectors.push(editor.composer, ...(editor.send === undefined ? [] : [editor.send]));
      }
      assert.ok(selectors.length > 0);
      const refused = await tab.evaluate(
        (all: string[]) =>
          all.filter((selector) => {
            try {
              document.querySelector(selector);
              return false;
            } catch {
              return true;
            }
          }),
        selectors,
      );
      assert.deepEqual(refused, []);
    }));
});
