/** The only place that stops an event and releases what it carried. Every channel holds by this. */
import type { Verdict } from "shareguard";
import type { Dialog } from "../warning/dialog";
import { keepCaret } from "./caret";
import { countLetGo, decidedOn, isAsking, type Judge, type Submission } from "./judge";

/** Something that a person did and that waits for a verdict or for their decision. */
export interface Held {
  readonly submission: Submission;
  /** Delivers what was held where it was going. */
  readonly release: () => void;
}

/** Stops the event before the page, and the browser itself, see it. */
export function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Keeps what was stopped until it is decided, in the order in which it came. */
export type Hold = (held: Held, verdict: Pending) => void;

type Pending = Verdict | "clean" | Promise<Verdict | "clean">;

export function createHold(judge: Judge, dialog: Dialog): Hold {
  let before: Promise<void> = Promise.resolve();

  async function settle({ submission, release }: Held, pending: Pending): Promise<void> {
    const verdict = await pending;
    if (!isAsking(verdict)) {
      release();
      return countLetGo(judge, submission, verdict);
    }
    // Taken only now: the person may have moved on while the verdict was on its way, and cannot while the dialog is up.
    const restoreCaret = keepCaret();
    const answer = await dialog.ask(verdict);
    await restoreCaret();
    if (!answer.share) return judge.count(decidedOn(verdict, submission, verdict.action === "block" ? "blocked" : "withheld"));
    await caretIsKnown();
    release();
    judge.count(decidedOn(verdict, submission, "shared", answer.reason));
  }

  return (held, verdict) => {
    before = before.then(() => settle(held, verdict)).catch((error: unknown) => console.error("Shareguard:", error));
  };
}

/**
 * Resolves when the page has heard where the caret is: editors with a model of their own take it from `selectionchange`, which
 * comes in a later task. Without this, Draft.js in Firefox inserts at the start.
 */
function caretIsKnown(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
