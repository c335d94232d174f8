/** Text pasted into every kind of editor. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tab } from "../../driver/driver";
import { EDITORS } from "../../editors";
import { withSharedBrowser } from "../../fixture";
import { expectInEditor, expectNoWarning, paste, pastes, pastesSeen, putInEditor, textOfEditor, warmUp, warning } from "../../person";
import { CLEAN, MARKED } from "../../texts";

/** What stands in the editor before the paste; the caret is between the words. */
const BEFORE = "left right";
const CARET = "left ".length;

describe("editors", () => {
  const fixture = withSharedBrowser();

  for (const name of EDITORS) {
    const visit = (use: (tab: Tab) => Promise<void>) => fixture().visit(`${fixture().site.chat}/editors/${name}.html`, async (tab) => {
      await putInEditor(tab, "", 0);
      await warmUp(tab, fixture().clipboard);
      await putInEditor(tab, BEFORE, CARET);
      await use(tab);
    });
    /** An input field has one line; what it does with the line breaks is its own affair. */
    const lines = (text: string) => (name === "input" ? text.replaceAll("\n", " ") : text);

    it(`${name}: clean text arrives by the browser's own event`, () => visit(async (tab) => {
      await fixture().clipboard.put({ text: lines(CLEAN) });
      await paste(tab);
      const [seen] = await pastes(tab, 1);
      assert.deepEqual(seen, { trusted: true, prevented: false, text: lines(CLEAN), html: "" });
      await expectInEditor(tab, `left ${lines(CLEAN)}right`);
      await expectNoWarning(tab);
      assert.equal((await pastesSeen(tab)).length, 1);
    }));

    it(`${name}: marked text does not reach the page, and not sharing it changes nothing`, () => visit(async (tab) => {
      await fixture().clipboard.put({ text: lines(MARKED) });
      await paste(tab);
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN/);
      assert.deepEqual(await pastesSeen(tab), []);
      await shown.press("withhold");
      await shown.gone();
      assert.equal(await textOfEditor(tab), BEFORE);
      // The caret is where it was, in the same field: what is typed now stands there.
      await tab.type("X");
      await expectInEditor(tab, "left Xright");
      assert.deepEqual(await pastesSeen(tab), []);
    }));

    it(`${name}: marked text that is shared anyway arrives whole, once`, () => visit(async (tab) => {
      await fixture().clipboard.put({ text: lines(MARKED) });
      await paste(tab);
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await expectInEditor(tab, `left ${lines(MARKED)}right`);
      await tab.type("X");
      await expectInEditor(tab, `left ${lines(MARKED)}Xright`);
    }));
  }
});
