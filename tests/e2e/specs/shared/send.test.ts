/** Text that is typed and sent, by every way that pages have for it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { enter, expectNoWarning, noticeText, expectValue, valueOf, warmUp, warning } from "../../person";
import { sent, soFar } from "../../sent";
import { page } from "../../server";

declare global {
  interface Window {
    bold?: boolean;
  }
}

const TYPED = "SECRET//NOFORN";
/** Longer than it is watched whether what was sent leaves the composer, in milliseconds. */
const LONG_AFTER = 6_000;
const CLEAN = "The roses are cut back in March.";

/** Where one types, what is then done to send, and by what the page sends. */
const WAYS: readonly { name: string; field: string; send: "Enter" | `#${string}`; by: string }[] = [
  { name: "Enter in a text area", field: "#textarea", send: "Enter", by: "Enter" },
  { name: "Enter in an element that can be edited", field: "#contenteditable", send: "Enter", by: "Enter" },
  { name: "Enter in a closed shadow root", field: "#host", send: "Enter", by: "Enter" },
  { name: "Enter in a form with one line", field: "#line", send: "Enter", by: "line" },
  { name: "Enter in a line whose button acts on its click", field: "#clicked", send: "Enter", by: "by-click" },
  { name: "Enter in a line whose button is a picture elsewhere", field: "#pictured", send: "Enter", by: "by-picture" },
  { name: "a button that sends on click", field: "#boxed", send: "#onclick", by: "click" },
  { name: "a button that sends on pointerdown", field: "#boxed", send: "#onpointerdown", by: "pointerdown" },
  { name: "a button that sends on mousedown", field: "#boxed", send: "#onmousedown", by: "mousedown" },
  { name: "a button drawn out of something else", field: "#boxed", send: "#drawn", by: "drawn" },
  { name: "something that only the site file names", field: "#named", send: "#quiet", by: "quiet" },
  { name: "a submit button", field: "#in-form", send: "#submit", by: "submit" },
  { name: "requestSubmit()", field: "#in-form", send: "#request", by: "submit" },
  { name: "form.submit(), which raises no event", field: "#in-silent", send: "#silently", by: "silent" },
];

/** As kits and sites draw them, some in languages that no site file speaks of. */
const BUTTONS = [
  '<button type="button" id="told"><span>发 送</span></button>',
  '<a id="told" href="javascript:">发表</a>',
  '<div id="told"><span>Post</span></div>',
  '<a id="told" class="j_submit">OK</a>',
  '<button type="button" id="told">傳送</button>',
  '<button type="button" id="told">등록</button>',
  '<button type="button" id="told">Gönder</button>',
  '<button type="button" id="told">إرسال</button>',
  '<button type="button" id="told">ส่งข้อความ</button>',
  '<button type="button" id="told"><i class="fa fa-paper-plane"></i>+</button>',
  '<button type="button" id="told"><span data-icon="send">+</span></button>',
  '<span id="label" hidden>Send it</span><button type="button" id="told" aria-labelledby="label">+</button>',
  '<x-button id="told" aria-label="Send" style="display: inline-block; width: 30px; height: 20px"></x-button>',
];

