/** What happens to files when something breaks: the checker, its worker, the background, the browser's permission. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tab } from "../driver/driver";
import { until } from "../driver/driver";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { arrived, got } from "../got";
import { expectNoWarning, warning } from "../person";
import { expectOptions, managed, popup } from "../policies";
import { page } from "../server";
import { CLEAN, MARKED } from "../texts";

/**
 * Names by which the variant for tests breaks its worker: a trap, a file that never ends, a worker that is gone, one
 * that takes its time.
 */
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
  "minutes.slow": CLEAN,
  "plan.pdf": "%PDF-1.7\n",
};

describe("files when something breaks", () => {
  const fixture = withBrowser();
  const file = withFiles(FILES);
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

  it("a background that is ended in the middle loses nothing: the check is asked again", () =>
    visit(async (tab) => {
      await attach(tab, "minutes.slow");
      await fixture().browser.endBackground();
      assert.deepEqual((await arrived(tab)).files, [{ name: "minutes.slow", text: CLEAN }]);
      await expectNoWarning(tab);
      await expectClean(tab);
    }));

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

describe("files that take long, where the policy says how long", () => {
  const fixture = withBrowser({
    managed: managed({ version: 1, name: "Impatient", time_limits: { file_seconds: 1 } }),
  });
  // The slow one takes half a second more than that, and less than the limit without a policy.
  const file = withFiles(FILES);

  it("a file over the limit of the policy could not be checked", () =>
    fixture().visit(fixture().site.chat + page("attach"), async (tab) => {
      assert.match(await expectOptions(fixture().browser, /Impatient/), /1 s for one file, 60 s for all files/);
      await tab.activate();
      await tab.choose(
        async () => tab.click(await tab.pointOf("#several")),
        [file("minutes.slow"), file("minutes.txt")],
      );
      const shown = await warning(tab);
      const said = await shown.text();
      assert.match(said, /minutes\.slow/);
      assert.match(said, /took too long/);
      assert.doesNotMatch(said, /minutes\.txt/);
      await shown.press("withhold");
      await shown.gone();
      assert.deepEqual(await got(tab), []);
    }));
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
