/**
 * Pictures whose marking is found before all of them is read: the warning comes at once, is raised by what is read
 * later, and a yes waits for that.
 */
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { until, type Tab } from "../driver/driver";
import { chosenBrowser } from "../driver/start";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { arrived, got } from "../got";
import { Holder } from "../holder";
import { earlyWarning, expectNoWarning, noticeText, warning } from "../person";
import { CLEAN_PAGE, LIST, MARKED_PAGE, PRINTED_PAGE, sha256, unlike } from "../pictures";
import { PATIENT, expectOptions, managed, popup } from "../policies";
import { page } from "../server";

const SCREENS = "build/screens";
const STRICT =
  "default-src 'none'; script-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/**
 * In the variant for tests `at-end` pictures do what their name says when they have been read: wait until they may go
 * on, never end, break the reader.
 */
const FILES = {
  "list.at-end-held.png": LIST,
  "again.at-end-held.png": unlike(LIST, "again"),
  "third.at-end-held.png": unlike(LIST, "third"),
  "page.at-end-held.png": PRINTED_PAGE,
  "same.at-end-held.png": unlike(PRINTED_PAGE, "same"),
  "other.at-end-held.png": unlike(PRINTED_PAGE, "other"),
  "list.at-end-endless.png": unlike(LIST, "endless"),
  "list.at-end-trap.png": unlike(LIST, "trap"),
  "list.at-end-close.png": unlike(LIST, "close"),
  "list.png": unlike(LIST, "list"),
  "marked.png": MARKED_PAGE,
  "clean.png": CLEAN_PAGE,
  "clean.at-end-held.png": unlike(CLEAN_PAGE, "held"),
  "cramped.at-end-held.png": unlike(LIST, "cramped"),
};

