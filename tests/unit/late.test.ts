/** What has to be asked is asked, also where the dialog that comes later does not come, or breaks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Verdict } from "shareguard";
import { createLate, type Late } from "../../extension/src/content/late";
import { createTurns } from "../../extension/src/content/turns";
import type { Answered, Dialog } from "../../extension/src/warning/dialog";

/** As much of an element as the plain dialog needs; whoever is asked by it says yes. */
class Element {
  returnValue = "";
  setAttribute() {}
  append() {}
  remove() {}
  attachShadow = () => new Element();
  addEventListener(_: string, listener: () => void) {
    this.onClose = listener;
  }
  onClose = () => {};
  showModal() {
    plainly++;
    this.returnValue = "share";
    queueMicrotask(() => this.onClose());
  }
}
let plainly = 0;

const verdict = (action: Verdict["action"]): Verdict => ({
  action,
  rank: null,
  complete: true,
  findings: [],
  notices: [],
});

/** Where the rest of the script brings this dialog; null where it does not come. */
function lateWith(ask: Dialog["ask"] | null): ReturnType<typeof createLate> {
  plainly = 0;
  const sendMessage = async () => {
    if (ask === null) throw new Error("Extension context invalidated.");
    globalThis.shareguardReceiveLate?.({
      dialog: { ask, owns: () => false },
      answerFrames() {},
    } as Partial<Late> as Late);
  };
  Object.assign(globalThis, {
    chrome: { runtime: { id: "self", sendMessage }, i18n: { getMessage: (key: string) => key } },
    document: { createElement: () => new Element(), documentElement: new Element() },
    CSSStyleSheet: class {
      replaceSync() {}
    },
  });
  return createLate(createTurns());
}

test("by the dialog that comes", async () => {
  const late = lateWith(async () => ({ share: false }));
  assert.deepEqual(await late.dialog.ask(verdict("warn")), { share: false });
  assert.equal(plainly, 0);
});

test("plainly where none comes", async () => {
  const answer = await lateWith(null).dialog.ask(verdict("warn"));
  assert.deepEqual([answer.share, plainly], [true, 1]);
});

test("plainly where the one that came breaks, about all that was found by then", async (context) => {
  const reported = context.mock.method(console, "error", () => {});
  const broken = () => Promise.reject<Answered>(new Error("broken"));
  const early = { ...verdict("warn"), rest: { next: Promise.resolve(verdict("block")), stop() {} } };
  const answer = await lateWith(broken).dialog.ask(early);
  assert.equal(answer.about?.action, "block");
  assert.deepEqual([answer.share, plainly, reported.mock.callCount()], [false, 1, 1]);
});
