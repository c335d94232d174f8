/**
 * Typed or dictated, and sent: by Enter, by a button, by a form. Held only where a marking stands in what is sent, or
 * while that is not known yet; everything else is left alone. An Enter that chooses a candidate of an input method is
 * never a send.
 */
import type { Verdict } from "shareguard";
import type { Notice } from "../../warning/notice";
import type { Approvals } from "../approvals";
import { SIGNALS, type OnSignal } from "../beacon";
import { composerOf, composersOf, type Draft, type Written } from "../composer";
import type { Drafts } from "../drafts";
import { ReadInPart } from "../failure";
import { stop, type Hold } from "../hold";
import { isForInputMethod } from "../input-method";
import { isAsking, type Judge } from "../judge";
import type { Coming } from "../late";
import type { Listen } from "../listen";
import { pressEnter, submitForm } from "../resend";
import { targetOf } from "../shadow";
import { sendBySite } from "../site-editor";
import type { Choice } from "./attach";

/** What a pointer does to a button, in order; pages send at any of these. */
const POINTER = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"] as const;

/** What is told beside that of a finger. */
const TOUCH = ["touchstart", "touchend"] as const;

/** Something by which a person sends. */
interface Sending {
  /** Where what is sent stands: a composer, or a form. */
  readonly from: HTMLElement;
  /** What stands there now. */
  readonly draft: () => Draft;
  /** What sends it: the composer itself, a button, or the form. */
  readonly by: HTMLElement;
  /** Has the page send it. */
  readonly carryOut: () => void;
}

/** Why a sending is stopped, with the text that this is about. */
interface Obstacle {
  readonly text: string;
  readonly verdict: Verdict | "clean" | "later";
}

