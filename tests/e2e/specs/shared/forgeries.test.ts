/**
 * What a page can try before anything is shared: it is asked about all the same, and the page learns neither content
 * nor finding.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { FORGERIES, makeUpEditor } from "../../forgeries";
import { enter, paste, pastesSeen, valueOf, warning } from "../../person";
import { page } from "../../server";
import { MARKED } from "../../texts";

describe("a page against the check", () => {
  const fixture = withSharedBrowser();

  const refuse = async (tab: Tab) => {
    const shown = await warning(tab);
    assert.match(await shown.text(), /SECRET\/\/NOFORN/);
    await shown.press("withhold");
    await shown.gone();
  };

  for (const { name, run } of FORGERIES) {
    it(`gains nothing when it ${name}`, () =>
      fixture().visit(fixture().site.chat + page("reads"), async (tab) => {
        await fixture().clipboard.put({ text: MARKED });
        await tab.evaluate(() => void (window.overheard = []), undefined);
        await tab.evaluate(run, undefined);
        await enter(tab, "#textarea");
        await paste(tab);
        await refuse(tab);
        assert.deepEqual(await pastesSeen(tab), []);
        assert.equal(await valueOf(tab, "#textarea"), "");
        assert.deepEqual(
          await tab.evaluate(() => window.overheard.filter((text) => text.includes("SECRET")), undefined),
          [],
        );
      }));
  }

  it("gains nothing when it looks around while an editor of its own is asked for its text, and lies about it", () =>
    fixture().visit(fixture().site.chat + page("reads"), async (tab) => {
      await tab.evaluate(() => void (window.overheard = []), undefined);
      await tab.evaluate(makeUpEditor, undefined);
      await enter(tab, "#textarea");
      await tab.type("SECRET//NOFORN");
      await tab.press("Enter");
      await refuse(tab);
      const overheard = await tab.evaluate(() => window.overheard, undefined);
      assert.ok(overheard.includes("asked"));
      assert.deepEqual(
        overheard.filter((text) => text.includes("SECRET")),
        [],
      );
    }));
});
