/** Text that is typed and sent, by every way that pages have for it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { enter, expectNoWarning, expectValue, valueOf, warmUp, warning } from "../../person";
import { page } from "../../server";

interface Sent {
  readonly by: string;
  readonly text: string;
}
declare global {
  interface Window {
    sent: Sent[];
    bold?: boolean;
  }
}

const TYPED = "SECRET//NOFORN";
const CLEAN = "The roses are cut back in March.";

/** Where one types, what is then done to send, and by what the page sends. */
const WAYS: readonly { name: string; field: string; send: "Enter" | `#${string}`; by: string }[] = [
  { name: "Enter in a text area", field: "#textarea", send: "Enter", by: "Enter" },
  { name: "Enter in an element that can be edited", field: "#contenteditable", send: "Enter", by: "Enter" },
  { name: "Enter in a closed shadow root", field: "#host", send: "Enter", by: "Enter" },
  { name: "Enter in a form with one line", field: "#line", send: "Enter", by: "line" },
  { name: "a button that sends on click", field: "#boxed", send: "#onclick", by: "click" },
  { name: "a button that sends on pointerdown", field: "#boxed", send: "#onpointerdown", by: "pointerdown" },
  { name: "a button that sends on mousedown", field: "#boxed", send: "#onmousedown", by: "mousedown" },
  { name: "a button drawn out of something else", field: "#boxed", send: "#drawn", by: "drawn" },
  { name: "something that only the site file names", field: "#named", send: "#quiet", by: "quiet" },
  { name: "a submit button", field: "#in-form", send: "#submit", by: "submit" },
  { name: "requestSubmit()", field: "#in-form", send: "#request", by: "submit" },
  { name: "form.submit(), which raises no event", field: "#in-silent", send: "#silently", by: "silent" },
];

