/** Text pasted into every kind of editor. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Tab } from "../../driver/driver";
import { EDITORS } from "../../editors";
import { withSharedBrowser } from "../../fixture";
import {
  expectInEditor,
  expectNoWarning,
  paste,
  pastes,
  pastesSeen,
  putInEditor,
  textOfEditor,
  warmUp,
  warning,
} from "../../person";
import { CLEAN, MARKED } from "../../texts";

/** What stands in the editor before the paste; the caret is between the words. */
const BEFORE = "left right";
const CARET = "left ".length;

describe("editors", () => {
  const fixture = withSharedBrowser();

  for (const name of EDITORS) {
    const visit = (use: (tab: Tab) => Promise<void>) =>
      fixture().visit(`${fixture().site.chat}/editors/${name}.html`, async (tab) => {
        await putInEditor(tab, "", 0);
        await warmUp(tab, fixture().clipboard);
        await putInEditor(tab, BEFORE, CARET);
        await use(tab);
      });
    /** An input field has one line; what it does with the line breaks is its own affair. */
    const lines = (text: string) => (name === "input" ? text.replaceAll("\n", " ") : text);

    it(`${name}: clean text arrives by the browser's own event`, () =>
      visit(async (tab) => {
        await fixture().clipboard.put({ text: lines(CLEAN) });
        await paste(tab);
        const [seen] = await pastes(tab, 1);
        assert.deepEqual(seen, { trusted: true, prevented: false, text: lines(CLEAN), html: "" });
        await expectInEditor(tab, `left ${lines(CLEAN)}right`);
        await expectNoWarning(tab);
        assert.equal((await pastesSeen(tab)).length, 1);
      }));

    it(`${name}: marked text does not reach the page, and not sharing it changes nothing`, () =>
      visit(async (tab) => {
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

    it(`${name}: marked text that is shared anyway arrives whole, once`, () =>
      visit(async (tab) => {
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

  it("an editor that drew itself anew meanwhile gets what is shared", () =>
    fixture().visit(`${fixture().site.chat}/editors/contenteditable.html`, async (tab) => {
      await putInEditor(tab, "", 0);
      await warmUp(tab, fixture().clipboard);
      await tab.evaluate(drawEditor, undefined);
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      // The element into which it was pasted is gone now.
      await tab.evaluate(drawEditor, undefined);
      await shown.press("share");
      await shown.gone();
      await until("the editor takes it", () =>
        tab.evaluate((text: string) => document.body.dataset["taken"] === text, MARKED),
      );
    }));
});

/**
 * Makes of an editable element an editor that keeps a model, and draws it: it takes pastes itself, and the caret stands
 * in a paragraph.
 */
function drawEditor(): void {
  const editor = document.querySelector<HTMLElement>("[contenteditable]");
  if (editor === null) return;
  const paragraph = document.createElement("p");
  paragraph.textContent = "left";
  editor.replaceChildren(paragraph);
  getSelection()?.collapse(paragraph, 1);
  editor.onpaste = (event) => {
    event.preventDefault();
    document.body.dataset["taken"] = event.clipboardData?.getData("text/plain");
  };
}
