/**
 * Typed or dictated, and sent: by Enter, by a button, by a form. Held only where a marking stands in what is sent, or while that is not
 * known yet; everything else is left alone. An Enter that chooses a candidate of an input method is never a send.
 */
import type { Verdict } from "shareguard";
import type { Approvals } from "../approvals";
import { SIGNALS, type OnSignal } from "../beacon";
import { composerOf, type Draft, type Written } from "../composer";
import type { Drafts } from "../drafts";
import { ReadInPart } from "../failure";
import { stop, type Hold } from "../hold";
import { isAsking, type Judge } from "../judge";
import type { Listen } from "../listen";
import { pressButton, pressEnter, submitForm } from "../resend";
import { sendControlOf } from "../send-control";
import { targetOf } from "../shadow";
import { sendBySite } from "../site-editor";

/** What a pointer does to a button, in order; pages send at any of these. */
const POINTER = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"] as const;

/** How an input method reports a key that it keeps for itself, in browsers that report it. */
const COMPOSING_KEY_CODE = 229;

export function watchSend(listen: Listen, onSignal: OnSignal, judge: Judge, { draftOf, draftOfForm }: Written, drafts: Drafts, approvals: Approvals, hold: Hold): void {
  /** While something is delivered by us, what the page does in the same task is part of it. */
  let isReleasing = false;
  const releasing = (release: () => void) => () => {
    isReleasing = true;
    try {
      release();
    } finally {
      isReleasing = false;
      isPending = false;
    }
  };
  /** One send at a time: who presses again while it is being checked means the same. */
  let isPending = false;

  /** The verdict for which a send of this draft is stopped; null when it may go. */
  function obstacle({ text, isWhole }: Draft): Verdict | "later" | null {
    if (isReleasing) return null;
    let verdict = drafts.verdictOn(text);
    if (verdict === "later") return verdict;
    if (!isWhole && !isAsking(verdict) && judge.isGuarding()) verdict = judge.failed(new ReadInPart());
    if (!isAsking(verdict)) return null;
    if (!approvals.covers(verdict)) return verdict;
    approvals.use();
    return null;
  }

  function holdSend(text: string, target: Element, verdict: Verdict | "later", release: () => void): void {
    if (isPending) return;
    isPending = true;
    const submission = { text, html: "", channel: "send" } as const;
    const send = () => {
      approvals.use();
      releasing(release)();
    };
    hold({ submission, files: [], target, release: send, withhold: () => (isPending = false) }, verdict);
  }

  let isEnterHeld = false;
  listen(["keydown"], (event) => {
    if (event.key !== "Enter" || !event.isTrusted || event.shiftKey || event.altKey) return;
    if (event.isComposing || event.keyCode === COMPOSING_KEY_CODE) return;
    const composer = composerOf(targetOf(event));
    if (composer === null) return;
    const { text, isWhole } = draftOf(composer);
    const { ctrlKey, metaKey } = event;
    // In an editor that is longer than what it draws, Enter alone breaks the line.
    const verdict = obstacle({ text, isWhole: isWhole || !(ctrlKey || metaKey) });
    if (verdict === null) return;
    stop(event);
    isEnterHeld = true;
    if (event.repeat) return;
    holdSend(text, composer, verdict, () => pressEnter(composer, { ctrlKey, metaKey }));
  });
  listen(["keyup"], (event) => {
    if (!isEnterHeld || !event.isTrusted || event.key !== "Enter") return;
    isEnterHeld = false;
    stop(event);
  });

  /** The button that is being pressed and must not be heard of. */
  let pressed: HTMLElement | null = null;
  listen(POINTER, (event) => {
    if (!event.isTrusted) return;
    const bySite = sendBySite(event, judge.editor());
    const composer = bySite?.composer ?? drafts.latest();
    if (composer === null || !composer.isConnected) return;
    const isFirst = event.type === "pointerdown" || (event.type === "click" && pressed === null);
    if (!isFirst && pressed === null) return;
    if (isFirst) pressed = null;
    const control = bySite?.control ?? sendControlOf(event, composer);
    if (control === null) return;
    const draft = draftOf(composer);
    const verdict = obstacle(draft);
    if (verdict === null) {
      // Judged in the middle of the press: what was kept from the page belongs to it.
      if (event.type === "click" && pressed === control) {
        stop(event);
        releasing(() => pressButton(control))();
      }
      pressed = null;
      return;
    }
    stop(event);
    pressed = control;
    if (event.type !== "click") return;
    pressed = null;
    holdSend(draft.text, composer, verdict, () => pressButton(control));
  });

  /** Whether it is held. */
  function holdForm(form: HTMLFormElement, release: () => void): boolean {
    const draft = draftOfForm(form);
    const verdict = obstacle(draft);
    if (verdict !== null) holdSend(draft.text, form, verdict, release);
    return verdict !== null;
  }
  listen(["submit"], (event) => {
    const { target: form, submitter } = event;
    if (event.isTrusted && form instanceof HTMLFormElement && holdForm(form, () => submitForm(form, submitter))) stop(event);
  });
  onSignal(SIGNALS.submitting, (event) => {
    const form = event.relatedTarget;
    // By the method as this world has it, which the page has not changed.
    if (form instanceof HTMLFormElement && holdForm(form, () => HTMLFormElement.prototype.submit.call(form))) event.preventDefault();
  });
}
