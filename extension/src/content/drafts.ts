/** Judges what is being written, in the pauses of writing, so that it is known when it is sent. */
import type { Verdict } from "shareguard";
import type { Mark } from "../warning/mark";
import type { Approvals } from "./approvals";
import { composerOf, type Written } from "./composer";
import { isAsking, type Judge } from "./judge";
import type { Listen } from "./listen";
import { targetOf } from "./shadow";

/** How long nobody types before the text is judged, in milliseconds. */
const PAUSE_MS = 400;

export interface Drafts {
  /** The verdict on what stands in a composer now. */
  verdictOn(text: string): Verdict | "clean" | "later";
  /** Where something was written last; null where nothing was. */
  latest(): HTMLElement | null;
}

export function watchDrafts(listen: Listen, judge: Judge, { draftOf }: Written, approvals: Approvals, mark: Mark): Drafts {
  let latest: WeakRef<HTMLElement> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: { readonly text: string; readonly verdict: Verdict | "clean" } | null = null;

  const verdictOn = (text: string): Verdict | "clean" | "later" => {
    if (text.trim() === "") return "clean";
    if (last?.text === text) return last.verdict;
    const verdict = judge.judge({ text, html: "", channel: "send" });
    last = verdict === "later" ? null : { text, verdict };
    return verdict;
  };

  // A policy may have come in meanwhile; a draft is judged anew at its next pause.
  const judgeLatest = () => {
    const composer = latest?.deref();
    if (composer === undefined || !composer.isConnected) return mark.hide();
    last = null;
    const verdict = verdictOn(draftOf(composer).text);
    const [finding] = verdict === "clean" || verdict === "later" || !isAsking(verdict) || approvals.covers(verdict) ? [] : verdict.findings;
    if (finding === undefined) mark.hide();
    else mark.show(composer, finding.quote, () => draftOf(composer).text.trim() === "");
  };

  /** When something was typed last, by `Event.timeStamp`. */
  let typedAt = 0;
  const lookForPause = () => {
    const since = performance.now() - typedAt;
    timer = since < PAUSE_MS ? setTimeout(lookForPause, PAUSE_MS - since) : undefined;
    if (timer === undefined) judgeLatest();
  };

  // For each key: a time is noted, and the timer that runs already looks at it. Events of the page's own making change nothing that
  // the person wrote.
  listen(["input"], (event) => {
    if (!event.isTrusted) return;
    const known = latest?.deref();
    if (event.target !== known && event.composedPath()[0] !== known) {
      const composer = composerOf(targetOf(event));
      if (composer === null) return;
      latest = new WeakRef(composer);
    }
    typedAt = event.timeStamp;
    timer ??= setTimeout(lookForPause, PAUSE_MS);
  });
  listen(["focusin"], (event) => {
    const composer = composerOf(targetOf(event));
    if (event.isTrusted && composer !== null) latest = new WeakRef(composer);
  });

  return { verdictOn, latest: () => latest?.deref() ?? null };
}
