/** Text that is sent while a file is being checked that was chosen before. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { until, type Tab } from "../driver/driver";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { Holder } from "../holder";
import { enter, expectNoWarning, noticeText, warmUp, warning } from "../person";
import { PATIENT, expectOptions, managed } from "../policies";
import { sent, soFar } from "../sent";
import { page } from "../server";
import { CLEAN, MARKED } from "../texts";

const TYPED = "SECRET//NOFORN";

describe("text that is sent while a file is checked", () => {
  const fixture = withBrowser({ managed: managed(PATIENT) });
  const file = withFiles({ "minutes.held": CLEAN, "report.held": MARKED });
  let holder: Holder;
  before(async () => {
    await expectOptions(fixture().browser, /Patient/);
    holder = await Holder.open(fixture().browser);
  });

  const typing = (use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("send"), async (tab) => {
      await enter(tab, "#lines");
      await warmUp(tab, fixture().clipboard);
      await enter(tab, "#textarea");
      await use(tab);
    });

  /** Chooses a file whose check waits, and comes back when it is under way. */
  const chooseHeld = async (tab: Tab, name: string) => {
    await tab.choose(async () => tab.click(await tab.pointOf("#file")), [file(name)]);
    await until("it is being checked", async () => (await noticeText(tab))?.includes(name));
  };

  it("what is written while one waits is asked about before it is sent", () =>
    typing(async (tab) => {
      await chooseHeld(tab, "minutes.held");
      await enter(tab, "#textarea");
      await tab.type(TYPED);
      // Settled after the file.
      await tab.press("Enter");
      await tab.type(" TOP SECRET//SI");
      await holder.release();
      const first = await warning(tab);
      assert.doesNotMatch(await first.text(), /TOP SECRET/);
      await first.press("share");
      await first.closed();
      const second = await warning(tab);
      assert.match(await second.text(), /TOP SECRET\/\/SI/);
      assert.deepEqual(await soFar(tab), []);
      await second.press("share");
      await second.gone();
      assert.deepEqual(await sent(tab), [{ by: "Enter", text: `${TYPED} TOP SECRET//SI` }]);
    }));

  it("a form that is submitted while its file is checked goes with the file", () =>
    typing(async (tab) => {
      await chooseHeld(tab, "minutes.held");
      await tab.click(await tab.pointOf("#upload"));
      await holder.release();
      assert.deepEqual(await sent(tab), [{ by: "upload", text: "minutes.held" }]);
      await expectNoWarning(tab);
    }));

  it("a form that is submitted while its file is checked does not go where the file is withheld", () =>
    typing(async (tab) => {
      await chooseHeld(tab, "report.held");
      await tab.click(await tab.pointOf("#upload"));
      await holder.release();
      const shown = await warning(tab);
      await shown.press("withhold");
      await shown.gone();
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.deepEqual(await soFar(tab), []);
      // The next submission is not held back by it.
      await tab.click(await tab.pointOf("#upload"));
      assert.deepEqual(await sent(tab), [{ by: "upload", text: "" }]);
    }));
});
