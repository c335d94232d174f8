/**
 * Many and large files: what is shown while they are checked, how it is cancelled, and that all of them arrive once.
 */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { until, type Tab } from "../driver/driver";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { arrivedNames, got } from "../got";
import { Holder } from "../holder";
import { enter, expectNoWarning, noticeText, warning } from "../person";
import { PATIENT, expectOptions, managed } from "../policies";
import { page } from "../server";
import { MARKED } from "../texts";

const SCREENS = "build/screens";

/** 25 files of 8 MB: 200 MB. */
const LARGE = "Roses are cut back in the March of each year, all but the climbing ones.\n"
  .repeat(112_000)
  .slice(0, 8_000_000);
const TEXTS = Array.from({ length: 24 }, (_, index) => `minutes-${String(index + 1).padStart(2, "0")}.txt`);
/** One waits until the test has seen what it wants to see, by its name in the variant for tests. */
const MANY = [...TEXTS.slice(0, 12), "agenda.held", ...TEXTS.slice(12)];

/** The checker is not done with one before it is cancelled, by its name in the variant for tests. */
const ENDLESS = { "roses.endless": "red", "tulips.endless": "yellow", "lilies.endless": "white" };

for (const locale of ["en", "zh-CN"] as const) {
  describe(`while files are checked, in ${locale}`, () => {
    const fixture = withBrowser({ locale, managed: managed(PATIENT) });
    const file = withFiles({
      ...Object.fromEntries(MANY.map((name) => [name, LARGE])),
      "report.txt": MARKED,
      ...ENDLESS,
    });
    const checking =
      locale === "en"
        ? /Checking file \d+ of 25: (minutes-\d\d\.txt|agenda\.held)/
        : /正在检查第 \d+ 个文件（共 25 个）：(minutes-\d\d\.txt|agenda\.held)/;
    const both =
      locale === "en" ? /Checking file 1 of 3: \w+\.endless/ : /正在检查第 1 个文件（共 3 个）：\w+\.endless/;

    let holder: Holder;
    before(async () => {
      await expectOptions(fixture().browser, /Patient/);
      holder = await Holder.open(fixture().browser);
    });

    const choosing = (names: readonly string[], use: (tab: Tab) => Promise<void>) =>
      fixture().visit(fixture().site.chat + page("attach", { read: "no" }), async (tab) => {
        await tab.activate();
        await tab.choose(
          async () => tab.click(await tab.pointOf("#several")),
          names.map((name) => file(name)),
        );
        await use(tab);
      });
    const shown = (tab: Tab) =>
      until("it is said what is being checked", async () => checking.test((await noticeText(tab)) ?? ""));

    it("200 MB in 25 files: it is said how far the check is, and all arrive once", () =>
      choosing(MANY, async (tab) => {
        await shown(tab);
        await mkdir(SCREENS, { recursive: true });
        await tab.screenshot(`${SCREENS}/${fixture().kind}-${locale}-checking.png`);
        assert.deepEqual(await got(tab), []);
        await holder.release();
        assert.deepEqual(await arrivedNames(tab), MANY);
        await expectNoWarning(tab);
        await until("the line goes away", async () => (await noticeText(tab)) === null);
      }));

    it("Escape cancels: nothing arrives, nothing is asked", () =>
      choosing(MANY, async (tab) => {
        await shown(tab);
        await tab.press("Escape");
        await until("the line goes away", async () => (await noticeText(tab)) === null);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        assert.deepEqual(await got(tab), []);
        await expectNoWarning(tab);
      }));

    it("the button cancels, and the page hears nothing of the click", () =>
      choosing(MANY, async (tab) => {
        await shown(tab);
        const notice = await until("the line is shown", () => tab.findOurs("[data-part=notice]"));
        await tab.evaluate(() => (window.record.events.length = 0), undefined);
        await tab.click(await notice.pointOf("button"));
        await until("the line goes away", async () => (await noticeText(tab)) === null);
        assert.deepEqual(await tab.evaluate(() => window.record.events.map(({ type }) => type), undefined), []);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        assert.deepEqual(await got(tab), []);
      }));

    it("two actions at once are told in one line, and cancelled together", () =>
      choosing(["roses.endless", "tulips.endless"], async (tab) => {
        // Not what the line may stand over already.
        await tab.choose(async () => tab.click(await tab.pointOf("#scripted")), [file("lilies.endless")]);
        await until("one line speaks of both", async () => both.test((await noticeText(tab)) ?? ""));
        await mkdir(SCREENS, { recursive: true });
        await tab.screenshot(`${SCREENS}/${fixture().kind}-${locale}-checking-both.png`);
        await tab.press("Escape");
        await until("the line goes away", async () => (await noticeText(tab)) === null);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        assert.equal(await noticeText(tab), null);
        assert.deepEqual(await got(tab), []);
        await expectNoWarning(tab);
      }));

    it("Escape where one writes something else does not cancel; elsewhere it does, and that is said", () =>
      fixture().visit(fixture().site.chat + page("files"), async (tab) => {
        await tab.activate();
        await tab.choose(async () => tab.click(await tab.pointOf("#input")), [file("roses.endless")]);
        await until("it is said what is being checked", async () => (await noticeText(tab))?.includes("roses.endless"));
        await enter(tab, "#textarea");
        await tab.press("Escape");
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.match((await noticeText(tab)) ?? "", /roses\.endless/);
        await enter(tab, "#zone");
        await tab.press("Escape");
        const said = locale === "en" ? "Not shared" : "未分享";
        await until("it is said", async () => (await noticeText(tab)) === said);
        await until("the line goes away", async () => (await noticeText(tab)) === null);
        assert.deepEqual(await got(tab), []);
      }));

    it("one marked file among many: one question, drawn (build/screens, to look at)", () =>
      choosing([...TEXTS.slice(0, 3), "report.txt"], async (tab) => {
        const dialog = await warning(tab);
        assert.match(await dialog.text(), /report\.txt/);
        await dialog.drawn();
        await tab.screenshot(`${SCREENS}/${fixture().kind}-${locale}-file.png`);
        await dialog.press("withhold");
        await dialog.gone();
        assert.deepEqual(await got(tab), []);
      }));
  });
}
