/**
 * The warning: asks the person, above whatever the page shows, what becomes of what they were about to share. It may come before everything was checked;
 * then it is raised in place by what is found later, and a yes waits for that.
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
   * Asks. Escape, the browser's own ways to close a dialog, and everything else that is not the one button mean no; to what is still being checked, too.
   * One at a time: the caller waits for an answer before it asks again. Of the pictures in `shared`, those are shown in which something was found.
   */
  ask(verdict: Told, shared?: Shared): Promise<Answered>;
  /** Whether the event happens inside the dialog. */
  owns(event: Event): boolean;
}

export type Answered = Answer & {
  /** The verdict that was answered, where it is another one than was asked about. */
  readonly about?: Verdict;
};

/** How long a picture may take to be drawn before the dialog is shown without its size, in milliseconds: buttons may not move when they can be pressed. */
const DRAWING_MS = 1_000;
/** How long after it was raised the dialog takes no yes, in milliseconds: a press on its way was meant for what stood there before. */
const RAISED_MS = 700;

export function createDialog(translate: Translate): Dialog {
  let shown: HTMLElement | null = null;

  return {
    owns: (event) => shown !== null && event.composedPath()[0] === shown,
    async ask(verdict, shared) {
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
      shown = hostOf(first.dialog, styles);
      try {
        const answer = await answerTo(first, course, drawn, rest, shown, translate);
        return { ...answer, about: course.latest };
      } finally {
        course.latest.rest?.stop();
        shown.remove();
        shown = null;
      }
    },
  };
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

async function answerTo(
  { about: first, dialog }: Drawn,
  course: Course,
  drawn: (about: Told) => Promise<Drawn>,
  rest: RestLine | null,
  host: HTMLElement,
  translate: Translate,
): Promise<Answer> {
  const ended = new AbortController();
  const { signal } = ended;
  const { promise, resolve } = Promise.withResolvers<Answer>();
  /** The verdict that is shown. */
  let about = first;
  let isRaised = false;
  /** Whether it was raised just now. */
  let isPausing = false;
  let isWanted = false;
  const isChecking = () => course.latest.rest !== undefined || about !== course.latest;
  const say = () => {
    rest?.say({ about, isChecking: isChecking(), isWanted, isRaised });
    for (const button of dialog.querySelectorAll(`button[value="${SHARE}"]`)) button.ariaDisabled = isWanted || isPausing ? "true" : null;
  };

  const share = () => {
    const reason = about.action === "justify" ? readReason(dialog) : null;
    resolve(reason === null ? { share: true } : { share: true, reason });
  };
  /** Whether the press is no answer yet. */
  const isTooEarly = (): boolean => {
    if (isPausing) return true;
    if (about.action === "justify" && readReason(dialog) === null) {
      askForReason(dialog, translate);
      return true;
    }
    isWanted = isChecking();
    say();
    return isWanted;
  };
  const onCommand = (event: Event) => {
    if (event instanceof CommandEvent && isShareButton(event.source) && isTooEarly()) event.preventDefault();
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
    dialog.addEventListener("command", onCommand, { signal });
    dialog.addEventListener("close", onClose, { signal });
  };

  let replacing: Promise<void> = Promise.resolve();
  let pausing: ReturnType<typeof setTimeout> | undefined;
  const replace = async (next: Told) => {
    const composed = await drawn(next);
    if (signal.aborted) return;
    const isMore = saysMore(about, next);
    replaceWords(dialog, composed.dialog, isMore);
    about = next;
    if (isMore) pause();
    say();
    if (isWanted && !isChecking()) share();
  };
  const pause = () => {
    isRaised = true;
    isWanted = false;
    isPausing = true;
    clearTimeout(pausing);
    pausing = setTimeout(() => {
      isPausing = false;
      say();
    }, RAISED_MS);
  };
  course.onNext = (next) => {
    // Nothing new: who has said yes need not wait until it is drawn.
    if (isWanted && next.rest === undefined && !saysMore(about, next)) return share();
    replacing = replacing.then(() => replace(next));
  };

  say();
  keepOnTop(host, dialog, attach, signal);
  try {
    return await promise;
  } finally {
    ended.abort();
  }
}

function isShareButton(button: Element | null): boolean {
  return button instanceof HTMLButtonElement && button.value === SHARE;
}
