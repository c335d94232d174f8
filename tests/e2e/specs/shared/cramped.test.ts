/** Where a frame has no room for the warning, the page around it shows it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { enter, expectNoWarning, expectValue, paste, pastesSeen, valueOf, warmUp, warning, clear } from "../../person";
import { page } from "../../server";
import { MARKED } from "../../texts";

describe("a frame without room for the warning", () => {
  const fixture = withSharedBrowser();

  for (const [name, id] of [
    ["a tiny frame", "tiny"],
    ["a frame of which little is seen", "clipped"],
  ] as const) {
    it(`${name}: the warning is shown around it, whole, and its answer counts`, () =>
      fixture().visit(fixture().site.chat + page("cramped"), async (tab) => {
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

  it("where nobody can show it around, it begins with what is asked, and scrolls to its buttons", () =>
    fixture().visit(fixture().site.elsewhere + page("copy"), async (tab) => {
      await tab.evaluate(
        (address: string) => {
          const frame = document.createElement("iframe");
          Object.assign(frame, { id: "small", src: address, width: 300, height: 200 });
          document.body.append(frame);
        },
        fixture().site.chat + page("fields"),
      );
      const frame = await tab.child("#small");
      await enter(tab, "#input", frame);
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      await shown.drawn();
      const { width, top, bottom } = await shown.evaluate((root) => {
        const { width = 0 } = root.querySelector("dialog")?.getBoundingClientRect() ?? {};
        const { top = -1, bottom = Infinity } = root.querySelector("h1")?.getBoundingClientRect() ?? {};
        return { width, top, bottom };
      });
      assert.ok(width === 300 && top >= 0 && bottom <= 200, JSON.stringify({ width, top, bottom }));
      await shown.press("withhold");
      await shown.gone();
    }));

  it("the page around has a question of its own: both are asked, one after the other, and both answers count", () =>
    fixture().visit(fixture().site.chat + page("cramped"), async (tab) => {
      await enter(tab, "#around");
      await warmUp(tab, fixture().clipboard);
      await clear(tab, "#around");
      await fixture().clipboard.put({ text: "TOP SECRET//SI" });
      await paste(tab);
      const own = await warning(tab);
      assert.match(await own.text(), /TOP SECRET\/\/SI/);
      const frame = await tab.child("#sender");
      await frame.evaluate((text: string) => {
        const field = document.querySelector<HTMLTextAreaElement>("#in-form");
        if (field !== null) field.value = text;
        field?.form?.requestSubmit();
      }, MARKED);
      // Time to be judged, and to ask.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert.equal(
        await tab.evaluate(() => document.querySelectorAll("html > div").length, undefined),
        1,
        "one dialog at a time",
      );
      await own.press("share");
      await own.closed();
      await expectValue(tab, "#around", "TOP SECRET//SI");
      const ofFrame = await warning(tab);
      assert.match(await ofFrame.text(), /SECRET\/\/NOFORN/);
      const sent = () => frame.evaluate(() => window.sent, undefined);
      assert.deepEqual(await sent(), []);
      await ofFrame.press("share");
      await ofFrame.gone();
      await until("it is sent", async () => (await sent()).length > 0);
      assert.deepEqual(await sent(), [{ by: "submit", text: MARKED }]);
      await expectNoWarning(tab);
    }));

  it("a frame with room shows it itself", () =>
    fixture().visit(fixture().site.chat + page("frames"), async (tab) => {
      await tab.evaluate(({ kind, other }: { kind: string; other: string }) => window.makeFrame(kind, other), {
        kind: "same-origin",
        other: "",
      });
      const frame = await tab.child("#frame");
      await enter(tab, "#textarea", frame);
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      assert.equal(await shown.evaluate((root) => root.ownerDocument.defaultView === top), false);
    }));
});
