/**
 * The playground, as any static host serves it: what is guarded in the extension is shown there, with the same dialog.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { until, type Tab } from "../driver/driver";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { enter, expectNoWarning, paste, warning } from "../person";
import { CLEAN_PAGE, MARKED_PAGE, PRINTED_PAGE } from "../pictures";
import { startFolder, type Folder } from "../server";
import { MARKED } from "../texts";

describe("the playground", () => {
  const fixture = withBrowser();
  const file = withFiles({ "marked.png": MARKED_PAGE, "clean.png": CLEAN_PAGE, "printed.png": PRINTED_PAGE });
  let folder: Folder | null = null;
  before(async () => {
    folder = await startFolder("dist/www");
  });
  after(() => folder?.close());

  const visit = (use: (tab: Tab) => Promise<void>) =>
    fixture().visit(`${folder?.elsewhere}/index.html`, async (tab) => {
      await until("the checker is there", () =>
        tab.evaluate(() => document.querySelector("#site option") !== null, undefined),
      );
      await use(tab);
    });
  const result = (tab: Tab) => tab.evaluate(() => document.querySelector("#result")?.textContent ?? "", undefined);

  it("warns about a marked text, and shows why", () =>
    visit(async (tab) => {
      await enter(tab, "#editor");
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN/);
      await shown.press("withhold");
      await shown.gone();
      assert.match(await result(tab), /SECRET\/\/NOFORN/);
    }));

  it("reads pictures, and shows where the marking stands", () =>
    visit(async (tab) => {
      await tab.choose(async () => tab.click(await tab.pointOf("#files")), [file("marked.png")]);
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN.*at the top of the picture/s);
      await shown.press("withhold");
      await shown.gone();
      assert.match(await result(tab), /SECRET\/\/NOFORN/);
      await tab.choose(async () => tab.click(await tab.pointOf("#files")), [file("clean.png")]);
      await until(
        "the clean picture is judged",
        async () => !/SECRET/.test(await result(tab)) && !/…/.test(await result(tab)),
      );
      await expectNoWarning(tab);
      await tab.choose(async () => tab.click(await tab.pointOf("#files")), [file("printed.png")]);
      const printed = await warning(tab);
      await printed.press("share");
      await printed.gone();
      await until("it is said of how much the middle was not read", async () =>
        /SECRET.*the middle of long lines was not read/s.test(await result(tab)),
      );
    }));
});
