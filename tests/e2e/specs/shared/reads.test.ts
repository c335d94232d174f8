/**
 * What a page reads for itself when one of its buttons is pressed: the clipboard, and files by `showOpenFilePicker`.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tab } from "../../driver/driver";
import { chosenBrowser } from "../../driver/start";
import { withSharedBrowser } from "../../fixture";
import { arrived, got } from "../../got";
import { enter, expectNoWarning, warmUp, warning } from "../../person";
import { page } from "../../server";
import { CLEAN, MARKED } from "../../texts";

describe("what a page reads for itself", () => {
  const fixture = withSharedBrowser();

  const visit = (use: (tab: Tab) => Promise<void>) => fixture().visit(fixture().site.chat + page("reads"), use);
  const press = async (tab: Tab, selector: string) => {
    await tab.activate();
    await tab.click(await tab.pointOf(selector));
  };

  for (const [selector, by, prefix] of [
    ["#text", "readText", ""],
    ["#items", "read", "text/plain: "],
  ] as const) {
    for (const isWarm of [false, true]) {
      const when = isWarm ? "in a page that is in use" : "as the first thing in a page";
      it(`${by}() ${when}: clean text is given`, () =>
        visit(async (tab) => {
          if (isWarm) await warm(tab);
          await fixture().clipboard.put({ text: CLEAN });
          await press(tab, selector);
          assert.deepEqual(await arrived(tab), { by, text: prefix + CLEAN, files: [] });
          await expectNoWarning(tab);
        }));

      it(`${by}() ${when}: marked text is given only when it is shared anyway`, () =>
        visit(async (tab) => {
          if (isWarm) await warm(tab);
          await fixture().clipboard.put({ text: MARKED });
          await press(tab, selector);
          const refused = await warning(tab);
          assert.deepEqual(await got(tab), []);
          await refused.press("withhold");
          await refused.gone();
          // What pages are told when the browser itself refuses.
          assert.equal((await arrived(tab)).by, "NotAllowedError");
          await tab.evaluate(() => (window.got.length = 0), undefined);
          await press(tab, selector);
          const shown = await warning(tab);
          await shown.press("share");
          await shown.gone();
          assert.deepEqual(await arrived(tab), { by, text: prefix + MARKED, files: [] });
        }));
    }
  }

  const warm = async (tab: Tab) => {
    await enter(tab, "#textarea");
    await warmUp(tab, fixture().clipboard);
  };

  // Nothing drives the picker of the system, so the page has one of its own, which our wrapper finds in its place.
  it(
    "showOpenFilePicker(): a marked file is given only when it is shared anyway",
    { skip: chosenBrowser() === "firefox" && "Firefox has no showOpenFilePicker" },
    () =>
      visit(async (tab) => {
        await tab.goWith(
          fixture().site.chat + page("reads"),
          `window.showOpenFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle("report.txt", { create: true });
      const writing = await handle.createWritable();
      await writing.write(${JSON.stringify(MARKED)});
      await writing.close();
      return [handle];
    };`,
        );
        await press(tab, "#picker");
        const refused = await warning(tab);
        assert.match(await refused.text(), /report\.txt/);
        await refused.press("withhold");
        await refused.gone();
        assert.equal((await arrived(tab)).by, "AbortError");
        await tab.evaluate(() => (window.got.length = 0), undefined);
        await press(tab, "#picker");
        const shown = await warning(tab);
        await shown.press("share");
        await shown.gone();
        assert.deepEqual(await arrived(tab), { by: "picker", files: [{ name: "report.txt", text: MARKED }] });
      }),
  );
});
