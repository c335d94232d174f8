/**
 * The only place that stops an event and releases what it carried. Every channel holds by this: stop at once, keep what
 * was shared, have it judged, ask, and then either deliver it once or leave everything as it was.
 */
import type { Verdict } from "shareguard";
import type { SharedFile } from "../shared/calls";
import type { Told } from "../shared/early";
import { hasEmbeddedPictures } from "../shared/html-pictures";
import type { Dialog } from "../warning/dialog";
import type { Notice } from "../warning/notice";
import { keepCaret } from "./caret";
import { countLetGo, decidedOn, isAsking, type Judge, type Submission } from "./judge";
import { report } from "./report";
import type { InTurn } from "./turns";

/** Something that a person did and that waits for a verdict or for their decision. */
export interface Held {
  /** Its text. */
  readonly submission: Submission;
  /** Its files; those in folders come later. */
  readonly files: readonly SharedFile[] | Promise<readonly SharedFile[]>;
  /** Where it was going: what has to be shown is shown beside it. Null where that is no element. */
  readonly target: Element | null;
  /**
   * Delivers what was held where it was going. False where only the browser itself can, by the same gesture once more.
   */
  readonly release: () => Promise<boolean | void>;
  /** Called instead of `release` when nothing is to be delivered: exactly one of the two is, once. */
  readonly withhold?: () => void;
  /** Asks the person for that gesture. */
  readonly askAgain?: () => void;
}

/** Stops the event before the page, and the browser itself, see it. */
export function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Keeps what was stopped until it is decided. What comes first is settled first. */
export type Hold = (held: Held, known: Known) => void;

/**
 * The verdict on the text, where it is known already; of no interest where there are files, which are judged with the
 * text.
 */
type Known = Verdict | "clean" | "later";

/** `onShared` hears of each yes before it is carried out, with the address at which it was asked for. */
export function createHold(
  judge: Judge,
  dialog: Dialog,
  notice: Notice,
  inTurn: InTurn,
  onShared: (verdict: Verdict, address: string) => void = () => {},
): Hold {
  let before: Promise<unknown> = Promise.resolve();

  /** Null when the person did not want to wait any longer. */
  async function judged(held: Held, known: Known): Promise<Told | "clean" | null> {
    const { submission } = held;
    const cancelled = new AbortController();
    const { signal } = cancelled;
    const cancelling = new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null)));
    const checking = notice.checking(held.target, () => cancelled.abort());
    const check = async () => {
      const files = await held.files;
      if (files.length === 0 && !hasEmbeddedPictures(submission.html))
        return known === "later" ? judge.judgeLater(submission) : known;
      return judge.judgeFiles({ ...submission, files }, { signal, onProgress: checking.progress });
    };
    try {
      return await Promise.race([check(), cancelling]);
    } finally {
      checking.end();
    }
  }

  /** Whether it goes its way. */
  async function decide(
    { submission, files }: Held,
    verdict: Told | "clean" | null,
    address: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (verdict === null) return false;
    if (!isAsking(verdict)) {
      countLetGo(judge, verdict);
      return true;
    }
    // Taken only now: the person may have moved on while the verdict was on its way, and cannot while the dialog is up.
    const restoreCaret = keepCaret();
    // Which may still say that it is being checked, or was: there is more to be said now.
    notice.clear();
    // Where they could not even be listed, the verdict is about that.
    const shared = await Promise.resolve(files).catch(() => []);
    const answer = await dialog.ask(verdict, { submission, files: shared }, signal);
    await restoreCaret().catch(report);
    const { about = verdict } = answer;
    const { share } = answer;
    judge.count(decidedOn(about, share ? "shared" : about.action === "block" ? "blocked" : "withheld"));
    if (share) onShared(about, address);
    return share;
  }

  return (held, known) => {
    const { href } = location;
    // Judged at once, settled in turn: the next does not wait with its check for the person's answer to this one.
    const judging = judged(held, known).catch(judge.failed);
    const settle = async () => {
      const verdict = await judging;
      await inTurn(async (signal) => {
        const goes = await decide(held, verdict, href, signal).catch(report);
        // The application has gone on to another conversation, perhaps with the same elements: that is not where this
        // was shared, nor where it was judged.
        const isElsewhere = goes && held.askAgain !== undefined && location.href !== href;
        if (!goes || isElsewhere) held.withhold?.();
        if (isElsewhere || (goes && (await held.release().catch(report)) === false)) held.askAgain?.();
      });
    };
    before = before.then(settle);
  };
}