describe("text that is typed and sent", () => {
  const fixture = withSharedBrowser();

  const typing = (field: string, text: string, use: (tab: Tab) => Promise<void>) => fixture().visit(fixture().site.chat + page("send"), async (tab) => {
    await enter(tab, "#lines");
    await warmUp(tab, fixture().clipboard);
    await enter(tab, field);
    await tab.type(text);
    await use(tab);
  });
  const act = async (tab: Tab, send: string) => (send === "Enter" ? tab.press("Enter") : tab.click(await tab.pointOf(send)));

  for (const { name, field, send, by } of WAYS) {
    it(`${name}: clean text is sent, once`, () => typing(field, CLEAN, async (tab) => {
      await act(tab, send);
      assert.deepEqual(await sent(tab), [{ by, text: CLEAN }]);
      await expectNoWarning(tab);
    }));

    it(`${name}: marked text is held, stays where it is, and is sent once when it is shared anyway`, () => typing(field, TYPED, async (tab) => {
      await act(tab, send);
      const refused = await warning(tab);
      assert.match(await refused.text(), /SECRET\/\/NOFORN/);
      await refused.press("withhold");
      await refused.gone();
      assert.deepEqual(await soFar(tab), []);
      if (field !== "#host") assert.equal(await valueOf(tab, field), TYPED);
      await act(tab, send);
      const shown = await warning(tab);
      assert.deepEqual(await soFar(tab), []);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(await sent(tab), [{ by, text: TYPED }]);
      // Nothing of it comes later.
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal((await soFar(tab)).length, 1);
      await expectNoWarning(tab);
    }));
  }

  for (const { button, by } of [{ button: "#onclick", by: "click" }, { button: "#onpointerdown", by: "pointerdown" }, { button: "#onmousedown", by: "mousedown" }]) {
    it(`a tap on a button that sends on ${by}: marked text is held, and is sent once when it is shared anyway`, () => typing("#boxed", TYPED, async (tab) => {
      await tab.tap(await tab.pointOf(button));
      const refused = await warning(tab);
      await refused.press("withhold");
      await refused.gone();
      assert.deepEqual(await soFar(tab), []);
      await tab.tap(await tab.pointOf(button));
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(await sent(tab), [{ by, text: TYPED }]);
      await expectNoWarning(tab);
    }));
  }

  it("a button that does something else is left alone", () => typing("#boxed", TYPED, async (tab) => {
    await act(tab, "#bold");
    await until("the page hears of it", () => tab.evaluate(() => window.bold === true, undefined));
    await expectNoWarning(tab);
  }));

  it("a draft that the page restored is held, although nobody wrote in it", () => typing("#lines", "", async (tab) => {
    await tab.evaluate((text: string) => {
      const field = document.querySelector<HTMLTextAreaElement>("#named");
      if (field !== null) field.value = text;
    }, TYPED);
    await act(tab, "#quiet");
    const shown = await warning(tab);
    await shown.press("share");
    await shown.gone();
    assert.deepEqual(await sent(tab), [{ by: "quiet", text: TYPED }]);
  }));

  it("a line break is none of our business while the text is clean", () => typing("#lines", "one", async (tab) => {
    await tab.press("Enter");
    await tab.type("two");
    await until("both lines are there", async () => (await valueOf(tab, "#lines")).endsWith("one\ntwo"));
  }));

  it("where Enter only breaks the line, it does so after the question, and asks no more", () => typing("#lines", "", async (tab) => {
    await tab.press("Control", "a");
    await tab.type(TYPED);
    await tab.press("Enter");
    const shown = await warning(tab);
    await shown.press("share");
    await shown.gone();
    await until("the line is broken", async () => (await valueOf(tab, "#lines")) === `${TYPED}\n`);
    await tab.type("a");
    await tab.press("Enter");
    await until("the line is broken again", async () => (await valueOf(tab, "#lines")) === `${TYPED}\na\n`);
    await expectNoWarning(tab);
  }));

  it("what was pasted and shared anyway is not asked about again when it is sent", () => typing("#textarea", "", async (tab) => {
    await fixture().clipboard.put({ text: TYPED });
    await tab.activate();
    await tab.press("Control", "v");
    const shown = await warning(tab);
    await shown.press("share");
    await shown.gone();
    // It is delivered when the page knows where the caret is again.
    await expectValue(tab, "#textarea", TYPED);
    await tab.press("Enter");
    assert.deepEqual(await sent(tab), [{ by: "Enter", text: TYPED }]);
    await expectNoWarning(tab);
  }));

  it("Enter that chooses a candidate of an input method is not a send", () => typing("#textarea", TYPED, async (tab) => {
    await tab.compose("中继");
    await tab.evaluate(() => (window.record.events.length = 0), undefined);
    await tab.takeComposed();
    await until("the page sees the key", () => tab.evaluate(() => window.record.events.some(({ type }) => type === "keydown"), undefined));
    await expectNoWarning(tab);
    assert.deepEqual(await soFar(tab), []);
    // The next one is.
    await tab.press("Enter");
    const shown = await warning(tab);
    await shown.press("withhold");
    await shown.gone();
    assert.deepEqual(await soFar(tab), []);
  }));

  it("a marking is mentioned at the composer while one types, and no longer when it is gone", () => typing("#textarea", TYPED, async (tab) => {
    const mark = await until("the mark is shown", () => tab.findOurs("#mark"));
    assert.match(await mark.evaluate((root) => root.querySelector("#mark")?.textContent ?? "", undefined), /SECRET\/\/NOFORN/);
    await tab.press("Control", "a");
    await tab.press("Delete");
    await until("the mark goes away", async () => (await tab.findOurs("#mark")) === null);
  }));
});

function soFar(tab: Tab): Promise<Sent[]> {
  return tab.evaluate(() => window.sent, undefined);
}

/** What the page has sent, as soon as it has sent something. */
function sent(tab: Tab): Promise<Sent[]> {
  return until("the page sends", async () => {
    const all = await soFar(tab);
    return all.length > 0 && all;
  });
}
