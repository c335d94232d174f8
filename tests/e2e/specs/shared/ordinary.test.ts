/** What people do every day around a warning, on pages as they are. */
import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { until, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { clear, enter, expectValue, paste, valueOf, warmUp, warning } from "../../person";
import { page } from "../../server";

const MARKED = "SECRET//NOFORN";

describe("ordinary things around a warning", () => {
  const fixture = withSharedBrowser();

  const writingIn = (field: string, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await enter(tab, field);
      await warmUp(tab, fixture().clipboard);
      await clear(tab, field);
      await fixture().clipboard.put({ text: MARKED, html: `<b>${MARKED}</b>` });
      await tab.activate();
      await use(tab);
    });
  const share = async (tab: Tab) => {
    const shown = await warning(tab);
    await shown.press("share");
    await shown.gone();
  };

  it("while one tab asks, another asks and is answered", () =>
    writingIn("#textarea", async (one) => {
      await paste(one);
      await warning(one);
      await writingIn("#textarea", async (two) => {
        await paste(two);
        await share(two);
        await expectValue(two, "#textarea", MARKED);
      });
      assert.equal(await valueOf(one, "#textarea"), "");
      await one.activate();
      await share(one);
      await expectValue(one, "#textarea", MARKED);
    }));

  for (const field of ["#textarea", "#contenteditable"])
    it(`a page on which nothing can be selected, ${field}`, () =>
      writingIn(field, async (tab) => {
        await tab.evaluate(() => document.body.style.setProperty("user-select", "none"), undefined);
        await enter(tab, field);
        await paste(tab);
        await share(tab);
        await expectValue(tab, field, MARKED);
      }));

  it("a paste without its formatting is delivered without it", () =>
    writingIn("#contenteditable", async (tab) => {
      await tab.press("Control", "Shift", "v");
      await share(tab);
      await expectValue(tab, "#contenteditable", MARKED);
      assert.equal(await tab.evaluate(() => document.querySelector("#contenteditable b"), undefined), null);
    }));

  it("away from a page that asks and back: nothing was shared, nothing is left of the question, and it asks again", () =>
    writingIn("#textarea", async (tab) => {
      await paste(tab);
      await warning(tab);
      await tab.go(fixture().site.chat + page("send"));
      await tab.evaluate(() => void setTimeout(() => history.back()), undefined);
      await until("it is the first page again", () =>
        tab.evaluate(() => location.pathname.includes("fields"), undefined).catch(() => false),
      );
      await until(
        "nothing is left of the question",
        async () => (await tab.findDialog().catch(() => undefined)) === null,
      );
      assert.doesNotMatch(await valueOf(tab, "#textarea"), /SECRET/);
      await enter(tab, "#textarea");
      await tab.press("Control", "a");
      await paste(tab);
      await share(tab);
      await expectValue(tab, "#textarea", MARKED);
    }));

  it("something that fills the screen: the question is above it, and does not end it", () =>
    writingIn("#textarea", async (tab) => {
      await tab.evaluate(() => {
        const field = document.querySelector("textarea");
        field?.addEventListener("click", () => void field.parentElement?.requestFullscreen(), { once: true });
      }, undefined);
      const isFull = () => tab.evaluate(() => document.fullscreenElement !== null, undefined);
      await tab.click(await tab.pointOf("#textarea"));
      await until("it fills the screen", isFull);
      await tab.press("Control", "v");
      await share(tab);
      await expectValue(tab, "#textarea", MARKED);
      assert.equal(await isFull(), true);
    }));
});
