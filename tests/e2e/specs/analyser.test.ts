/** What happens to files when something breaks: the checker, its worker, the background, the browser's permission. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Tab } from "../driver/driver";
import { until } from "../driver/driver";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { arrived, got } from "../got";
import { Holder } from "../holder";
import { expectNoWarning, noticeText, warning } from "../person";
import { IMPATIENT, PATIENT, expectOptions, managed, popup } from "../policies";
import { page } from "../server";
import { CLEAN, MARKED } from "../texts";

/** Names by which the variant for tests breaks its worker: a trap, a file that never ends, a worker that is gone. */
const BROKEN = {
  "minutes.trap": /checker failed/,
  "minutes.spin": /took too long/,
  "minutes.close": /took too long/,
} as const;
const FILES = {
  "minutes.txt": CLEAN,
  "agenda.txt": CLEAN,
  "report.txt": MARKED,
  "minutes.trap": CLEAN,
  "minutes.spin": CLEAN,
  "minutes.close": CLEAN,
  "minutes.held": CLEAN,
  "minutes.endless": CLEAN,
  "plan.pdf": "%PDF-1.7\n",
};

describe("files when something breaks", () => {
  const fixture = withBrowser({ managed: managed(IMPATIENT) });
  const file = withFiles(FILES);
  before(() => expectOptions(fixture().browser, /Impatient/));

  const visit = (use: (tab: Tab) => Promise<void>) => fixture().visit(fixture().site.chat + page("attach"), use);
  const attach = async (tab: Tab, ...names: (keyof typeof FILES)[]) => {
    await tab.activate();
    await tab.choose(
      async () => tab.click(await tab.pointOf("#several")),
      names.map((name) => file(name)),
    );
  };
  const expectClean = async (tab: Tab, name: "minutes.txt" | "agenda.txt" = "minutes.txt") => {
    await tab.evaluate(() => void (window.got.length = 0), undefined);
    await attach(tab, name);
    assert.deepEqual((await arrived(tab)).files, [{ name, text: CLEAN }]);
    await expectNoWarning(tab);
  };

  for (const [name, reason] of Object.entries(BROKEN)) {
    it(`${name}: could not be checked, is never clean, and the next file is checked`, () =>
      visit(async (tab) => {
        await tab.activate();
        await tab.choose(async () => tab.click(await tab.pointOf("#several")), [file(name), file("report.txt")]);
        const shown = await warning(tab);
        const said = await shown.text();
        assert.match(said, reason);
        assert.ok(said.includes(name) && said.includes("SECRET//NOFORN"), said);
        assert.deepEqual(await got(tab), []);
        await shown.press("share");
        await shown.gone();
        assert.deepEqual(
          (await arrived(tab)).files.map((arrival) => arrival.name),
          [name, "report.txt"],
        );
        await expectClean(tab);
      }));
  }

  it("the analyser that ended itself for want of work comes back", () =>
    visit(async (tab) => {
      await expectClean(tab);
      // In the variant for tests it does so after three seconds.
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      // To choose the same file again changes nothing, and no event comes.
      await expectClean(tab, "agenda.txt");
    }));

  it("what could not be checked is counted in the popup", () =>
    visit(async (tab) => {
      await attach(tab, "plan.pdf");
      await (await warning(tab)).press("withhold");
      await until("the popup says so", async () =>
        /Format is not supported yet\s+[1-9]/.test(await popup(fixture().browser)),
      );
    }));
});

describe("files that cannot be checked, where the policy says what then", () => {
  const fixture = withBrowser({
    managed: managed({
      version: 1,
      name: "Strict",
      failures: { engine_error: "block", timeout: "allow", unsupported: "justify" },
      time_limits: IMPATIENT.time_limits,
    }),
  });
  const file = withFiles(FILES);

  it("the outcome of the policy holds", () =>
    fixture().visit(fixture().site.chat + page("attach"), async (tab) => {
      await expectOptions(fixture().browser, /Strict/);
      await tab.activate();
      const attach = async (name: string) =>
        tab.choose(async () => tab.click(await tab.pointOf("#several")), [file(name)]);
      await attach("minutes.trap");
      const blocked = await warning(tab);
      assert.equal(await blocked.offersSharing(), false);
      await blocked.press("withhold");
      await blocked.gone();
      await attach("minutes.spin");
      assert.deepEqual((await arrived(tab)).files, [{ name: "minutes.spin", text: CLEAN }]);
      await attach("plan.pdf");
      assert.match(await (await warning(tab)).text(), /plan\.pdf/);
    }));
});

describe("a file that takes long, by the policy's time limits", () => {
  const file = withFiles(FILES);

  describe("where they are short", () => {
    const fixture = withBrowser({ managed: managed(IMPATIENT) });

    it("could not be checked", () =>
      fixture().visit(fixture().site.chat + page("attach"), async (tab) => {
        assert.match(await expectOptions(fixture().browser, /Impatient/), /8 s for one file, 60 s for all files/);
        await tab.activate();
        await tab.choose(
          async () => tab.click(await tab.pointOf("#several")),
          [file("minutes.endless"), file("minutes.txt")],
        );
        const shown = await warning(tab);
        const said = await shown.text();
        assert.match(said, /minutes\.endless/);
        assert.match(said, /took too long/);
        assert.doesNotMatch(said, /minutes\.txt/);
        await shown.press("withhold");
        await shown.gone();
        assert.deepEqual(await got(tab), []);
      }));
  });

  describe("where they are long", () => {
    const fixture = withBrowser({ managed: managed(PATIENT) });

    it("loses nothing when the background is ended meanwhile: the check is asked again", () =>
      fixture().visit(fixture().site.chat + page("attach"), async (tab) => {
        await expectOptions(fixture().browser, /Patient/);
        const holder = await Holder.open(fixture().browser);
        await tab.activate();
        await tab.choose(async () => tab.click(await tab.pointOf("#several")), [file("minutes.held")]);
        await until("it is being checked", async () => (await noticeText(tab))?.includes("minutes.held"));
        await fixture().browser.endBackground();
        await holder.releaseUntil("it arrives", async () => (await got(tab)).length > 0);
        assert.deepEqual((await arrived(tab)).files, [{ name: "minutes.held", text: CLEAN }]);
        await expectNoWarning(tab);
      }));
  });
});

describe("sites that are taken back", () => {
  const fixture = withBrowser();

  it("the popup says that nothing is checked there, and what to do", async () => {
    assert.doesNotMatch(await popup(fixture().browser), /keeps Shareguard off/);
    await fixture().browser.withholdSites();
    await until("the popup says so", async () =>
      /keeps Shareguard off: \d+[^]*Guard them again/.test(await popup(fixture().browser)),
    );
  });
});
