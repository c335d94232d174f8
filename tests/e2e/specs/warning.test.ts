/** The warning as people see it: in their language, readable for all, and drawn (build/screens, to look at). */
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { until, type Tab } from "../driver/driver";
import { withBrowser } from "../fixture";
import { enter, paste, warmUp, warning, type Warning } from "../person";
import { page } from "../server";
import { MARKED } from "../texts";

const SCREENS = "build/screens";

const CHINESE = ["机密★10年", "关于北部中继站恢复运行的通知", "请各单位于周二前做好准备。"].join("\n");

const HEBREW = [
  "סודי ביותר",
  "",
  "סיכום דיון על לוח הזמנים של תחנת הממסר הצפונית.",
  "הצוותים יתכוננו עד יום שלישי.",
].join("\n");

const LANGUAGES = [
  {
    locale: "en",
    text: MARKED,
    title: "This text carries a classification marking",
    level: /Secret/i,
    withhold: "Don’t share",
    share: "Share anyway",
    lang: "en",
  },
  {
    locale: "zh-CN",
    text: CHINESE,
    title: "这段文字带有密级标志",
    level: /机密/,
    withhold: "不分享",
    share: "仍然分享",
    lang: "zh-CN",
  },
] as const;

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}
declare global {
  interface Window {
    axe?: { run(): Promise<{ violations: AxeViolation[] }> };
  }
}

for (const { locale, text, title, level, withhold, share, lang } of LANGUAGES) {
  describe(`the warning in ${locale}`, () => {
    const fixture = withBrowser({ locale });

    const warned = (use: (tab: Tab, shown: Warning) => Promise<void>) =>
      fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
        await enter(tab, "#textarea");
        await warmUp(tab, fixture().clipboard);
        await fixture().clipboard.put({ text });
        await paste(tab);
        await use(tab, await warning(tab));
      });

    it("says what was recognised, and what can be done", () =>
      warned(async (tab, shown) => {
        const said = await shown.text();
        assert.match(said, new RegExp(title));
        assert.ok(said.includes(text.slice(0, text.indexOf("\n"))), said);
        assert.match(said, level);
        assert.equal(await shown.focused(), withhold);
        assert.deepEqual(
          await shown.evaluate((root) => [...root.querySelectorAll("button")].map((button) => button.textContent)),
          [withhold, share],
        );
        assert.equal(await shown.evaluate((root) => root.querySelector("dialog")?.lang), lang);
        await mkdir(SCREENS, { recursive: true });
        await shown.drawn();
        await tab.screenshot(`${SCREENS}/${fixture().kind}-${locale}.png`);
      }));

    it("keeps the focus inside", () =>
      warned(async (tab, shown) => {
        await shown.settled();
        for (let step = 0; step < 6; step++) {
          await tab.press("Tab");
          // The page's own fields are out of reach; the browser's own controls are not.
          assert.notEqual(await tab.evaluate(() => document.activeElement?.id, undefined), "textarea");
        }
        await shown.press("withhold");
        await shown.gone();
      }));

    it("has no fault that axe finds", () =>
      warned(async (tab, shown) => {
        // axe does not look into closed shadow roots, so a copy of the dialog is put into an empty page.
        const copy = await shown.evaluate((root) => ({
          html: root.querySelector("dialog")?.outerHTML ?? "",
          css: root.adoptedStyleSheets
            .map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join("\n"))
            .join("\n"),
        }));
        const axe = await readFile("node_modules/axe-core/axe.min.js", "utf8");
        await tab.evaluate(
          ({ copy, axe, lang }: { copy: { html: string; css: string }; axe: string; lang: string }) => {
            document.open();
            document.write(
              `<!doctype html><html lang="${lang}"><title>Warning</title><style>${copy.css}</style><main><h1>Page</h1>${copy.html}</main></html>`,
            );
            document.close();
            const dialog = document.querySelector("dialog");
            dialog?.removeAttribute("open");
            dialog?.showModal();
            const script = document.createElement("script");
            script.textContent = axe;
            document.head.append(script);
          },
          { copy, axe, lang },
        );
        await until("axe is there", () => tab.evaluate(() => window.axe !== undefined, undefined));
        // What is still fading in has less contrast than it will have.
        await tab.evaluate(
          () => Promise.all(document.getAnimations().map((animation) => animation.finished)).then(() => null),
          undefined,
        );
        const violations = await tab.evaluate(
          async () =>
            (await window.axe?.run())?.violations.map(({ id, help, nodes }) => ({
              id,
              help,
              nodes: nodes.map((node) => node.html),
            })),
          undefined,
        );
        assert.deepEqual(violations, []);
      }));
  });
}

describe("the warning on a page written from right to left", () => {
  const fixture = withBrowser();

  it("keeps its own direction, and the marking that of its script", () =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await tab.evaluate(() => {
        document.documentElement.dir = "rtl";
      }, undefined);
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await fixture().clipboard.put({ text: HEBREW });
      await paste(tab);
      const shown = await warning(tab);
      const directions = await shown.evaluate((root) =>
        ["dialog", "[data-part=quote]", ".buttons"].map((part) => {
          const found = root.querySelector(part);
          return found === null ? null : getComputedStyle(found).direction;
        }),
      );
      assert.deepEqual(directions, ["ltr", "rtl", "ltr"]);
      await mkdir(SCREENS, { recursive: true });
      await shown.drawn();
      await tab.screenshot(`${SCREENS}/${fixture().kind}-right-to-left.png`);
    }));
});
