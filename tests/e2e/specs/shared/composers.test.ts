/** Pages of a kind that no site file describes: what is typed there is guarded by what is recognised of any page. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Point, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { expectNoWarning, warmUp, warning } from "../../person";
import { page } from "../../server";

const TYPED = "SECRET//NOFORN";
const CLEAN = "The roses are cut back in March.";

/**
 * Pages of pages/composers, each with a `#field`; how they send, by Enter or the button `#right`; and whether they have
 * a button `#other` that does not. No name says what these do.
 */
const PAGES = [
  { name: "react", by: ["Enter", "button"], hasOther: true },
  { name: "shadow", by: ["Enter", "button"], hasOther: true },
  { name: "form", by: ["button"], hasOther: true },
  { name: "enter", by: ["Enter"], hasOther: false },
  { name: "microblog", by: ["button"], hasOther: true },
  { name: "framed", by: ["button"], hasOther: true },
] as const;

describe("composers that no site file describes", () => {
  const fixture = withSharedBrowser();

  const typing = (name: string, text: string, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page(`composers/${name}`), async (tab) => {
      await enterField(tab);
      await warmUp(tab, fixture().clipboard);
      await tab.press("Control", "a");
      await tab.type(text);
      await use(tab);
    });
  const act = async (tab: Tab, by: "Enter" | "button") =>
    by === "Enter" ? tab.press("Enter") : tab.click(await pointOf(tab, "#right"));

  for (const { name, by: ways, hasOther } of PAGES) {
    for (const by of ways) {
      it(`${name}, ${by}: clean text goes, once`, () =>
        typing(name, CLEAN, async (tab) => {
          await act(tab, by);
          assert.deepEqual(await sent(tab), [{ by, text: CLEAN }]);
          await expectNoWarning(tab);
        }));

      it(`${name}, ${by}: marked text is held, and goes once when it is shared anyway`, () =>
        typing(name, TYPED, async (tab) => {
          await act(tab, by);
          const refused = await warning(tab);
          assert.match(await refused.text(), /SECRET\/\/NOFORN/);
          await refused.press("withhold");
          await refused.gone();
          assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
          await act(tab, by);
          const shown = await warning(tab);
          await shown.press("share");
          await shown.gone();
          assert.deepEqual(await sent(tab), [{ by, text: TYPED }]);
          await expectNoWarning(tab);
        }));
    }

    if (hasOther)
      it(`${name}: another button is left alone`, () =>
        typing(name, TYPED, async (tab) => {
          await tab.evaluate(() => void (window.record.events.length = 0), undefined);
          await tab.click(await pointOf(tab, "#other"));
          await until("the page hears of it", () =>
            tab.evaluate(() => window.record.events.some(({ type }) => type === "click"), undefined),
          );
          await expectNoWarning(tab);
        }));
  }

  it("enter: Shift and Enter break the line without a question", () =>
    typing("enter", TYPED, async (tab) => {
      await tab.press("Shift", "Enter");
      await tab.type("b");
      await until("the line is broken", () =>
        tab.evaluate((expected: string) => document.querySelector("textarea")?.value === expected, `${TYPED}\nb`),
      );
      await expectNoWarning(tab);
    }));

  it("article: what was written before the title is sent with it, and asked about", () =>
    typing("article", TYPED, async (tab) => {
      await tab.click(await pointOf(tab, "#title"));
      await tab.type("Roses");
      await act(tab, "button");
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(await sent(tab), [{ by: "button", text: `Roses\n${TYPED}` }]);
      await expectNoWarning(tab);
    }));

  it("microblog: a button below a message is not taken for the one that posts", () =>
    typing("microblog", TYPED, async (tab) => {
      await tab.click(await pointOf(tab, ".below"));
      await until("the page hears of it", () =>
        tab.evaluate(() => Reflect.get(window, "pressed") === "Reply", undefined),
      );
      await expectNoWarning(tab);
    }));
});

async function enterField(tab: Tab): Promise<void> {
  await tab.activate();
  await tab.click(await pointOf(tab, "#field"));
}

/** Middle of an element, also where it stands in the shadow root of `#host`. */
function pointOf(tab: Tab, selector: string): Promise<Point> {
  return until(`${selector} is there`, () =>
    tab.evaluate((wanted: string) => {
      const box = (document.querySelector("#host")?.shadowRoot ?? document)
        .querySelector(wanted)
        ?.getBoundingClientRect();
      return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, selector),
  );
}

function sent(tab: Tab): Promise<{ by: string; text: string }[]> {
  return until("the page sends", async () => {
    const all = await tab.evaluate(() => window.sent, undefined);
    return all.length > 0 && all;
  });
}