describe("a picture whose marking is found early", () => {
  const fixture = withBrowser({ managed: managed(PATIENT) });
  const file = withFiles(FILES);
  let holder: Holder;
  before(async () => {
    await expectOptions(fixture().browser, /Patient/);
    holder = await Holder.open(fixture().browser);
  });

  const visit = (use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("pictures", { csp: STRICT }), use);
  const attach = async (tab: Tab, ...names: (keyof typeof FILES)[]) => {
    await tab.evaluate(() => void (window.got.length = 0), undefined);
    await tab.activate();
    await tab.choose(
      async () => tab.click(await tab.pointOf("#input")),
      names.map((name) => file(name)),
    );
  };
  const expectArrived = async (tab: Tab, ...names: (keyof typeof FILES)[]) => {
    assert.deepEqual(
      (await arrived(tab)).files,
      names.map((name) => ({ name, text: sha256(FILES[name]) })),
    );
  };

  it("is warned about before all of it is read, and the warning is raised in place by a higher marking further down", () =>
    visit(async (tab) => {
      await attach(tab, "list.at-end-held.png");
      const shown = await earlyWarning(tab);
      const said = await shown.text();
      assert.match(
        said,
        /This picture is marked for a limited audience[^]*OFFICIAL-SENSITIVE[^]*top of the picture[^]*The rest of this picture is still being read/,
      );
      assert.doesNotMatch(said, /TOP SECRET|only a part|took too long/);
      assert.deepEqual(
        await shown.evaluate((root) => [
          root.querySelectorAll("[data-part=picture]").length,
          root.querySelectorAll("[data-part=picture-frame]").length,
        ]),
        [1, 1],
      );
      assert.equal(await noticeText(tab), null, "nothing says that it was checked");
      await holder.release();
      await shown.whole();
      const raised = await shown.text();
      assert.match(
        raised,
        /This picture carries a classification marking[^]*TOP SECRET\/\/NOFORN[^]*bottom of the picture[^]*Other markings \(1\)[^]*This warning has changed/,
      );
      assert.equal(await shown.evaluate((root) => root.querySelectorAll("[data-part=picture-frame]").length), 2);
      assert.deepEqual(await got(tab), []);
      await shown.press("share");
      await shown.gone();
      await expectArrived(tab, "list.at-end-held.png");
    }));

  it("says what else is in it without a button moving, where that is more of the same", () =>
    visit(async (tab) => {
      await attach(tab, "same.at-end-held.png");
      const shown = await earlyWarning(tab);
      await shown.drawn();
      const places = () =>
        shown.evaluate((root) =>
          [...root.querySelectorAll("button")].map((button) => button.getBoundingClientRect().toJSON()),
        );
      const before = await places();
      assert.doesNotMatch(await shown.text(), /was not read/);
      await holder.release();
      await shown.whole();
      assert.match(await shown.text(), /SECRET\/\/NOFORN[^]*was not read[^]*The rest has been checked/);
      assert.deepEqual(await places(), before);
      await shown.press("withhold");
      await shown.gone();
    }));

  it("is shared only when all of it was read", () =>
    visit(async (tab) => {
      await attach(tab, "page.at-end-held.png");
      const shown = await earlyWarning(tab);
      await shown.press("share");
      await until("it says that it waits", async () => /shared as soon as the rest/.test(await shown.rest()));
      assert.deepEqual(await got(tab), []);
      await holder.release();
      await shown.gone();
      await expectArrived(tab, "page.at-end-held.png");
    }));

  it("is not shared by a yes to less than what is found in the end", () =>
    visit(async (tab) => {
      await attach(tab, "again.at-end-held.png");
      const shown = await earlyWarning(tab);
      await shown.press("share");
      await until("it says that it waits", async () => /shared as soon as the rest/.test(await shown.rest()));
      await holder.release();
      await shown.whole();
      assert.match(await shown.text(), /TOP SECRET\/\/NOFORN[^]*This warning has changed/);
      assert.equal(await shown.focused(), "Don’t share", "not where the next key would share");
      assert.deepEqual(await got(tab), []);
      await shown.press("share");
      await shown.gone();
      await expectArrived(tab, "again.at-end-held.png");
    }));

  for (const [how, refuse] of [
    ["the button", (tab: Tab) => earlyWarning(tab).then((shown) => shown.press("withhold"))],
    ["Escape", (tab: Tab) => tab.press("Escape")],
  ] as const) {
    it(`${how} ends the waiting at once, also after a yes, and the next picture is read`, () =>
      visit(async (tab) => {
        await attach(tab, "list.at-end-endless.png");
        const shown = await earlyWarning(tab);
        if (how === "Escape") await shown.press("share");
        await refuse(tab);
        await shown.gone();
        assert.deepEqual(await got(tab), []);
        await attach(tab, "clean.png");
        await expectArrived(tab, "clean.png");
        await expectNoWarning(tab);
      }));
  }

  for (const [name, reason] of [
    ["list.at-end-trap.png", /checker failed here/],
    ["list.at-end-close.png", /took too long/],
  ] as const) {
    it(`${name} keeps what was found, and says that the rest was not checked`, () =>
      visit(async (tab) => {
        await attach(tab, name);
        const shown = await warning(tab);
        const said = await shown.text();
        assert.match(said, /OFFICIAL-SENSITIVE/);
        assert.match(said, reason);
        assert.doesNotMatch(said, /The rest has been checked/);
        await shown.press("share");
        await shown.gone();
        await expectArrived(tab, name);
      }));
  }

  it("one of several is told while the others are checked, and all are in one warning in the end", () =>
    visit(async (tab) => {
      await attach(tab, "other.at-end-held.png", "clean.png", "list.png");
      const shown = await earlyWarning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN[^]*Everything else is still being checked/);
      await holder.release();
      await shown.whole();
      const said = await shown.text();
      assert.match(
        said,
        /Some of these files[^]*list\.png[^]*TOP SECRET\/\/NOFORN[^]*other\.at-end-held\.png[^]*SECRET\/\/NOFORN[^]*This warning has changed/,
      );
      assert.ok(!said.includes("clean.png"), said);
      await shown.press("share");
      await shown.gone();
      await expectArrived(tab, "other.at-end-held.png", "clean.png", "list.png");
    }));

  it("a clean one is told of only when all of it was read", () =>
    visit(async (tab) => {
      await attach(tab, "clean.at-end-held.png");
      await until("it is said what is being checked", async () =>
        /clean\.at-end-held\.png/.test((await noticeText(tab)) ?? ""),
      );
      await expectNoWarning(tab);
      await holder.release();
      await expectArrived(tab, "clean.at-end-held.png");
    }));

  const noFrames = chosenBrowser() === "firefox" && "neither a picker nor a drag can be driven in a frame of Firefox";
  it("in a frame without room for the warning it is told when all of it was read", { skip: noFrames }, () =>
    fixture().visit(fixture().site.chat + page("cramped"), async (tab) => {
      const frame = await tab.child("#pictures");
      await tab.activate();
      await tab.drop(await frame.pointOf("#zone"), { files: [file("cramped.at-end-held.png")] });
      await until("it is said what is being checked", async () =>
        /cramped\.at-end-held\.png/.test((await noticeText(tab)) ?? ""),
      );
      await holder.release();
      const shown = await earlyWarning(tab);
      assert.equal(await shown.evaluate((root) => root.ownerDocument.defaultView === top), true);
      assert.match(await shown.text(), /TOP SECRET\/\/NOFORN/);
      assert.equal(await shown.rest(), "");
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(
        (await arrived(frame)).files.map(({ name }) => name),
        ["cramped.at-end-held.png"],
      );
    }),
  );

  it("is counted once, as what it was in the end", async () => {
    const shared = /Shared anyway\s+(\d+)/;
    const count = async () => Number(shared.exec(await popup(fixture().browser))?.[1] ?? 0);
    const earlier = await count();
    await visit(async (tab) => {
      await attach(tab, "third.at-end-held.png");
      const shown = await earlyWarning(tab);
      await holder.release();
      await (await shown.whole()).press("share");
      await shown.gone();
    });
    await until("the popup counts it", async () => (await count()) > earlier);
    assert.equal(await count(), earlier + 1);
  });
});

