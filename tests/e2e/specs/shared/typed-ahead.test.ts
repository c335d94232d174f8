/** What the person typed or pressed before they can have read the warning decides nothing. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AHEAD_MS } from "../../../../extension/src/warning/shield";
import type { Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { earlyWarning, enter, valueOf, warmUp } from "../../person";
import { page } from "../../server";

const TYPED = "SECRET//NOFORN";
/** How often something is pressed: from before the warning is there until after. */
const MORE = 40;

describe("what is typed ahead of the warning", () => {
  const fixture = withSharedBrowser();

  const typing = (use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("send"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await tab.press("Control", "a");
      await tab.type(TYPED);
      await use(tab);
    });

  for (const key of ["Enter", " ", "Escape"] as const)
    it(`${key === " " ? "Space" : key}, over and over: the question stays until it has been seen`, () =>
      typing(async (tab) => {
        await tab.press("Enter");
        // From before it is there.
        for (let more = MORE; more > 0; more--) await tab.press(key);
        const shown = await earlyWarning(tab);
        assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
        await shown.settled();
        await tab.press(key);
        await shown.gone();
        assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
        assert.equal((await valueOf(tab, "#textarea")).trim(), TYPED);
      }));

  it("an Enter that is held down: it decides nothing, however long", () =>
    typing(async (tab) => {
      let repeats = 0;
      await tab.hold("Enter", async () => {
        // Keyboards wait before the first repetition, and for longer than the warning takes nothing.
        if (repeats === 0) await new Promise((resolve) => setTimeout(resolve, 2 * AHEAD_MS));
        return ++repeats > MORE;
      });
      const warning = await earlyWarning(tab);
      await warning.settled();
      assert.ok((await warning.text()).includes(TYPED));
      await tab.press("Enter");
      await warning.gone();
      assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
    }));

  it("the second press of a double click, where the button is that shares", () =>
    typing(async (tab) => {
      await tab.press("Enter");
      const first = await earlyWarning(tab);
      const point = await first.pointOf("share");
      await first.press("withhold");
      await first.gone();
      await tab.evaluate(({ x, y }: { x: number; y: number }) => {
        const button = document.querySelector<HTMLElement>("#onclick");
        if (button !== null)
          button.style.cssText = `position: fixed; left: ${x - 20}px; top: ${y - 10}px; width: 40px; height: 20px`;
        document.querySelector("#box")?.prepend(document.querySelector("#textarea") ?? "");
        document.querySelector("#boxed")?.remove();
      }, point);
      for (let more = MORE; more > 0 && (await tab.findDialog()) === null; more--) await tab.click(point);
      await tab.click(point);
      const shown = await earlyWarning(tab);
      assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
      await shown.press("withhold");
      await shown.gone();
    }));
});