export function watchSend(
  listen: Listen,
  onSignal: OnSignal,
  judge: Judge,
  { draftOf }: Written,
  drafts: Drafts,
  approvals: Approvals,
  choices: ReadonlySet<Choice>,
  notice: Notice,
  hold: Hold,
  { sendControlOf, pressButton }: Pick<Coming, "sendControlOf" | "pressButton">,
): void {
  /** While something is delivered by us, what the page does in the same task is part of it. */
  let isReleasing = false;
  const release = ({ carryOut }: Sending) => {
    isReleasing = true;
    try {
      carryOut();
    } finally {
      isReleasing = false;
    }
  };
  /** One send at a time: who presses again while it is being checked means the same. */
  let isPending = false;

  /** Null when it may go. */
  function obstacleTo({ draft, from }: Sending): Obstacle | null {
    if (isReleasing) return null;
    const { text, isWhole } = draft();
    let verdict = drafts.verdictOn(text);
    if (verdict === "later") return { text, verdict };
    if (!isWhole && !isAsking(verdict) && judge.isGuarding()) verdict = judge.failed(new ReadInPart());
    if (!isAsking(verdict)) return null;
    if (!approvals.covers(verdict)) return { text, verdict };
    use(draft, from);
    return null;
  }

  const use = (draft: () => Draft, from: HTMLElement) => approvals.use(() => (from.isConnected ? draft().text : ""));

  function holdSend(sending: Sending, { text, verdict }: Obstacle): void {
    if (isPending) return;
    isPending = true;
    const { from, draft, by } = sending;
    hold(
      {
        submission: { text, html: "", channel: "send" },
        files: [],
        target: from,
        async release() {
          isPending = false;
          // A page that has drawn it anew meanwhile leaves nothing to press.
          if (!by.isConnected) return false;
          // The person may have gone on writing: what is sent is what was judged.
          const obstacle = draft().text === text ? null : obstacleTo(sending);
          if (obstacle !== null) return holdSend(sending, obstacle);
          use(draft, from);
          release(sending);
        },
        withhold: () => (isPending = false),
        askAgain: () => notice.askAgain(from, "send"),
      },
      verdict,
    );
  }

  /** Whether an Enter is kept from the page, which must not hear of its end either. */
  let isEnterHeld = false;
  listen(["keydown"], (event) => {
    if (event.key !== "Enter" || !event.isTrusted || event.shiftKey || event.altKey || isForInputMethod(event)) return;
    const composer = composerOf(targetOf(event));
    if (composer === null) return;
    const { ctrlKey, metaKey } = event;
    const sending: Sending = {
      from: composer,
      draft() {
        const { text, isWhole } = draftOf([composer]);
        // In an editor that is longer than what it draws, Enter alone breaks the line.
        return { text, isWhole: isWhole || !(ctrlKey || metaKey) };
      },
      by: composer,
      carryOut: () => pressEnter(composer, { ctrlKey, metaKey }),
    };
    const obstacle = obstacleTo(sending);
    if (obstacle === null) return;
    stop(event);
    isEnterHeld = true;
    if (!event.repeat) holdSend(sending, obstacle);
  });
  listen(["keyup"], (event) => {
    if (!isEnterHeld || !event.isTrusted || event.key !== "Enter") return;
    isEnterHeld = false;
    stop(event);
  });

  /** The button whose press is kept from the page, from the first touch on. */
  let pressed: HTMLElement | null = null;
  /** What presses: `mouse`, `touch`. */
  let pointerType = "";
  const keepTouch = (event: Event) => {
    if (pressed !== null) event.stopImmediatePropagation();
  };
  listen(POINTER, (event) => {
    if (!event.isTrusted) return;
    const bySite = sendBySite(event, judge.editor());
    const isLast = event.type === "click";
    if (event.type === "pointerdown") {
      pressed = null;
      pointerType = event instanceof PointerEvent ? event.pointerType : "";
    } else if (pressed === null && !isLast) return;
    const before = pressed;
    const found = drafts.composers().map((each) => ({ each, control: sendControlOf(event, each) }));
    const control = bySite?.control ?? found.find((each) => each.control !== null)?.control ?? null;
    // All that it sends from: a title, a text.
    const its = found.filter((each) => each.control === control).map(({ each }) => each);
    const composers = [...new Set(bySite === null ? its : [bySite.composer, ...its])];
    const [composer] = composers;
    if (control === null || composer === undefined) return;
    const sending: Sending = {
      from: composer,
      draft: () => draftOf(composers),
      by: control,
      carryOut: () => pressButton(control, pointerType),
    };
    const obstacle = obstacleTo(sending);
    pressed = obstacle === null || isLast ? null : control;
    if (obstacle !== null) {
      stop(event);
      // Passive, and only from here on: what listens to touches can make a page scroll less smoothly.
      if (pointerType === "touch")
        for (const kind of TOUCH) window.addEventListener(kind, keepTouch, { capture: true, passive: true });
      if (isLast) holdSend(sending, obstacle);
    } else if (isLast && before === control) {
      // Judged in the middle of the press: what was kept from the page belongs to it.
      stop(event);
      release(sending);
    }
  });

  /** Whether it is held. */
  function holdForm(form: HTMLFormElement, submit: () => void): boolean {
    // What is chosen in it and not with the page yet is part of it.
    const chosen = [...choices].filter(({ input }) => input.form === form);
    const sending: Sending = {
      from: form,
      draft: () => draftOf(composersOf(form)),
      by: form,
      carryOut() {
        if (chosen.every(({ isDelivered }) => isDelivered)) submit();
      },
    };
    const obstacle =
      obstacleTo(sending) ??
      (chosen.length > 0 && !isReleasing ? { text: sending.draft().text, verdict: "clean" as const } : null);
    if (obstacle !== null) holdSend(sending, obstacle);
    return obstacle !== null;
  }
  listen(["submit"], (event) => {
    const { target: form, submitter } = event;
    if (event.isTrusted && form instanceof HTMLFormElement && holdForm(form, () => submitForm(form, submitter)))
      stop(event);
  });
  onSignal(SIGNALS.submitting, (event) => {
    const form = event.relatedTarget;
    // By the method as this world has it, which the page has not changed.
    if (form instanceof HTMLFormElement && holdForm(form, () => HTMLFormElement.prototype.submit.call(form)))
      event.preventDefault();
  });
}
