/** Screenshots on the clipboard of the system, pasted. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Tab } from "../driver/driver";
import { startDisplay, type Display } from "../driver/display";
import { EDITORS } from "../editors";
import { withBrowser } from "../fixture";
import { arrived, got } from "../got";
import {
  enter,
  expectNoWarning,
  forget,
  paste,
  pastesSeen,
  putInEditor,
  textOfEditor,
  violationsSeen,
  warning,
} from "../person";
import { CLEAN_PAGE, MARKED_PAGE } from "../pictures";
import { page } from "../server";

const STRICT =
  "default-src 'none'; script-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

describe("screenshots that are pasted", () => {
  let display: Display | null = null;
  const fixture = withBrowser(async () => {
    display = await startDisplay();
    return { headed: true, display: display.name };
  });
  after(() => display?.close());

  const visit = (use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("pictures", { csp: STRICT }), use);
  const pasteInto = async (tab: Tab, selector: string, content: Uint8Array) => {
    await display?.copy("image/png", content);
    await enter(tab, selector);
    await paste(tab);
  };

  it("a clean one arrives, once, and nothing is asked", () =>
    visit(async (tab) => {
      await pasteInto(tab, "#zone", CLEAN_PAGE);
      // The browser writes the picture anew: what it is called is all that stays.
      assert.deepEqual(
        (await arrived(tab)).files.map(({ name }) => name),
        ["image.png"],
      );
      await expectNoWarning(tab);
      assert.deepEqual(await violationsSeen(tab), []);
    }));

  it("a marked one is stopped, and arrives when it is shared anyway", () =>
    visit(async (tab) => {
      await pasteInto(tab, "#zone", MARKED_PAGE);
      const refused = await warning(tab);
      assert.match(
        await refused.text(),
        /This picture carries a classification marking[^]*SECRET\/\/NOFORN[^]*top of the picture/,
      );
      assert.deepEqual(await pastesSeen(tab), []);
      await refused.press("withhold");
      await refused.gone();
      assert.deepEqual(await got(tab), []);
      await paste(tab);
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(
        (await arrived(tab)).files.map(({ name }) => name),
        ["image.png"],
      );
    }));

  for (const name of EDITORS) {
    it(`${name}: a marked one does not reach the page`, () =>
      fixture().visit(`${fixture().site.chat}/editors/${name}.html`, async (tab) => {
        await putInEditor(tab, "words", 0);
        await display?.copy("image/png", MARKED_PAGE);
        await tab.activate();
        await forget(tab);
        await paste(tab);
        const shown = await warning(tab);
        assert.match(await shown.text(), /SECRET\/\/NOFORN/);
        await shown.press("withhold");
        await shown.gone();
        assert.deepEqual(await pastesSeen(tab), []);
        assert.equal(await textOfEditor(tab), "words");
      }));
  }
});
