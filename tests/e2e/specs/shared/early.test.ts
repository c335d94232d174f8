/** A paste that comes before the guard of the frame is ready is held until it has been judged. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { expectNoWarning, expectValue, paste, pastes, pastesSeen, valueOf, warning } from "../../person";
import { page } from "../../server";
import { CLEAN, MARKED } from "../../texts";

describe("the first paste, as soon as the page is there", () => {
  const fixture = withSharedBrowser();
  const visit = (use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("early"), async (tab) => {
      // Browsers give it the focus with the first frame that they draw: what is pasted before is for nobody.
      const isFocused = () => tab.evaluate(() => document.activeElement?.id === "textarea", undefined);
      await until("the field has the focus", isFocused);
      await use(tab);
    });

  it("of clean text arrives, once", async () => {
    await fixture().clipboard.put({ text: CLEAN });
    await visit(async (tab) => {
      await paste(tab);
      await expectValue(tab, "#textarea", CLEAN);
      assert.deepEqual(
        (await pastes(tab, 1)).map((seen) => seen.text),
        [CLEAN],
      );
      await expectNoWarning(tab);
    });
  });

  it("of marked text is stopped", async () => {
    await fixture().clipboard.put({ text: MARKED });
    await visit(async (tab) => {
      await paste(tab);
      const shown = await warning(tab);
      assert.deepEqual(await pastesSeen(tab), []);
      await shown.press("withhold");
      await shown.gone();
      assert.equal(await valueOf(tab, "#textarea"), "");
      assert.deepEqual(await pastesSeen(tab), []);
    });
  });

  it("each paste is a decision of its own", async () => {
    await fixture().clipboard.put({ text: MARKED });
    await visit(async (tab) => {
      await paste(tab);
      const first = await warning(tab);
      await first.press("share");
      await first.gone();
      await expectValue(tab, "#textarea", MARKED);
      await paste(tab);
      const second = await warning(tab);
      await second.press("withhold");
      await second.gone();
      assert.equal(await valueOf(tab, "#textarea"), MARKED);
    });
  });
});
