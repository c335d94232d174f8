/** Files chosen in a file picker, from every kind of input that pages have. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Tab } from "../../driver/driver";
import { chosenBrowser } from "../../driver/start";
import { withFiles } from "../../files";
import { withSharedBrowser } from "../../fixture";
import { arrived, got } from "../../got";
import { expectNoWarning, warning } from "../../person";
import { page } from "../../server";
import { CLEAN, MARKED } from "../../texts";

declare global {
  interface Window {
    /** Every input of the page, wherever it stands. */
    fileInputs: HTMLInputElement[];
  }
}

/** What is clicked to open the picker; what stands at each of these names is in pages/attach.html. */
const INPUTS = [
  "#one",
  "label[for=labelled]",
  "#scripted",
  "#detached",
  "#dispatched",
  "#shown",
  "#open",
  "#closed",
  "#nested",
];

const FOLDERS = { skip: chosenBrowser() === "firefox" && "Firefox's driver chooses no folders" };

describe("files from a picker", () => {
  const fixture = withSharedBrowser();
  const file = withFiles({
    "minutes.txt": CLEAN,
    "report.txt": MARKED,
    "list.csv": "a,b\n1,2\n",
    "folder/a.txt": CLEAN,
    "folder/deep/b.txt": MARKED,
    "clean/a.txt": CLEAN,
    "clean/deep/b.txt": "roses",
  });

  const visit = (use: (tab: Tab) => Promise<void>) => fixture().visit(fixture().site.chat + page("attach"), use);
  const choose = async (tab: Tab, selector: string, ...names: string[]) => {
    await tab.activate();
    await tab.choose(
      async () => tab.click(await tab.pointOf(selector)),
      names.map((name) => file(name)),
    );
  };

  for (const selector of INPUTS) {
    it(`${selector}: a clean file arrives, once`, () =>
      visit(async (tab) => {
        await choose(tab, selector, "minutes.txt");
        assert.deepEqual((await arrived(tab)).files, [{ name: "minutes.txt", text: CLEAN }]);
        await expectNoWarning(tab);
      }));

    it(`${selector}: a marked file is stopped, and arrives when it is shared anyway`, () =>
      visit(async (tab) => {
        await choose(tab, selector, "report.txt");
        const refused = await warning(tab);
        const said = await refused.text();
        assert.match(said, /report\.txt/);
        assert.match(said, /SECRET\/\/NOFORN/);
        assert.deepEqual(await got(tab), []);
        await refused.press("withhold");
        await refused.gone();
        assert.deepEqual(await got(tab), []);
        await choose(tab, selector, "report.txt");
        const shown = await warning(tab);
        await shown.press("share");
        await shown.gone();
        assert.deepEqual((await arrived(tab)).files, [{ name: "report.txt", text: MARKED }]);
      }));
  }

  for (const selector of INPUTS.filter((name) => name !== "#detached" && name !== "#dispatched")) {
    it(`${selector}: what was chosen before stays chosen where the next choice is withheld`, () =>
      visit(async (tab) => {
        await choose(tab, selector, "minutes.txt");
        await arrived(tab);
        await choose(tab, selector, "report.txt");
        const refused = await warning(tab);
        await refused.press("withhold");
        await refused.gone();
        const chosen = () =>
          window.fileInputs.flatMap((input) => Array.from(input.files ?? [], ({ name }) => name)).join();
        await until("it is put back", async () => (await tab.evaluate(chosen, undefined)) === "minutes.txt");
        // And nothing tells the page of a choice.
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.equal((await got(tab)).length, 1);
      }));
  }

  it("what the page has emptied itself stays empty where the next choice is withheld", () =>
    visit(async (tab) => {
      await choose(tab, "#one", "minutes.txt");
      await arrived(tab);
      await tab.evaluate(
        () =>
          document
            .querySelector("#one")
            ?.addEventListener("click", ({ target }) => target instanceof HTMLInputElement && (target.value = "")),
        undefined,
      );
      await choose(tab, "#one", "report.txt");
      const refused = await warning(tab);
      await refused.press("withhold");
      await refused.gone();
      assert.equal(
        await tab.evaluate(() => document.querySelector<HTMLInputElement>("#one")?.files?.length, undefined),
        0,
      );
    }));

  it("an input that the page draws anew while one is asked gets what is shared", () =>
    visit(async (tab) => {
      await choose(tab, "#several", "report.txt");
      const shown = await warning(tab);
      await tab.evaluate(() => {
        const input = document.querySelector<HTMLInputElement>("#several");
        const anew = input?.cloneNode();
        // As pages do that listen once, around all that they draw.
        document.addEventListener("change", ({ target }) => {
          if (!(target instanceof HTMLInputElement)) return;
          const files = Array.from(target.files ?? [], ({ name }) => ({ name, text: "" }));
          window.got.push({ by: "document", files, complete: true });
        });
        if (anew !== undefined) input?.replaceWith(anew);
      }, undefined);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(await arrived(tab), { by: "document", files: [{ name: "report.txt", text: "" }] });
    }));

  it("several files are one question, which names the one that is marked", () =>
    visit(async (tab) => {
      await choose(tab, "#several", "minutes.txt", "report.txt", "list.csv");
      const shown = await warning(tab);
      const said = await shown.text();
      assert.match(said, /report\.txt/);
      assert.doesNotMatch(said, /minutes\.txt|list\.csv/);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(
        (await arrived(tab)).files.map(({ name }) => name),
        ["minutes.txt", "report.txt", "list.csv"],
      );
    }));

  it("a folder: a marking deep in it is found, and its files arrive with their folders", FOLDERS, () =>
    visit(async (tab) => {
      await choose(tab, "#folder", "folder");
      const shown = await warning(tab);
      assert.match(await shown.text(), /folder\/deep\/b\.txt/);
      assert.deepEqual(await got(tab), []);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(
        (await arrived(tab)).files.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        [
          { name: "folder/a.txt", text: CLEAN },
          { name: "folder/deep/b.txt", text: MARKED },
        ],
      );
      await expectNoWarning(tab);
    }),
  );

  it("the page finds nothing in the input while it is being asked", () =>
    visit(async (tab) => {
      await choose(tab, "#one", "report.txt");
      await warning(tab);
      assert.equal(
        await tab.evaluate(() => document.querySelector<HTMLInputElement>("#one")?.files?.length, undefined),
        0,
      );
    }));
});
