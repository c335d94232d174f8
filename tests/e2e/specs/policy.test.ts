/** A policy from managed storage: taken, replaced while the browser runs, and refused with its defect shown. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chosenBrowser, start, testExtension } from "../driver/start";
import { administratorObstacle, writeChromiumPolicy } from "../driver/managed-policy";
import type { Browser, Tab } from "../driver/driver";
import { Clipboard, enter, paste, pastesSeen, warmUp, warning } from "../person";
import { expectOptions, managed } from "../policies";
import { page, startSite } from "../server";
import { MARKED } from "../texts";

const BLOCK_ALL = { version: 1, name: "Nothing marked leaves", rules: [{ id: "stop", action: "block" }] };
const UNGUARDED = { id: "wiki", title: "Wiki", category: "other", matches: ["https://wiki.example/*"] };
/** Two defects: an action that does not exist, and a system that does not exist. */
const INVALID = {
  version: 1,
  name: "Mistyped",
  rules: [
    { id: "stop", action: "blok" },
    { id: "ask", systems: ["atlantis"], action: "warn" },
  ],
};

/** A rule for one conversation. */
const ONE_PATH = {
  version: 1,
  name: "One conversation",
  sites: [{ id: "here", title: "Here", category: "other", matches: ["http://localhost/*"] }],
  rules: [{ id: "stop", sites: ["http://localhost/*conversation=one"], action: "block" }],
};

const kind = chosenBrowser();
const obstacle = kind === "chromium" ? administratorObstacle("chromium") : null;

describe("a policy from managed storage", { skip: obstacle ?? false }, () => {
  it("is in force", () =>
    withPolicy(managed(BLOCK_ALL), async (browser) => {
      await expectOptions(browser, /Nothing marked leaves/);
      await expectWarning(browser, { sharing: false });
    }));

  it(
    "is in force when Firefox has it from its policies.json",
    { skip: kind === "chromium" ? "Chromium has it from there always" : (administratorObstacle("firefox") ?? false) },
    () =>
      withPolicy(
        managed(BLOCK_ALL),
        async (browser) => {
          await expectOptions(browser, /Nothing marked leaves/);
          await expectWarning(browser, { sharing: false });
        },
        true,
      ),
  );

  it("that is not valid is shown with the place of each defect, and the built-in rules protect", () =>
    withPolicy(managed(INVALID), async (browser) => {
      const said = await expectOptions(browser, /not valid/);
      assert.match(said, /\/rules\/0\/action/);
      assert.match(said, /\/rules\/1\/systems\/0/);
      await expectWarning(browser, { sharing: true });
    }));

  it("that names pages which nothing guards is in force, and the options page warns of it", () =>
    withPolicy(managed({ ...BLOCK_ALL, sites: [UNGUARDED] }), async (browser) => {
      assert.match(await expectOptions(browser, /Probably not meant/), /\/sites\/0\/matches\/0/);
      await expectWarning(browser, { sharing: false });
    }));

  it("that names a path holds where the page has gone without being loaded", () =>
    withPolicy(managed(ONE_PATH), async (browser) => {
      await expectOptions(browser, /One conversation/);
      await visiting(browser, async (tab, expectMarked) => {
        await expectMarked({ sharing: true });
        for (const [conversation, sharing] of [
          ["one", false],
          ["two", true],
          ["one", false],
        ] as const) {
          await tab.evaluate((there: string) => history.pushState(null, "", there), `?conversation=${conversation}`);
          await expectMarked({ sharing });
        }
      });
    }));

  it("that is not JSON is shown as such, and the built-in rules protect", () =>
    withPolicy({ policy_json: "{ version: 1" }, async (browser) => {
      await expectOptions(browser, /not valid/);
      await expectWarning(browser, { sharing: true });
    }));

  it("whose digest does not fit is not taken", () =>
    withPolicy({ ...managed(BLOCK_ALL), policy_sha256: "0".repeat(64) }, async (browser) => {
      assert.match(await expectOptions(browser, /not valid/), /\/policy_sha256/);
      await expectWarning(browser, { sharing: true });
    }));

  // Firefox reads managed storage once, when it starts.
  it(
    "changes while the browser runs, and a broken one does not displace it",
    { skip: kind === "firefox" && "Firefox has no live update" },
    () =>
      withPolicy(
        managed({ ...BLOCK_ALL, name: "The first", rules: [{ id: "ask", action: "warn" }] }),
        async (browser) => {
          await expectOptions(browser, /The first/);
          await expectWarning(browser, { sharing: true });
          await writeChromiumPolicy(browser.extensionId, managed(BLOCK_ALL));
          await expectOptions(browser, /Nothing marked leaves/);
          await expectWarning(browser, { sharing: false });
          await writeChromiumPolicy(browser.extensionId, managed(INVALID));
          const said = await expectOptions(browser, /\/rules\/0\/action/);
          assert.match(said, /Nothing marked leaves/);
          await expectWarning(browser, { sharing: false });
        },
      ),
  );
});

/** A browser that an administrator gave these keys. */
async function withPolicy(
  managed: Readonly<Record<string, string>>,
  use: (browser: Browser) => Promise<void>,
  asAdministrator = false,
): Promise<void> {
  const browser = await start(kind, { extension: testExtension(kind), managed, asAdministrator });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

/** Marked text is stopped by a guard that is ready; whether it can be shared anyway tells the policies apart. */
function expectWarning(browser: Browser, expected: { sharing: boolean }): Promise<void> {
  return visiting(browser, (_, expectMarked) => expectMarked(expected));
}

/** Opens a page whose guard is ready; `expectMarked` pastes marked text into it, and looks whether it can be shared. */
async function visiting(
  browser: Browser,
  use: (tab: Tab, expectMarked: (expected: { sharing: boolean }) => Promise<void>) => Promise<void>,
): Promise<void> {
  const site = await startSite();
  const clipboard = await Clipboard.open(browser, site);
  const tab = await browser.open(site.chat + page("fields"));
  try {
    await enter(tab, "#textarea");
    await warmUp(tab, clipboard);
    await use(tab, async ({ sharing }) => {
      await clipboard.put({ text: MARKED });
      await paste(tab);
      const shown = await warning(tab);
      assert.deepEqual(await pastesSeen(tab), []);
      assert.equal(await shown.offersSharing(), sharing);
      await shown.press("withhold");
      await shown.gone();
    });
  } finally {
    await tab.close();
    await clipboard.close();
    await site.close();
  }
}
