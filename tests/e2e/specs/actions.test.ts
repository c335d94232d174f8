/** Each action of a policy, as the person meets it. The policy comes from managed storage. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { administratorObstacle } from "../driver/managed-policy";
import { chosenBrowser } from "../driver/start";
import { until, type Tab } from "../driver/driver";
import { withBrowser } from "../fixture";
import {
  clear,
  enter,
  expectNoWarning,
  expectValue,
  forget,
  paste,
  pastes,
  pastesSeen,
  valueOf,
  warmUp,
  warning,
  type Warning,
} from "../person";
import { EACH_ACTION, expectOptions, managed, popup } from "../policies";
import { page } from "../server";

const ALLOWED = "TLP:RED\nThe indicators are attached.";
const REPORTED = "OFFICIAL-SENSITIVE\nThe visit is moved to Thursday.\nOFFICIAL-SENSITIVE";
const WARNED = "SECRET//NOFORN\nThe relay is repaired on Thursday.\nSECRET//NOFORN";
const JUSTIFIED = "NATO SECRET\nThe relay is repaired on Thursday.\nNATO SECRET";
/** Of three systems, the one that is asked about ranked lowest. */
const EXCEPTED = "TLP:RED\n\nCUI//SP-CTI\n\nThe relay is repaired on Thursday.\n\nOFFICIAL-SENSITIVE";
const BLOCKED = "机密★10年\n关于中继站维修的通知";

const obstacle = chosenBrowser() === "chromium" ? administratorObstacle("chromium") : null;

describe("actions", { skip: obstacle ?? false }, () => {
  const fixture = withBrowser({ managed: managed(EACH_ACTION) });
  before(() => expectOptions(fixture().browser, /Each action once/));

  /** Opens a page whose guard is ready, with an empty field, and pastes. */
  const pasting = (text: string, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await clear(tab, "#textarea");
      await fixture().clipboard.put({ text });
      await paste(tab);
      await use(tab);
    });

  const expectArrived = async (tab: Tab, text: string) => {
    assert.deepEqual(await pastes(tab, 1), [{ trusted: true, prevented: false, text, html: "" }]);
    await expectValue(tab, "#textarea", text);
    await expectNoWarning(tab);
  };

  const expectWithheld = async (tab: Tab, shown: Warning) => {
    await shown.gone();
    assert.deepEqual(await pastesSeen(tab), []);
    assert.equal(await valueOf(tab, "#textarea"), "");
  };

  it("allow: nothing happens", () => pasting(ALLOWED, (tab) => expectArrived(tab, ALLOWED)));

  it("report: nothing happens, and it is counted", () =>
    pasting(REPORTED, async (tab) => {
      await expectArrived(tab, REPORTED);
      await until("it is counted", async () => /Only counted\s+1/i.test(await popup(fixture().browser)));
    }));

  it("warn: the administrator's sentence and contact are shown, and sharing delivers", () =>
    pasting(WARNED, async (tab) => {
      const shown = await warning(tab);
      const text = await shown.text();
      assert.match(text, /SECRET\/\/NOFORN/);
      assert.match(text, /Use the document system instead\./);
      assert.match(text, /the security office, room 12/);
      // What is read aloud when the dialog opens.
      const described = await shown.evaluate((root) =>
        (root.querySelector("dialog")?.getAttribute("aria-describedby") ?? "")
          .split(" ")
          .map((id) => root.getElementById(id)?.textContent ?? `no ${id}`)
          .join(" "),
      );
      assert.match(described, /SECRET\/\/NOFORN.*Use the document system instead\..*the security office, room 12/s);
      await shown.press("share");
      await shown.gone();
      await expectValue(tab, "#textarea", WARNED);
    }));

  it("warn: names the marking that led to it, not a higher one that is excepted", () =>
    pasting(EXCEPTED, async (tab) => {
      const shown = await warning(tab);
      const text = await shown.text();
      assert.match(text, /limited audience[^]*CUI\/\/SP-CTI[^]*Other markings \(1\)/);
      assert.doesNotMatch(text, /TLP/);
      await shown.press("withhold");
      await expectWithheld(tab, shown);
    }));

  it("warn: Escape means not to share", () =>
    pasting(WARNED, async (tab) => {
      const shown = await warning(tab);
      await shown.settled();
      await tab.press("Escape");
      await expectWithheld(tab, shown);
    }));

  it("warn: Enter means not to share, because that button has the focus", () =>
    pasting(WARNED, async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.focused(), /share/i);
      await shown.settled();
      await tab.press("Enter");
      await expectWithheld(tab, shown);
    }));

  it("justify: asks for a reason before it delivers", () =>
    pasting(JUSTIFIED, async (tab) => {
      const shown = await warning(tab);
      await shown.press("share");
      assert.match(await shown.text(), /choose or type a reason/i);
      assert.deepEqual(await pastesSeen(tab), []);
      await shown.click("input[value='The originator agreed']");
      await shown.press("share");
      await shown.gone();
      await expectValue(tab, "#textarea", JUSTIFIED);
    }));

  it("justify: takes a typed reason, of which the page sees no key", () =>
    pasting(JUSTIFIED, async (tab) => {
      const shown = await warning(tab);
      await shown.click("input[value='']");
      await shown.click("textarea");
      await forget(tab);
      await tab.type("agreed by telephone");
      const seen = await tab.evaluate(() => window.record.events.map((event) => event.type), undefined);
      assert.deepEqual(seen, []);
      await shown.press("share");
      await shown.gone();
      await expectValue(tab, "#textarea", JUSTIFIED);
    }));

  it("block: offers nothing but not to share", () =>
    pasting(BLOCKED, async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.text(), /机密★10年/);
      assert.equal(await shown.offersSharing(), false);
      await shown.press("withhold");
      await expectWithheld(tab, shown);
    }));

  it("what was decided is counted", async () => {
    assert.match(await popup(fixture().browser), /Shared anyway\s+\d/i);
  });
});
