/** A quiet line beside what the person is doing: that something is being checked, or that it may now be done again. */
import { composerOf } from "../content/composer";
import { targetOf } from "../content/shadow";
import type { Progress } from "../shared/calls";
import { element } from "./element";
import { hostOf } from "./host";
import { isFromRight } from "./mark";
import styles from "./notice.css";
import { sayFirst } from "./say";
import type { Translate } from "./strings";

/** What takes less than this, in milliseconds, is not mentioned. */
const SHOW_AFTER_MS = 250;
/** What is shown stays at least so long, in milliseconds: what only flashes alarms people and cannot be read. */
const STAY_MS = 1_200;
/** How long the hint to do it again stays, in milliseconds. */
const HINT_MS = 20_000;
/** Between the line and what it stands beside, and to the edges of the window, in CSS pixels. */
const GAP = 8;

export interface Checking {
  /** Says which file is being read. */
  readonly progress: (progress: Progress) => void;
  /** It is done, whatever came of it. */
  readonly end: () => void;
}

/** How the person shares once more what has been checked. */
export type Gesture = "paste" | "drop" | "attach" | "send";

export interface Notice {
  /** From now on something is being checked; `cancel` runs when the person does not want to wait. */
  checking(beside: Element | null, cancel: () => void): Checking;
  /** Asks to do it again: it was checked, and only the browser itself can deliver it. */
  askAgain(beside: Element | null, gesture: Gesture): void;
  /** Takes away what is shown. */
  clear(): void;
  /** Whether the event happens in it. */
  owns(event: Event): boolean;
  /**
   * Cancels the checks that are shown, if there are any. Not by a key that the person presses where they write
   * something else.
   */
  cancelShown(by?: Event): boolean;
}

/** Something that is being checked. */
interface Check {
  readonly beside: Element | null;
  readonly cancel: () => void;
  /** How far it is; null where nobody said, as with text. */
  progress: Progress | null;
  /** When it began, by `performance.now()`. */
  readonly since: number;
  /** Whether it has taken long enough to be mentioned. */
  isDue: boolean;
}

interface Shown {
  readonly kind: "busy" | "done" | "hint";
  readonly host: HTMLElement;
  readonly line: HTMLElement;
  readonly words: HTMLElement;
  readonly beside: Element | null;
  /** When it came up, by `performance.now()`. */
  readonly since: number;
}

export function createNotice(translate: Translate): Notice {
  /** In the order in which they began. */
  const checks = new Set<Check>();
  const due = () => [...checks].filter(({ isDue }) => isDue);
  let shown: Shown | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const clear = () => {
    clearTimeout(timer);
    shown?.host.remove();
    shown = null;
  };

  const show = (kind: "busy" | "hint", beside: Element | null, text: string) => {
    clear();
    const words = element("span", { class: "words", "data-part": "notice" });
    const button =
      kind === "hint"
        ? null
        : element(
            "button",
            { type: "button", commandfor: "notice", command: "hide-popover" },
            translate("warning_cancel"),
          );
    const line = element(
      "div",
      {
        id: "notice",
        popover: "manual",
        role: "status",
        lang: translate("language_tag"),
        dir: translate("language_direction"),
        class: kind,
      },
      words,
      button,
    );
    const host = hostOf(line, styles);
    document.documentElement.append(host);
    line.showPopover();
    sayFirst(words, text, () => place(line, beside));
    const mine: Shown = { kind, host, line, words, beside, since: performance.now() };
    // The browser hides it for the button, whatever the page does with the click. Taking it away ourselves says nothing
    // here.
    line.addEventListener("toggle", (event) => {
      if (event instanceof ToggleEvent && event.newState === "closed" && shown?.host === host) cancelShown();
    });
    shown = mine;
  };

  /** Says in one line what is being checked: several would stand in each other's way. A hint is read first. */
  const showChecks = () => {
    const mentioned = due();
    if (mentioned.length === 0 || shown?.kind === "hint") return;
    const text = describe(mentioned, translate);
    if (shown?.kind !== "busy") return show("busy", mentioned.at(-1)?.beside ?? null, text);
    shown.words.textContent = text;
    place(shown.line, shown.beside);
  };

  /** Nothing waits for this: it goes on while the line is still being read. */
  const conclude = (key: "warning_checked" | "warning_cancelled", since: number) => {
    if (shown === null) return;
    shown = { ...shown, kind: "done" };
    const { line, words } = shown;
    line.querySelector("button")?.remove();
    line.className = "done";
    words.textContent = translate(key);
    // Its button has hidden it.
    if (!line.matches(":popover-open")) line.showPopover();
    timer = setTimeout(clear, Math.max(0, since + STAY_MS - performance.now()));
  };

  const cancelShown = (by?: Event): boolean => {
    if (shown?.kind !== "busy") return false;
    const writing = by === undefined ? null : composerOf(targetOf(by));
    if (writing !== null && !due().some(({ beside }) => writing.contains(beside))) return false;
    conclude("warning_cancelled", performance.now());
    for (const { cancel } of due()) cancel();
    return true;
  };

  return {
    checking(beside, cancel) {
      const check: Check = { beside, cancel, progress: null, since: performance.now(), isDue: false };
      checks.add(check);
      const waiting = setTimeout(() => {
        check.isDue = true;
        // Who does something new has read what they were told before.
        if (shown?.kind === "hint" && shown.since < check.since) clear();
        showChecks();
      }, SHOW_AFTER_MS);
      return {
        progress(progress) {
          check.progress = progress;
          if (check.isDue) showChecks();
        },
        end() {
          clearTimeout(waiting);
          checks.delete(check);
          if (shown?.kind !== "busy") return;
          if (due().length > 0) return showChecks();
          conclude("warning_checked", shown.since);
        },
      };
    },
    askAgain(beside, gesture) {
      const keys = /Mac/.test(navigator.platform) ? "⌘V" : "Ctrl+V";
      show("hint", beside, translate(`warning_again_${gesture}`, keys));
      timer = setTimeout(clear, HINT_MS);
    },
    clear,
    owns: (event) => shown !== null && event.composedPath()[0] === shown.host,
    cancelShown,
  };
}

/** What is being checked, all of it together. */
function describe(checks: readonly Check[], translate: Translate): string {
  const progress = checks.flatMap((check) => check.progress ?? []);
  const file = progress.findLast((each) => each.file !== "")?.file;
  if (file === undefined) return translate("warning_checking");
  const total = progress.reduce((sum, each) => sum + each.total, 0);
  const done = progress.reduce((sum, each) => sum + each.done, 0);
  return total > 1
    ? translate("warning_checking_files", String(Math.min(done + 1, total)), String(total), file)
    : translate("warning_checking_file", file);
}

/** Above what it is about, or below where there is no room; at the foot of the window where that is not known. */
function place(line: HTMLElement, beside: Element | null): void {
  const { width, height } = line.getBoundingClientRect();
  const anchor = beside?.getBoundingClientRect();
  const isVisible = anchor !== undefined && anchor.width > 0 && anchor.bottom > 0 && anchor.top < innerHeight;
  const left =
    beside === null || !isVisible ? (innerWidth - width) / 2 : isFromRight(beside) ? anchor.right - width : anchor.left;
  const above = isVisible ? anchor.top - height - GAP : innerHeight - height - 3 * GAP;
  const top = above >= GAP || !isVisible ? above : anchor.bottom + GAP;
  line.style.left = `${clamp(left, GAP, innerWidth - width - GAP)}px`;
  line.style.top = `${clamp(top, GAP, innerHeight - height - GAP)}px`;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
