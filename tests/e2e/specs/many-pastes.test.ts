/** Day-long use: clean pastes, one after the other, leave nothing behind. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until } from "../driver/driver";
import { withBrowser } from "../fixture";
import { enter, expectNoWarning, forget, pastesSeen, warmUp } from "../person";
import { page } from "../server";
import { CLEAN } from "../texts";

const PASTES = 200;
/** 100 kB, so that a copy of each that is kept would be 20 MB. */
const TEXT = CLEAN.repeat(Math.ceil(100_000 / CLEAN.length));
/** What a process may need more after them, in bytes: half of that. */
const MAX_GROWTH = 10_000_000;

declare global {
  interface Window {
    /** How often exactly the text arrived. */
    whole: number;
    inputs: number;
  }
}

describe(`${PASTES} clean pastes`, () => {
  const fixture = withBrowser();

  it("each is the browser's own, none is asked about, and no memory is kept", () =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await fixture().clipboard.put({ text: TEXT });
      await enter(tab, "#textarea");
      await tab.evaluate((expected: string) => {
        [window.whole, window.inputs] = [0, 0];
        const field = document.querySelector<HTMLTextAreaElement>("#textarea");
        field?.addEventListener("input", () => {
          window.inputs += 1;
          if (field.value === expected) window.whole += 1;
          field.value = "";
        });
        if (field !== null) field.value = "";
      }, TEXT);
      const paste = async (times: number) => {
        const before = await tab.evaluate(() => window.inputs, undefined);
        for (let done = 0; done < times; done++) await tab.press("Control", "v");
        await until(
          `${times} pastes arrive`,
          async () => (await tab.evaluate(() => window.inputs, undefined)) >= before + times,
        );
        // What the page itself keeps of them.
        const seen = await pastesSeen(tab);
        await forget(tab);
        return seen;
      };
      // The first ones fill what is filled once: caches, compiled code.
      await paste(20);
      const before = await tab.memory();
      for (let round = 0; round < 10; round++) {
        const seen = await paste(PASTES / 10);
        assert.deepEqual(
          seen.map(({ trusted, prevented }) => ({ trusted, prevented })),
          Array(PASTES / 10).fill({ trusted: true, prevented: false }),
        );
      }
      const growth = (await tab.memory()) - before;
      assert.ok(growth < MAX_GROWTH, `${growth} bytes more`);
      assert.equal(await tab.evaluate(() => window.whole, undefined), 20 + PASTES);
      await expectNoWarning(tab);
    }));
});
