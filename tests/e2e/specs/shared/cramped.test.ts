/** Where a frame has no room for the warning, the page around it shows it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withSharedBrowser } from "../../fixture";
import { enter, expectValue, paste, pastesSeen, valueOf, warmUp, warning, clear } from "../../person";
import { page } from "../../server";
import { MARKED } from "../../texts";

describe("a frame without room for the warning", () => {
  const fixture = withSharedBrowser();

  for (const [name, id] of [["a tiny frame", "tiny"], ["a frame of which little is seen", "clipped"]] as const) {
    it(`${name}: the warning is shown around it, whole, and its answer counts`, () => fixture().visit(fixture().site.chat + page("cramped"), async (tab) => {
      const frame = await tab.child(`#${id}`);
      await enter(tab, "#input", frame);
      await warmUp(tab, fixture().clipboard, frame);
      await clear(tab, "#input", frame);
      await fixture().clipboard.put({ text: "SECRET//NOFORN" });
      await paste(tab);
      const refused = await warning(tab);
      const box = await refused.evaluate((root) => {
        const { width, height } = root.querySelector("dialog")?.getBoundingClientRect() ?? { width: 0, height: 0 };
        return { width, height, fits: root.ownerDocument.defaultView === top };
      });
      assert.ok(box.width > 300 && box.height > 220 && box.fits, JSON.stringify(box));
      await refused.press("withhold");
      await refused.gone();
      assert.equal(await valueOf(frame, "#input"), "");
      await paste(tab);
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await expectValue(frame, "#input", "SECRET//NOFORN");
      assert.equal((await pastesSeen(frame)).length, 1);
    }));
  }

  it("a frame with room shows it itself", () => fixture().visit(fixture().site.chat + page("frames"), async (tab) => {
    await tab.evaluate(({ kind, other }: { kind: string; other: string }) => window.makeFrame(kind, other), { kind: "same-origin", other: "" });
    const frame = await tab.child("#frame");
    await enter(tab, "#textarea", frame);
    await fixture().clipboard.put({ text: MARKED });
    await paste(tab);
    const shown = await warning(tab);
    assert.equal(await shown.evaluate((root) => root.ownerDocument.defaultView === top), false);
  }));
});