describe("a picture whose marking is found early, where the policy blocks what is found later", () => {
  const policy = {
    ...PATIENT,
    name: "Never the highest",
    rules: [
      { id: "never", ranks: { min: 5 }, action: "block" },
      { id: "why", ranks: { max: 4 }, action: "justify", reasons: ["It is mine"] },
    ],
  };
  const fixture = withBrowser({ managed: managed(policy) });
  const file = withFiles(FILES);
  let holder: Holder;
  before(async () => {
    await expectOptions(fixture().browser, /Never the highest/);
    holder = await Holder.open(fixture().browser);
  });

  it("the button to share goes away, also after a yes with its reason", () =>
    fixture().visit(fixture().site.chat + page("pictures"), async (tab) => {
      await tab.activate();
      await tab.choose(async () => tab.click(await tab.pointOf("#input")), [file("list.at-end-held.png")]);
      const shown = await earlyWarning(tab);
      assert.equal(await shown.offersSharing(), true);
      await shown.press("share");
      assert.match(await shown.text(), /choose or type a reason/);
      await shown.click("input[type=radio]");
      await shown.press("share");
      await until("it says that it waits", async () => /shared as soon as the rest/.test(await shown.rest()));
      await holder.release();
      await shown.whole();
      assert.match(await shown.text(), /TOP SECRET\/\/NOFORN/);
      assert.equal(await shown.offersSharing(), false);
      await shown.press("withhold");
      await shown.gone();
      assert.deepEqual(await got(tab), []);
    }));
});

for (const locale of ["en", "zh-CN"] as const) {
  describe(`the warning while the rest is checked in ${locale}, drawn (build/screens, to look at)`, () => {
    const fixture = withBrowser({ locale });
    const file = withFiles(FILES);
    let holder: Holder;
    before(async () => {
      holder = await Holder.open(fixture().browser);
    });
    it("before and after it is raised", () =>
      fixture().visit(fixture().site.chat + page("pictures"), async (tab) => {
        await mkdir(SCREENS, { recursive: true });
        const picture = (what: string) => tab.screenshot(`${SCREENS}/${fixture().kind}-${locale}-early-${what}.png`);
        await tab.activate();
        await tab.choose(async () => tab.click(await tab.pointOf("#input")), [file("list.at-end-held.png")]);
        const shown = await earlyWarning(tab);
        await shown.drawn();
        await picture("checking");
        await holder.release();
        await shown.whole();
        await shown.drawn();
        await picture("raised");
      }));
  });
}
