/** Every frame of a guarded page is guarded, with or without an address of its own. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, untilEqual, type Frame, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { clear, enter, expectValue, paste, pastes, pastesSeen, warmUp, warning } from "../../person";
import { page } from "../../server";
import { CLEAN, MARKED } from "../../texts";

const FRAMES = ["same-origin", "cross-origin", "sandboxed", "srcdoc", "about:blank", "blob", "data", "document.open"];

declare global {
  interface Window {
    makeFrame(kind: string, other: string): void;
    writeAnew(): void;
    field?: HTMLTextAreaElement;
  }
}

describe("frames", () => {
  const fixture = withSharedBrowser();

  /** Clean text passes, marked text stops, in the text area of this frame. */
  async function expectGuarded(tab: Tab, frame: Frame): Promise<void> {
    const { clipboard } = fixture();
    await enter(tab, "#textarea", frame);
    await warmUp(tab, clipboard, frame);

    await clear(tab, "#textarea", frame);
    await clipboard.put({ text: CLEAN });
    await paste(tab);
    assert.deepEqual(await pastes(frame, 1), [{ trusted: true, prevented: false, text: CLEAN, html: "" }]);
    await expectValue(frame, "#textarea", CLEAN);

    await clear(tab, "#textarea", frame);
    await clipboard.put({ text: MARKED });
    await paste(tab);
    const shown = await warning(tab);
    assert.match(await shown.text(), /SECRET\/\/NOFORN/);
    await shown.press("withhold");
    await shown.gone();
    assert.deepEqual(await pastesSeen(frame), []);
    await expectValue(frame, "#textarea", "");
  }

  for (const kind of FRAMES) {
    it(kind, () =>
      fixture().visit(fixture().site.chat + page("frames"), async (tab) => {
        await tab.evaluate(({ kind, other }: { kind: string; other: string }) => window.makeFrame(kind, other), {
          kind,
          other: fixture().site.social,
        });
        await expectGuarded(tab, await tab.child("#frame"));
      }),
    );
  }

  it("a page that writes itself anew with document.open()", () =>
    fixture().visit(fixture().site.chat + page("frames"), async (tab) => {
      await tab.evaluate(() => window.writeAnew(), undefined);
      await expectGuarded(tab, tab);
    }));

  it("a page with a modal dialog of its own", () =>
    fixture().visit(fixture().site.chat + page("modal"), (tab) => expectGuarded(tab, tab)));

  it("a field in a popover, which the warning closes", () =>
    fixture().visit(fixture().site.chat + page("popover"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await clear(tab, "#textarea");
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await expectValue(tab, "#textarea", MARKED);
      assert.equal(
        await tab.evaluate(() => document.querySelector("#popover")?.matches(":popover-open"), undefined),
        true,
      );
    }));

  it("the mark of a field in a modal dialog is above it, and inside the window", () =>
    fixture().visit(fixture().site.chat + page("modal"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await clear(tab, "#textarea");
      await tab.evaluate(() => {
        const dialog = document.querySelector("dialog");
        if (dialog !== null) Object.assign(dialog.style, { margin: "0", padding: "0", border: "0" });
        const field = document.querySelector("textarea");
        if (field !== null) field.cols = 20;
      }, undefined);
      await tab.type("SECRET//NOFORN");
      const mark = await until("the mark is shown", () => tab.findOurs("#mark:not(:empty)"));
      const seen = await mark.evaluate((root) => {
        const shown = root.querySelector("#mark");
        const field = document.querySelector("#textarea")?.getBoundingClientRect();
        const { left, top } = shown?.getBoundingClientRect() ?? { left: -1, top: -1 };
        return {
          isOnTop: shown?.matches(":popover-open"),
          isInside: left >= 0 && top >= 0,
          isBelow: field !== undefined && top >= field.bottom,
        };
      }, undefined);
      assert.deepEqual(seen, { isOnTop: true, isInside: true, isBelow: true });
    }));

  for (const direction of ["ltr", "rtl"])
    it(`the mark stands where the lines of its field end: ${direction}`, () =>
      fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
        await enter(tab, "#textarea");
        await warmUp(tab, fixture().clipboard);
        await clear(tab, "#textarea");
        await tab.evaluate((wanted: string) => {
          const field = document.querySelector("textarea");
          if (field === null) return;
          field.dir = wanted;
          field.style.cssText = "position: fixed; left: 60px; top: 200px; width: 800px; box-sizing: border-box";
        }, direction);
        await tab.type("SECRET//NOFORN");
        const mark = await until("the mark is shown", () => tab.findOurs("#mark:not(:empty)"));
        const { left, right } = await mark.evaluate((root) => {
          const shown = root.querySelector("#mark")?.getBoundingClientRect();
          return { left: shown?.left ?? 0, right: shown?.right ?? 0 };
        }, undefined);
        if (direction === "rtl") assert.equal(Math.round(left), 60);
        else assert.equal(Math.round(right), 60 + 800);
      }));

  for (const mode of ["open", "closed"]) {
    it(`a field in a shadow root that is ${mode}`, () =>
      fixture().visit(fixture().site.chat + page("shadow", { mode }), async (tab) => {
        const { clipboard } = fixture();
        const value = () => tab.evaluate(() => window.field?.value ?? "", undefined);
        await enter(tab, "#host");
        await warmUp(tab, clipboard);
        const before = await value();

        await clipboard.put({ text: MARKED });
        await paste(tab);
        const shown = await warning(tab);
        await shown.press("withhold");
        await shown.gone();
        assert.deepEqual(await pastesSeen(tab), []);
        assert.equal(await value(), before);

        await paste(tab);
        const again = await warning(tab);
        await again.press("share");
        await again.gone();
        await untilEqual(`${before}${MARKED}`, value);
      }));
  }
});
