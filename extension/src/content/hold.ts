/**
 * The only place that stops an event and releases what it carried. Every channel holds by this: stop at once, keep what was
 * shared, have it judged, ask, and then either deliver it once or leave everything as it was.
 */
import type { Verdict } from "shareguard";
import type { SharedFile } from "../shared/calls";
import type { Told } from "../shared/early";
import { hasEmbeddedPictures } from "../shared/html-pictures";
import type { Dialog } from "../warning/dialog";
import type { Notice } from "../warning/notice";
import { keepCaret } from "./caret";
import { countLetGo, decidedOn, isAsking, type Judge, type Submission } from "./judge";

/** Something that a person did and that waits for a verdict or for their decision. */
export interface Held {
  /** Its text. */
  readonly submission: Submission;
  /** Its files; those in folders come later. */
  readonly files: readonly SharedFile[] | Promise<readonly SharedFile[]>;
  /** Where it was going: what has to be shown is shown beside it. Null where that is no element. */
  readonly target: Element | null;
  /** Delivers what was held where it was going. Called once, or never. */
  readonly release: () => void | Promise<void>;
  /** Told instead of `release` when nothing is delivered. */
  readonly withhold?: () => void;
}

/** Stops the event before the page, and the browser itself, see it. */
export function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Keeps what was stopped until it is decided. What comes first is settled first. */
export type Hold = (held: Held, known: Known) => void;

/** The verdict on the text, where it is known already; of no interest where there are files, which are judged with the text. */
type Known = Verdict | "clean" | "later";

/** `onShared` hears of each yes before it is carried out. */
export function createHold(judge: Judge, dialog: Dialog, notice: Notice, onShared: (verdict: Verdict) => void = () => {}): Hold {
  let before: Promise<void> = Promise.resolve();

  /** Null when the person did not want to wait any longer. */
  async function judged(held: Held, known: Known): Promise<Told | "clean" | null> {
    const cancelled = new AbortController();
    const { signal } = cancelled;
    const checking = notice.checking(held.target, () => cancelled.abort());
    try {
      const files = await held.files;
      if (signal.aborted) return null;
      if (files.length === 0 && !hasEmbeddedPictures(held.submission.html)) return known === "later" ? await judge.judgeLater(held.submission) : known;
      return await judge.judgeFiles({ ...held.submission, files }, { signal, onProgress: checking.progress });
    } catch (error) {
      return signal.aborted ? null : judge.failed(error);
    } finally {
      checking.end();
    }
  }

  /** Whether it goes its way. */
  async function decide({ submission, files }: Held, verdict: Told | "clean" | null): Promise<boolean> {
    const { channel } = submission;
    if (verdict === null) return false;
    if (!isAsking(verdict)) {
      countLetGo(judge, channel, verdict);
      return true;
    }
    // Taken only now: the person may have moved on while the verdict was on its way, and cannot while the dialog is up.
    const restoreCaret = keepCaret();
    // Which may still say that it is being checked, or was: there is more to be said now.
    notice.clear();
    // Where they could not even be listed, the verdict is about that.
    const shared = await Promise.resolve(files).catch(() => []);
    const answer = await dialog.ask(verdict, { submission, files: shared });
    await restoreCaret();
    const { about = verdict } = answer;
    const refused = about.action === "block" ? "blocked" : "withheld";
    judge.count(answer.share ? decidedOn(about, channel, "shared", answer.reason) : decidedOn(about, channel, refused));
    if (answer.share) onShared(about);
    return answer.share;
  }

  return (held, known) => {
    // Judged at once, settled in turn: the next does not wait with its check for the person's answer to this one.
    const judging = judged(held, known);
    const settle = async () => {
      if (await decide(held, await judging)) await held.release();
      else held.withhold?.();
    };
    before = before.then(settle).catch((error: unknown) => console.error("Shareguard:", error));
  };
}
