/**
 * The warning: asks the person, above whatever the page shows, what becomes of what they were about to share. It may
 * come before everything was checked; then it is raised in place by what is found later, and a yes waits for that.
 */
import type { Verdict } from "shareguard";
import type { Answer } from "../shared/calls";
import type { Told } from "../shared/early";
import { SHARE, compose, type Composed } from "./compose";
import styles from "./dialog.css";
import { hostOf } from "./host";
import { keepOnTop } from "./on-top";
import { NO_PICTURES, picturesOf, type Shared } from "./picture";
import { replaceWords, saysMore } from "./raise";
import { askForReason, readReason } from "./reason";
import { createRestLine, type RestLine } from "./rest";
import type { Translate } from "./strings";

export interface Dialog {
  /**
   * Asks. Escape, the browser's own ways to close a dialog, and everything else that is not the one button mean no; to
   * what is still being checked, too. One at a time: the caller waits for an answer before it asks again. Of the
   * pictures in `shared`, those are shown in which something was found. `gone` aborts when nobody waits for the answer
   * any more, which is then no, or when what was asked about is settled.
   */
  ask(verdict: Told, shared?: Shared, gone?: AbortSignal): Promise<Answered>;
  /** Whether the event happens inside the dialog. */
  owns(event: Event): boolean;
}

export type Answered = Answer & {
  /** The verdict that was answered, where it is another one than was asked about. */
  readonly about?: Verdict;
};

/**
 * How long a picture may take to be drawn before the dialog is shown without its size, in milliseconds: buttons may not
 * move when they can be pressed.
 */
const DRAWING_MS = 1_000;
/**
 * How long after it was raised the dialog takes no yes, in milliseconds: a press on its way was meant for what stood
 * there before.
 */
const RAISED_MS = 700;

export function createDialog(translate: Translate): Dialog {
  let shown: HTMLElement | null = null;

  return {
    owns: (event) => shown !== null && event.composedPath()[0] === shown,
    async ask(verdict, shared, gone) {
      const pictures = shared === undefined ? NO_PICTURES : picturesOf(shared);
      const drawn = async (about: Told): Promise<Drawn> => {
        const composed = compose(about, pictures, translate);
        await Promise.race([composed.drawn, new Promise((resolve) => setTimeout(resolve, DRAWING_MS))]);
        return { ...composed, about };
      };
      const course = followed(verdict);
      let first = await drawn(verdict);
      // What has come while it was drawn is not shown only to be replaced.
      while (first.about !== course.latest) first = await drawn(course.latest);
      const rest = course.latest.rest === undefined ? null : createRestLine(pictures, translate);
      if (rest !== null) first.dialog.querySelector(".buttons")?.before(rest.line);
      const ended = new AbortController();
      const host = hostOf(first.dialog, styles);
      // A modal dialog closes all but those of the manual kind, and where something was pasted may be in one.
      const popovers = [...document.querySelectorAll<HTMLElement>(":popover-open")];
      shown = host;
      try {
        const answer = await answerTo({ first, course, drawn, rest, host, translate, gone, ended: ended.signal });
        return { ...answer, about: course.latest };
      } finally {
        ended.abort();
        course.latest.rest?.stop();
        host.remove();
        shown = null;
        for (const popover of popovers) reopen(popover);
      }
    },
  };
}

/** Where the page has not done so, or made something else of it. */
function reopen(popover: HTMLElement): void {
  if (popover.isConnected && popover.popover !== null && popover.popover !== "manual") popover.togglePopover(true);
}

interface Drawn extends Composed {
  readonly about: Told;
}

/** A verdict and those that come after it. */
interface Course {
  readonly latest: Told;
  /** Called with each that comes. */
  onNext: (next: Told) => void;
}

function followed(verdict: Told): Course {
  const course = { latest: verdict, onNext: (_: Told) => {} };
  const follow = async () => {
    while (course.latest.rest !== undefined) {
      course.latest = await course.latest.rest.next;
      course.onNext(course.latest);
    }
  };
  void follow();
  return course;
}

interface Question {
  readonly first: Drawn;
  readonly course: Course;
  readonly drawn: (about: Told) => Promise<Drawn>;
  readonly rest: RestLine | null;
  readonly host: HTMLElement;
  readonly translate: Translate;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone: AbortSignal | undefined;
  /** Aborts when there is an answer. */
  readonly ended: AbortSignal;
}

/**
 * What a press of the button that shares leads to: an answer, nothing yet because the question has just changed, or,
 * since it was pressed, an answer once all is checked.
 */
type Press = "answers" | "pauses" | "waits";

/** Rejects where something of it cannot be shown. */
function answerTo({
  first: { about: first, dialog },
  course,
  drawn,
  rest,
  host,
  translate,
  gone,
  ended,
}: Question): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  if (gone?.aborted === true) return Promise.resolve({ share: false });
  /** The verdict that is shown. */
  let about = first;
  let press: Press = "answers";
  /** Whether it says more than what was asked first. */
  let isRaised = false;
  const isChecking = () => course.latest.rest !== undefined || about !== course.latest;
  const become = (next: Press) => {
    press = next;
    rest?.say({ about, isChecking: isChecking(), isWanted: press === "waits", isRaised });
    for (const button of dialog.querySelectorAll(`button[value="${SHARE}"]`))
      button.ariaDisabled = press === "answers" ? null : "true";
  };

  /**
   * Whether there is all that a yes takes. Where a reason is missing, or was taken back while the yes waited, it is
   * asked for.
   */
  const isAnswered = (): boolean => {
    if (about.action !== "justify" || readReason(dialog) !== null) return true;
    become("answers");
    askForReason(dialog, translate);
    return false;
  };
  const share = () => resolve({ share: true });
  const onCommand = (event: Event) => {
    if (!(event instanceof CommandEvent) || !isShareButton(event.source)) return;
    if (press !== "pauses" && isAnswered()) {
      if (!isChecking()) return;
      become("waits");
    }
    event.preventDefault();
  };
  const onClose = () => {
    // Closed only to be raised again.
    if (dialog.open) return;
    if (dialog.returnValue !== SHARE || about.action === "block" || isChecking()) return resolve({ share: false });
    share();
  };
  const attach = () => {
    // What a press before said that nobody heard of.
    dialog.returnValue = "";
    dialog.addEventListener("command", onCommand, { signal: ended });
    dialog.addEventListener("close", onClose, { signal: ended });
  };

  let replacing: Promise<void> = Promise.resolve();
  let pausing: ReturnType<typeof setTimeout> | undefined;
  const replace = async (next: Told) => {
    const composed = await drawn(next);
    if (ended.aborted) return;
    const isMore = saysMore(about, next);
    replaceWords(dialog, composed.dialog, isMore);
    about = next;
    isRaised ||= isMore;
    become(isMore ? "pauses" : press);
    if (isMore) {
      clearTimeout(pausing);
      pausing = setTimeout(become, RAISED_MS, "answers");
    }
    if (press === "waits" && !isChecking() && isAnswered()) share();
  };
  course.onNext = (next) => {
    // Nothing new: who has said yes need not wait until it is drawn.
    if (press === "waits" && next.rest === undefined && !saysMore(about, next) && isAnswered()) return share();
    replacing = replacing.then(() => replace(next)).catch(reject);
  };
  gone?.addEventListener("abort", () => resolve({ share: false }), { signal: ended });

  become("answers");
  keepOnTop(host, dialog, attach, ended);
  return promise;
}

function isShareButton(button: Element | null): boolean {
  return button instanceof HTMLButtonElement && button.value === SHARE;
}
