/**
 * A small mark at a composer: says early that a marking stands in what is being written, so that the question at send
 * is no surprise.
 */
import { isEmpty } from "../content/virtual-editor";
import { element } from "./element";
import { hostOf } from "./host";
import styles from "./mark.css";
import { isolated, sayFirst } from "./say";
import type { Translate } from "./strings";

/** How often its place is looked after, in milliseconds: composers grow and move, and are emptied by the page. */
const LOOK_EVERY_MS = 500;
/** To what it stands above, and to the edge of the window, in CSS pixels. */
const GAP = 4;
/** Longest marking that is shown, in UTF-16 code units. */
const MAX_QUOTE_UTF16 = 40;

/** Whether what is written there runs from right to left. */
export function isFromRight(element: Element): boolean {
  return getComputedStyle(element).direction === "rtl";
}

export interface Mark {
  /** Shows it until the composer is empty or gone, or until it is hidden. */
  show(composer: Element, quote: string): void;
  hide(): void;
}

export function createMark(translate: Translate): Mark {
  let host: HTMLElement | null = null;
  let looking: ReturnType<typeof setInterval> | undefined;
  /** What it says of which composer. */
  let shown: { readonly composer: Element; readonly short: string } | null = null;
  const hide = () => {
    clearInterval(looking);
    host?.remove();
    host = null;
    shown = null;
  };
  return {
    hide,
    show(composer, quote) {
      const short = quote.length > MAX_QUOTE_UTF16 ? `${quote.slice(0, MAX_QUOTE_UTF16)}…` : quote;
      // In each pause of the writing: it says it once.
      if (shown?.composer === composer && shown.short === short && host?.isConnected === true) return;
      hide();
      shown = { composer, short };
      const words = element("div", {
        id: "mark",
        // Above a page's own dialog, in which the composer may be.
        popover: "manual",
        role: "status",
        lang: translate("language_tag"),
        dir: translate("language_direction"),
        "data-part": "mark",
      });
      host = hostOf(words, styles);
      document.documentElement.append(host);
      words.showPopover();
      const put = () => {
        if (!composer.isConnected || isEmpty(composer)) return hide();
        const { left, right, top, bottom } = composer.getBoundingClientRect();
        words.hidden = bottom < 0 || top > innerHeight;
        // Where its lines end.
        const rightmost = document.documentElement.clientWidth - GAP - words.offsetWidth;
        const end = isFromRight(composer) ? left : right - words.offsetWidth;
        words.style.left = `${Math.max(GAP, Math.min(end, rightmost))}px`;
        // Below where there is no room above, and never out of the window.
        const above = top - words.offsetHeight - GAP;
        const under = Math.min(bottom + GAP, innerHeight - words.offsetHeight - GAP);
        words.style.top = `${above >= 0 ? above : Math.max(0, under)}px`;
      };
      sayFirst(words, translate("warning_mark", isolated(short)), put);
      looking = setInterval(put, LOOK_EVERY_MS);
    },
  };
}
