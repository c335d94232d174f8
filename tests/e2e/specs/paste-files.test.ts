/** Images and files on the clipboard of the system, as other programs put them there. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { until, untilEqual, type Tab } from "../driver/driver";
import { startDisplay, type Display } from "../driver/display";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { arrived, got } from "../got";
import { Holder } from "../holder";
import { enter, expectNoWarning, noticeText, paste, pastes, pastesSeen, valueOf, warning } from "../person";
import { PATIENT, expectOptions, managed } from "../policies";
import { page } from "../server";
import { CLEAN, MARKED } from "../texts";

const ICON = "extension/icons/48.png";

describe("images and files that are pasted", () => {
  const file = withFiles({ "minutes.txt": CLEAN, "report.txt": MARKED, "minutes.held": CLEAN });
  let display: Display | null = null;
  const fixture = withBrowser(async () => {
    display = await startDisplay();
    return { headed: true, display: display.name, managed: managed(PATIENT) };
  });
  let holder: Holder;
  before(async () => {
    await expectOptions(fixture().browser, /Patient/);
    holder = await Holder.open(fixture().browser);
  });
  after(() => display?.close());

  const visit = (use: (tab: Tab) => Promise<void>) => fixture().visit(fixture().site.chat + page("files"), use);
  const copyFiles = (...names: string[]) =>
    display?.copy("text/uri-list", names.map((name) => `${pathToFileURL(file(name)).href}\r\n`).join(""));
  const pasteInto = async (tab: Tab, selector: string) => {
    await enter(tab, selector);
    await paste(tab);
  };

  it("a clean file arrives, once", () =>
    visit(async (tab) => {
      await copyFiles("minutes.txt");
      await pasteInto(tab, "#zone");
      const { files } = await arrived(tab);
      assert.deepEqual(files, [{ name: "minutes.txt", text: CLEAN }]);
      await expectNoWarning(tab);
    }));

  it("who has gone on elsewhere while it was checked goes on there", () =>
    visit(async (tab) => {
      await copyFiles("minutes.held");
      await pasteInto(tab, "#zone");
      await enter(tab, "#textarea");
      await tab.type("go");
      await holder.release();
      assert.deepEqual((await arrived(tab)).files, [{ name: "minutes.held", text: CLEAN }]);
      await tab.type("ne");
      await untilEqual("gone", () => valueOf(tab, "#textarea"));
      await expectNoWarning(tab);
    }));

  /** What an application may do while a paste is being checked, and whether it still arrives. */
  const MEANWHILE: readonly { name: string; arrives: boolean; run: () => void }[] = [
    {
      name: "puts another composer in its place, for another conversation",
      arrives: false,
      run: () => {
        const zone = document.querySelector<HTMLElement>("#zone");
        const other = document.createElement("div");
        other.id = "other";
        other.tabIndex = 0;
        other.textContent = "another conversation";
        other.addEventListener("paste", (event) => {
          event.preventDefault();
          window.got.push({ by: "other", files: [], complete: true });
        });
        zone?.replaceWith(other);
        other.focus();
      },
    },
    {
      name: "uses the same composer for another conversation",
      arrives: false,
      run: () => history.pushState(null, "", "?another-conversation"),
    },
    {
      name: "uses the same composer for another conversation that its fragment tells",
      arrives: false,
      run: () => history.pushState(null, "", "#another-conversation"),
    },
    {
      name: "draws anew what is in the composer",
      arrives: true,
      run: () => document.querySelector("#zone")?.replaceChildren("drawn anew"),
    },
  ];

  for (const { name, arrives, run } of MEANWHILE) {
    it(`where the page ${name} while a file is checked, it ${arrives ? "arrives" : "does not arrive"}`, () =>
      visit(async (tab) => {
        await copyFiles("minutes.held");
        await pasteInto(tab, "#zone");
        await until("it is being checked", async () => (await noticeText(tab))?.includes("minutes.held"));
        await tab.evaluate(run, undefined);
        await holder.release();
        if (arrives) return void assert.deepEqual((await arrived(tab)).files, [{ name: "minutes.held", text: CLEAN }]);
        await until("the person is asked to paste again", async () =>
          /press Ctrl\+V again/.test((await noticeText(tab)) ?? ""),
        );
        assert.deepEqual(await got(tab), []);
      }));
  }

  it("a marked file is stopped, and arrives when it is shared anyway", () =>
    visit(async (tab) => {
      await copyFiles("report.txt");
      await pasteInto(tab, "#zone");
      const refused = await warning(tab);
      assert.match(await refused.text(), /report\.txt/);
      assert.deepEqual(await pastesSeen(tab), []);
      await refused.press("withhold");
      await refused.gone();
      assert.deepEqual(await got(tab), []);
      await pasteInto(tab, "#zone");
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual((await arrived(tab)).files, [{ name: "report.txt", text: MARKED }]);
    }));

  it("what only the browser's own paste delivers is pasted once more, and then passes", () =>
    visit(async (tab) => {
      await copyFiles("minutes.txt");
      await pasteInto(tab, "#deaf");
      await until("the person is asked to paste again", async () =>
        /press Ctrl\+V again/.test((await noticeText(tab)) ?? ""),
      );
      const before = (await pastesSeen(tab)).length;
      await paste(tab);
      const seen = (await pastes(tab, before + 1)).at(-1);
      assert.equal(seen?.trusted, true);
      assert.equal(seen.files?.length, 1);
      await expectNoWarning(tab);
      // Other content is not what was judged.
      await copyFiles("report.txt");
      await paste(tab);
      const shown = await warning(tab);
      await shown.press("withhold");
      await shown.gone();
    }));

  it("an image arrives, once, when it may", () =>
    visit(async (tab) => {
      await display?.copy("image/png", await readFile(ICON));
      await pasteInto(tab, "#zone");
      // Whether it is asked about depends on what can be read in images.
      const asked = await until("it is asked about or arrives", async () =>
        (await got(tab)).length > 0 ? "arrived" : (await tab.findDialog()) !== null && "asked",
      );
      if (asked === "asked") {
        const shown = await warning(tab);
        await shown.press("share");
        await shown.gone();
      }
      const { files } = await arrived(tab);
      assert.deepEqual(
        files.map(({ name }) => name),
        ["image.png"],
      );
      assert.equal(await valueOf(tab, "#textarea"), "");
    }));
});
