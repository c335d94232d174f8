/**
 * What becomes of a share when something ends in the middle of it: the extension, its background, the page. Nothing
 * arrives twice.
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { until, type Frame, type Tab } from "../driver/driver";
import { chosenBrowser } from "../driver/start";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { arrived, got } from "../got";
import {
  clear,
  enter,
  expectNoWarning,
  expectValue,
  noticeText,
  paste,
  pastesSeen,
  valueOf,
  warmUp,
  warning,
} from "../person";
import { IMPATIENT, expectOptions, managed } from "../policies";
import { page } from "../server";
import { CLEAN, MARKED } from "../texts";

/** The checker is not done with it before the policy's time limit. */
const SLOW = "endless.spin";

describe("in the middle of a share", () => {
  const fixture = withBrowser({ managed: managed(IMPATIENT) });
  const file = withFiles({ [SLOW]: CLEAN, "minutes.txt": CLEAN });

  before(() => expectOptions(fixture().browser, /Impatient/));

  const fields = (use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await clear(tab, "#textarea");
      await use(tab);
    });
  const attaching = (name: string, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("attach"), async (tab) => {
      await choose(tab, name);
      await use(tab);
    });
  const choose = async (tab: Tab, name: string) => {
    await tab.activate();
    await tab.choose(async () => tab.click(await tab.pointOf("#one")), [file(name)]);
  };
  const checking = (tab: Tab) =>
    until("it is said that it is being checked", async () => /Checking/.test((await noticeText(tab)) ?? ""));

  it("the page goes elsewhere while a file is checked: nothing arrives, and the next page is guarded", () =>
    attaching(SLOW, async (tab) => {
      await checking(tab);
      await tab.go(fixture().site.chat + page("attach"));
      await choose(tab, "minutes.txt");
      assert.deepEqual(
        (await arrived(tab)).files.map(({ name }) => name),
        ["minutes.txt"],
      );
      await expectNoWarning(tab);
    }));

  it("the tab is closed while a file is checked: the files of another tab are checked as ever", async () => {
    await attaching(SLOW, async (tab) => void (await checking(tab)));
    await attaching("minutes.txt", async (tab) => {
      assert.deepEqual(
        (await arrived(tab)).files.map(({ name }) => name),
        ["minutes.txt"],
      );
      await expectNoWarning(tab);
    });
  });

  it("a check that takes too long ends with the policy's outcome", () =>
    attaching(SLOW, async (tab) => {
      await checking(tab);
      const shown = await warning(tab);
      const said = await shown.text();
      assert.match(said, /could not be checked/);
      assert.match(said, /endless\.spin/);
      assert.deepEqual(await got(tab), []);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(
        (await arrived(tab)).files.map(({ name }) => name),
        [SLOW],
      );
    }));

  it("the background ends while a file is checked: it starts again, and the check with it", () =>
    attaching(SLOW, async (tab) => {
      await checking(tab);
      await fixture().browser.endBackground();
      await tab.activate();
      const shown = await warning(tab);
      // Nobody can say which part of it.
      assert.match(await shown.text(), /This file could not be checked/);
      assert.deepEqual(await got(tab), []);
      await shown.press("withhold");
      await shown.gone();
      assert.deepEqual(await got(tab), []);
    }));

  const askingAround = (use: (tab: Tab, frame: Frame) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("cramped"), async (tab) => {
      const frame = await tab.child("#tiny");
      await clear(tab, "#input", frame);
      await fixture().clipboard.put({ text: "SECRET//NOFORN" });
      await paste(tab);
      await warning(tab);
      await use(tab, frame);
    });
  /** How many warnings stand in a frame, shown or not. */
  const warningsIn = (frame: Frame) => frame.evaluate(() => document.querySelectorAll("html > div").length, undefined);

  it("the background ends while a frame has the page around it ask: there is one question, and its answer counts", () =>
    askingAround(async (tab, frame) => {
      await fixture().browser.endBackground();
      await tab.activate();
      // Time to ask anew, and to ask twice.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const shown = await warning(tab);
      assert.deepEqual([await warningsIn(tab), await warningsIn(frame)], [1, 0]);
      await shown.press("share");
      await shown.gone();
      await expectValue(frame, "#input", "SECRET//NOFORN");
    }));

  it("a frame goes elsewhere while the page around it asks: nobody is asked any more", () =>
    askingAround(async (tab) => {
      await tab.evaluate(() => document.querySelector("#tiny")?.setAttribute("src", "about:blank"), undefined);
      await until("the warning goes away", async () => (await tab.findDialog()) === null);
      assert.equal(await warningsIn(tab), 0);
    }));

  // Last: from here on the pages that were open are those of an extension that is gone.
  it("the extension is loaded anew while the warning is shown: nothing is shared by it, and the page is guarded on", () =>
    fields(async (tab) => {
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      await fixture().browser.reloadExtension();
      await tab.activate();
      assert.deepEqual(await pastesSeen(tab), []);
      await shown.press("withhold");
      // In Firefox its element stays: the script that would take it away is gone.
      await until("the warning is closed", async () => (await tab.findOurs("dialog[open]")) === null);
      assert.equal(await valueOf(tab, "#textarea"), "");
      await fixture().clipboard.put({ text: CLEAN });
      await enter(tab, "#textarea");
      await paste(tab);
      await expectValue(tab, "#textarea", CLEAN);
      await clear(tab, "#textarea");
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const again = await until("a warning is open", () => tab.findOurs("dialog[open]"));
      assert.match(
        await again.evaluate((root) => root.querySelector<HTMLElement>("dialog[open]")?.innerText ?? "", undefined),
        /SECRET\/\/NOFORN/,
      );
      assert.equal(await valueOf(tab, "#textarea"), "");
      // Firefox puts the new content script into pages that are open, behind the listeners that they have on their
      // window already.
      if (fixture().kind === "chromium") assert.deepEqual(await pastesSeen(tab), []);
    }));

  it("the extension is loaded anew before the page was used: the page is guarded on", () =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await fixture().browser.reloadExtension();
      await clear(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN/);
      await shown.press("withhold");
      await shown.gone();
      assert.doesNotMatch(await valueOf(tab, "#textarea"), /NOFORN/);
    }));

  it(
    "the extension is removed before the page was used: it says that it could not check, and nothing is lost",
    { skip: chosenBrowser() === "firefox" && "Firefox takes the content script away as well" },
    () =>
      fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
        await fixture().browser.removeExtension();
        await fixture().clipboard.put({ text: CLEAN });
        await clear(tab, "#textarea");
        await paste(tab);
        const refused = await warning(tab);
        assert.match(await refused.text(), /could not be checked[^]*Reload the page/);
        await refused.settled();
        await tab.press("Escape");
        await refused.gone();
        assert.equal(await valueOf(tab, "#textarea"), "");
        await paste(tab);
        const allowed = await warning(tab);
        await allowed.press("share");
        await allowed.gone();
        await expectValue(tab, "#textarea", CLEAN);
        await paste(tab);
        await warning(tab);
        // A page that takes it away has not got a yes by it.
        await tab.evaluate(() => document.documentElement.lastElementChild?.remove(), undefined);
        await paste(tab);
        const later = await warning(tab);
        await later.press("withhold");
        await later.gone();
        assert.equal(await valueOf(tab, "#textarea"), CLEAN);
        await tab.evaluate(() => {
          document.body.insertAdjacentHTML("afterbegin", "<input type=file id=one>");
        }, undefined);
        await choose(tab, "minutes.txt");
        const chosen = await warning(tab);
        assert.match(await chosen.text(), /This file could not be checked/);
        await chosen.press("withhold");
        await chosen.gone();
      }),
  );
});