describe("text that is typed and sent", () => {
  const fixture = withSharedBrowser();

  const typing = (field: string, text: string, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("send"), async (tab) => {
      await enter(tab, "#lines");
      await warmUp(tab, fixture().clipboard);
      await enter(tab, field);
      await tab.type(text);
      await use(tab);
    });
  const act = async (tab: Tab, send: string) =>
    send === "Enter" ? tab.press("Enter") : tab.click(await tab.pointOf(send));

  for (const { name, field, send, by } of WAYS) {
    it(`${name}: clean text is sent, once`, () =>
      typing(field, CLEAN, async (tab) => {
        await act(tab, send);
        assert.deepEqual(await sent(tab), [{ by, text: CLEAN }]);
        await expectNoWarning(tab);
      }));

    it(`${name}: marked text is held, stays where it is, and is sent once when it is shared anyway`, () =>
      typing(field, TYPED, async (tab) => {
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

  for (const { button, by } of [
    { button: "#onclick", by: "click" },
    { button: "#onpointerdown", by: "pointerdown" },
    { button: "#onmousedown", by: "mousedown" },
    { button: "#onpointerup", by: "pointerup" },
    { button: "#ontouchstart", by: "touchstart" },
    { button: "#ontouchend", by: "touchend" },
    { button: "#responder", by: "touchend" },
  ]) {
    it(`a tap on ${button}, which sends on ${by}: clean text is sent, once`, () =>
      typing("#boxed", CLEAN, async (tab) => {
        await tab.tap(await tab.pointOf(button));
        assert.deepEqual(await sent(tab), [{ by, text: CLEAN }]);
        await expectNoWarning(tab);
      }));

    it(`a tap on ${button}, which sends on ${by}: marked text is held, and is sent once when it is shared anyway`, () =>
      typing("#boxed", TYPED, async (tab) => {
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

  for (const { name, field } of [
    { name: "whose button is disabled", field: "#disabled" },
    { name: "beside another, without a button", field: "#two" },
  ]) {
    it(`Enter in a line ${name} sends nothing, asked about or not`, () =>
      typing(field, CLEAN, async (tab) => {
        await act(tab, "Enter");
        await tab.press("Control", "a");
        await tab.type(TYPED);
        await act(tab, "Enter");
        const shown = await warning(tab);
        await shown.press("share");
        await shown.gone();
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.deepEqual(await soFar(tab), []);
        assert.equal(await valueOf(tab, field), TYPED);
      }));
  }

  for (const button of BUTTONS) {
    it(`what sends is told by what it says: ${button}`, () =>
      typing("#boxed", TYPED, async (tab) => {
        // Not the last one, which needs to say nothing.
        await tab.evaluate(
          (markup: string) => document.querySelector("#bold")?.insertAdjacentHTML("beforebegin", markup),
          button,
        );
        await act(tab, "#told");
        const shown = await warning(tab);
        await shown.press("withhold");
        await shown.gone();
      }));
  }

  it("a button that does something else is left alone", () =>
    typing("#boxed", TYPED, async (tab) => {
      await act(tab, "#bold");
      await until("the page hears of it", () => tab.evaluate(() => window.bold === true, undefined));
      await expectNoWarning(tab);
    }));

  it("a draft that the page restored is held, although nobody wrote in it", () =>
    typing("#lines", "", async (tab) => {
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

  it("a line break is none of our business while the text is clean", () =>
    typing("#lines", "one", async (tab) => {
      await tab.press("Enter");
      await tab.type("two");
      await until("both lines are there", async () => (await valueOf(tab, "#lines")).endsWith("one\ntwo"));
    }));

  it("where Enter only breaks the line, it does so after the question, and asks no more, however long one writes", () =>
    typing("#lines", "", async (tab) => {
      await tab.press("Control", "a");
      await tab.type(TYPED);
      await tab.press("Enter");
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await expectValue(tab, "#lines", `${TYPED}\n`);
      for (const expected of [`${TYPED}\na\n`, `${TYPED}\na\na\n`]) {
        await new Promise((resolve) => setTimeout(resolve, LONG_AFTER));
        await tab.type("a");
        await tab.press("Enter");
        await expectValue(tab, "#lines", expected);
        await expectNoWarning(tab);
      }
    }));

  it("the next message is a decision of its own, however soon it is sent", () =>
    typing("#emptied", TYPED, async (tab) => {
      await tab.press("Enter");
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(await sent(tab), [{ by: "Enter", text: TYPED }]);
      await tab.type(TYPED);
      await tab.press("Enter");
      const next = await warning(tab);
      await next.press("withhold");
      await next.gone();
      assert.equal((await soFar(tab)).length, 1);
    }));

  it("what may go in one conversation is asked about in the next, which the page shows in the same elements", () =>
    typing("#textarea", TYPED, async (tab) => {
      // By Enter in a field in which it stays, so that the yes holds.
      await tab.press("Enter");
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      assert.deepEqual(await sent(tab), [{ by: "Enter", text: TYPED }]);
      await tab.press("Enter");
      await until("it goes once more", async () => (await soFar(tab)).length === 2);
      await expectNoWarning(tab);
      await tab.evaluate(() => history.pushState(null, "", "?with=another"), undefined);
      // The guard has the rules of this place: until then it would ask the background, and the person, anyhow.
      await enter(tab, "#lines");
      await warmUp(tab, fixture().clipboard);
      await enter(tab, "#textarea");
      await tab.press("Enter");
      const next = await warning(tab);
      await next.press("withhold");
      await next.gone();
      assert.equal((await soFar(tab)).length, 2);
    }));

  it("a button that the page has drawn anew meanwhile is pressed by the person, who is asked for it", () =>
    typing("#boxed", TYPED, async (tab) => {
      await tab.click(await tab.pointOf("#onclick"));
      const shown = await warning(tab);
      await tab.evaluate(() => {
        const button = document.querySelector("#onclick");
        const anew = button?.cloneNode();
        anew?.addEventListener("click", () =>
          window.sent.push({ by: "anew", text: document.querySelector<HTMLTextAreaElement>("#boxed")?.value ?? "" }),
        );
        if (anew !== undefined) button?.replaceWith(anew);
      }, undefined);
      await shown.press("share");
      await shown.gone();
      await until("the person is asked", async () => /send it again/.test((await noticeText(tab)) ?? ""));
      assert.deepEqual(await soFar(tab), []);
      await tab.click(await tab.pointOf("#onclick"));
      assert.deepEqual(await sent(tab), [{ by: "anew", text: TYPED }]);
      await expectNoWarning(tab);
    }));

  it("what was pasted and shared anyway is not asked about again when it is sent", () =>
    typing("#textarea", "", async (tab) => {
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

  it("Enter that chooses a candidate of an input method is not a send", () =>
    typing("#textarea", TYPED, async (tab) => {
      await tab.compose("中继");
      await tab.evaluate(() => (window.record.events.length = 0), undefined);
      await tab.takeComposed();
      await until("the page sees the key", () =>
        tab.evaluate(() => window.record.events.some(({ type }) => type === "keydown"), undefined),
      );
      await expectNoWarning(tab);
      assert.deepEqual(await soFar(tab), []);
      // The next one is.
      await tab.press("Enter");
      const shown = await warning(tab);
      await shown.press("withhold");
      await shown.gone();
      assert.deepEqual(await soFar(tab), []);
    }));

  it("a marking is mentioned at the composer while one types, and no longer when it is gone", () =>
    typing("#textarea", TYPED, async (tab) => {
      const mark = await until("the mark is shown", () => tab.findOurs("#mark:not(:empty)"));
      assert.match(
        await mark.evaluate((root) => root.querySelector("#mark")?.textContent ?? "", undefined),
        /SECRET\/\/NOFORN/,
      );
      await tab.press("Control", "a");
      await tab.press("Delete");
      await until("the mark goes away", async () => (await tab.findOurs("#mark")) === null);
    }));
});
