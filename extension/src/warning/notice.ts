/** A quiet line beside what the person is doing: that something is being checked, or that it may now be done again. */
import type { Progress } from "../shared/calls";
import { element } from "./element";
import { hostOf } from "./host";
import styles from "./notice.css";
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
  /** Cancels the check that is shown, if one is. */
  cancelShown(): boolean;
}

interface Shown {
  readonly host: HTMLElement;
  readonly line: HTMLElement;
  readonly since: number;
  readonly cancel: (() => void) | null;
  readonly say: (text: string) => void;
}

export function createNotice(translate: Translate): Notice {
  let shown: Shown | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const clear = () => {
    clearTimeout(timer);
    shown?.host.remove();
    shown = null;
  };

  const show = (beside: Element | null, text: string, cancel: (() => void) | null): Shown => {
    clear();
    const words = element("span", { class: "words", "data-part": "notice" }, text);
    const button = cancel === null ? null : element("button", { type: "button", commandfor: "notice", command: "hide-popover" }, translate("warning_cancel"));
    const line = element("div", { id: "notice", popover: "manual", role: "status", lang: translate("language_tag"), dir: translate("language_direction"), class: cancel === null ? "hint" : "busy" }, words, button);
    const host = hostOf(line, styles);
    document.documentElement.append(host);
    line.showPopover();
    place(line, beside);
    const mine: Shown = { host, line, since: performance.now(), cancel, say: (said) => (words.textContent = said) };
    // The browser hides it for the button, whatever the page does with the click. Taking it away ourselves says nothing here.
    line.addEventListener("toggle", (event) => {
      if (event instanceof ToggleEvent && event.newState === "closed" && shown === mine) cancelShown();
    });
    shown = mine;
    return mine;
  };

  const cancelShown = (): boolean => {
    const cancel = shown?.cancel ?? null;
    if (cancel === null) return false;
    clear();
    cancel();
    return true;
  };

  return {
    checking(beside, cancel) {
      let mine: Shown | null = null;
      let text = translate("warning_checking");
      const waiting = setTimeout(() => (mine = show(beside, text, cancel)), SHOW_AFTER_MS);
      return {
        progress({ file, done, total }) {
          text = total > 1 ? translate("warning_checking_files", String(Math.min(done + 1, total)), String(total), file) : translate("warning_checking_file", file);
          mine?.say(text);
        },
        end() {
          clearTimeout(waiting);
          if (mine === null || shown !== mine) return;
          // Nothing waits for this: it goes on while the line is still being read.
          shown = { ...mine, cancel: null };
          mine.line.querySelector("button")?.remove();
          mine.line.className = "done";
          mine.say(translate("warning_checked"));
          timer = setTimeout(clear, Math.max(0, mine.since + STAY_MS - performance.now()));
        },
      };
    },
    askAgain(beside, gesture) {
      const keys = /Mac/.test(navigator.platform) ? "⌘V" : "Ctrl+V";
      show(beside, translate(`warning_again_${gesture}`, keys), null);
      timer = setTimeout(clear, HINT_MS);
    },
    clear,
    owns: (event) => shown !== null && event.composedPath()[0] === shown.host,
    cancelShown,
  };
}

/** Above what it is about, or below where there is no room; at the foot of the window where that is not known. */
function place(line: HTMLElement, beside: Element | null): void {
  const { width, height } = line.getBoundingClientRect();
  const anchor = beside?.getBoundingClientRect();
  const isVisible = anchor !== undefined && anchor.width > 0 && anchor.bottom > 0 && anchor.top < innerHeight;
  const left = isVisible ? anchor.left : (innerWidth - width) / 2;
  const above = isVisible ? anchor.top - height - GAP : innerHeight - height - 3 * GAP;
  const top = above >= GAP || !isVisible ? above : anchor.bottom + GAP;
  line.style.left = `${clamp(left, GAP, innerWidth - width - GAP)}px`;
  line.style.top = `${clamp(top, GAP, innerHeight - height - GAP)}px`;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
