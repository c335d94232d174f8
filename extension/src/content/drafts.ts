/** Judges what is being written, in the pauses of writing, so that it is known when it is sent. */
import type { Verdict } from "shareguard";
import type { Mark } from "../warning/mark";
import type { Approvals } from "./approvals";
import { composerOf, framedComposers, type Written } from "./composer";
import { isAsking, type Judge } from "./judge";
import type { Listen } from "./listen";
import { targetOf } from "./shadow";

/** How long nobody types before the text is judged, in milliseconds. */
const PAUSE_MS = 400;
/** How many composers are remembered: a title, a text, keywords. */
const MAX_COMPOSERS = 5;
/** What is written here is sent by itself. */
const SEARCH = "[type=search], [role=searchbox], [role=search] *";

export interface Drafts {
  /** The verdict on what stands in a composer now. */
  verdictOn(text: string): Verdict | "clean" | "later";
  /** Where something was or can be written, and may be sent together; where that was done last comes first. */
  composers(): HTMLElement[];
}

export function watchDrafts(
  listen: Listen,
  judge: Judge,
  { draftOf }: Written,
  approvals: Approvals,
  mark: Mark,
): Drafts {
  let used: WeakRef<HTMLElement>[] = [];
  const composers = () => used.flatMap((each) => each.deref() ?? []).filter(({ isConnected }) => isConnected);
  const remember = (composer: HTMLElement) => {
    if (composer !== used[0]?.deref())
      used = [composer, ...composers().filter((other) => other !== composer)]
        .slice(0, MAX_COMPOSERS)
        .map((each) => new WeakRef(each));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const verdictOn = (text: string): Verdict | "clean" | "later" =>
    text.trim() === "" ? "clean" : judge.judge({ text, html: "", channel: "send" });

  const judgeLatest = () => {
    const [composer] = composers();
    if (composer === undefined) return mark.hide();
    const verdict = verdictOn(draftOf([composer]).text);
    const [finding] =
      verdict === "clean" || verdict === "later" || !isAsking(verdict) || approvals.covers(verdict)
        ? []
        : verdict.findings;
    if (finding === undefined) mark.hide();
    else mark.show(composer, finding.quote);
  };

  /** When something was typed last, by `Event.timeStamp`. */
  let typedAt = 0;
  const lookForPause = () => {
    const since = performance.now() - typedAt;
    timer = since < PAUSE_MS ? setTimeout(lookForPause, PAUSE_MS - since) : undefined;
    if (timer === undefined) judgeLatest();
  };

  // For each key: a time is noted, and the timer that runs already looks at it. Events of the page's own making change
  // nothing that the person wrote.
  listen(["input"], (event) => {
    if (!event.isTrusted) return;
    const known = used[0]?.deref();
    const composer =
      known !== undefined && (event.target === known || event.composedPath()[0] === known)
        ? known
        : composerOf(targetOf(event));
    if (composer === null) return;
    remember(composer);
    approvals.look(() => draftOf(composers()).text);
    typedAt = event.timeStamp;
    timer ??= setTimeout(lookForPause, PAUSE_MS);
  });
  listen(["focusin"], (event) => {
    const composer = composerOf(targetOf(event));
    if (event.isTrusted && composer !== null) remember(composer);
  });

  return {
    verdictOn,
    composers() {
      const [first = [], ...others] = composers();
      return [first, others.filter((other) => !other.matches(SEARCH)), framedComposers(document)].flat();
    },
  };
}
