/** Text, files and folders dragged into the page from another program. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Dragged, type Tab } from "../../driver/driver";
import { chosenBrowser } from "../../driver/start";
import { withFiles } from "../../files";
import { withSharedBrowser } from "../../fixture";
import { enter, expectNoWarning, expectValue, noticeText, valueOf, warmUp, warning } from "../../person";
import { page } from "../../server";
import { CLEAN, MARKED } from "../../texts";
import { arrived, got } from "../../got";

/** What is missing where the drag is not the system's. */
const SYSTEM_ONLY = { skip: chosenBrowser() === "firefox" && "in Firefox no drag of the system can be driven" };

const CHROMIUM_ONLY = { skip: chosenBrowser() === "firefox" && "Firefox has no handles" };

/** A marked one among more files than are read. */
const MANY = Object.fromEntries(
  Array.from({ length: 502 }, (_, index) => [`many/${index}.txt`, index === 7 ? MARKED : "roses"]),
);

describe("what is dropped", () => {
  const fixture = withSharedBrowser();
  const file = withFiles({
    "minutes.txt": CLEAN,
    "report.txt": MARKED,
    "list.csv": "a,b\n1,2\n",
    "clean/a.txt": CLEAN,
    "clean/deep/b.txt": "roses",
    "marked/a.txt": CLEAN,
    "marked/deep/b.txt": MARKED,
    "other/clean": MARKED,
    ...MANY,
    [`nested${"/deeper".repeat(20)}/a.txt`]: CLEAN,
  });

  const dropping = (selector: string, what: Dragged, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("files"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await tab.press("Control", "a");
      await tab.press("Delete");
      await drop(tab, selector, what);
      await use(tab);
    });
  const drop = async (tab: Tab, selector: string, what: Dragged) => tab.drop(await tab.pointOf(selector), what);
  const files = (...names: string[]): Dragged => ({ files: names.map((name) => file(name)) });
  const isMarkedAsTarget = (tab: Tab) =>
    tab.evaluate(() => document.querySelector("#zone")?.classList.contains("over"), undefined);

  it("clean text arrives by the browser's own drop", SYSTEM_ONLY, () =>
    dropping("#textarea", { text: CLEAN }, async (tab) => {
      await expectValue(tab, "#textarea", CLEAN);
      await expectNoWarning(tab);
    }),
  );

  it("marked text is stopped, and arrives where it was dropped when it is shared anyway", () =>
    dropping("#textarea", { text: MARKED }, async (tab) => {
      const refused = await warning(tab);
      await refused.press("withhold");
      await refused.gone();
      assert.equal(await valueOf(tab, "#textarea"), "");
      await drop(tab, "#textarea", { text: MARKED });
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await expectValue(tab, "#textarea", MARKED);
    }));

  it("marked text arrives in an element that can be edited", () =>
    dropping("#contenteditable", { text: MARKED }, async (tab) => {
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await expectValue(tab, "#contenteditable", MARKED);
    }));

  it("a clean file arrives where the page takes it, once", () =>
    dropping("#zone", files("minutes.txt"), async (tab) => {
      assert.deepEqual(await arrived(tab), { by: "drop", text: "", files: [{ name: "minutes.txt", text: CLEAN }] });
      await expectNoWarning(tab);
      assert.equal(await isMarkedAsTarget(tab), false);
    }));

  it("a marked file is stopped, and the page takes its marks away when it is not shared", () =>
    dropping("#zone", files("report.txt", "minutes.txt"), async (tab) => {
      const refused = await warning(tab);
      assert.match(await refused.text(), /report\.txt/);
      await refused.press("withhold");
      await refused.gone();
      assert.deepEqual(await got(tab), []);
      assert.equal(await isMarkedAsTarget(tab), false);
      await drop(tab, "#zone", files("report.txt", "minutes.txt"));
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual((await arrived(tab)).files, [
        { name: "report.txt", text: MARKED },
        { name: "minutes.txt", text: CLEAN },
      ]);
    }));

  for (const { by, said, only } of [
    { by: "entries", said: "/minutes.txt,/list.csv", only: {} },
    { by: "handles", said: "file,file", only: CHROMIUM_ONLY },
  ]) {
    it(`a page that takes files by their ${by} gets them`, only, () =>
      dropping(`#${by}`, files("minutes.txt", "list.csv"), async (tab) => {
        assert.deepEqual(await arrived(tab), {
          by,
          text: said,
          files: [
            { name: "minutes.txt", text: CLEAN },
            { name: "list.csv", text: "a,b\n1,2\n" },
          ],
        });
        await expectNoWarning(tab);
      }),
    );
  }

  it("a file dropped on a file input is chosen there", () =>
    dropping("#input", files("report.txt"), async (tab) => {
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(await arrived(tab), { by: "change", text: "", files: [{ name: "report.txt", text: MARKED }] });
    }));

  it("a marking deep in a folder is found", SYSTEM_ONLY, () =>
    dropping("#paths", files("marked"), async (tab) => {
      const said = await (await warning(tab)).text();
      assert.match(said, /marked\/deep\/b\.txt/);
      assert.deepEqual(await got(tab), []);
    }),
  );

  it("a file beside a folder of the same name is checked as well", SYSTEM_ONLY, () =>
    dropping("#paths", files("other/clean", "clean"), async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN/);
      await shown.press("withhold");
      await shown.gone();
      assert.deepEqual(await got(tab), []);
    }),
  );

  it(
    "of a folder with more files than are read, those that are read are checked, and the rest is told",
    SYSTEM_ONLY,
    () =>
      dropping("#paths", files("many"), async (tab) => {
        const shown = await warning(tab);
        assert.match(
          await shown.text(),
          /many\/7\.txt[^]*NOFORN[^]*many\s+It was not checked: it is too large, or more than is checked at once/,
        );
        await shown.press("withhold");
        await shown.gone();
      }),
  );

  it("a folder that is too deep is told by its name", SYSTEM_ONLY, () =>
    dropping("#paths", files("nested"), async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.text(), /nested(\/deeper)+\n[^]*It was not checked/);
      await shown.press("withhold");
      await shown.gone();
    }),
  );

  it("a folder is dropped once more, and then passes as it is", SYSTEM_ONLY, () =>
    dropping("#paths", files("clean"), async (tab) => {
      await until("the person is asked to drop it again", async () =>
        /drop it again/.test((await noticeText(tab)) ?? ""),
      );
      assert.deepEqual(await got(tab), []);
      await drop(tab, "#paths", files("clean"));
      assert.deepEqual(await arrived(tab), { by: "paths", text: "clean", files: [] });
      await expectNoWarning(tab);
      // The next one is a decision of its own.
      await drop(tab, "#paths", files("clean"));
      await until("the person is asked again", async () => /drop it again/.test((await noticeText(tab)) ?? ""));
      assert.equal((await got(tab)).length, 1);
    }),
  );
});
