/** A small mark at a composer: says early that a marking stands in what is being written, so that the question at send is no surprise. */
import { element } from "./element";
import { hostOf } from "./host";
import styles from "./mark.css";
import type { Translate } from "./strings";

/** How often its place is looked after, in milliseconds: composers grow and move, and are emptied by the page. */
const LOOK_EVERY_MS = 500;
/** To what it stands above, and to the edge of the window, in CSS pixels. */
const GAP = 4;
/** Longest marking that is shown, in UTF-16 code units. */
const MAX_QUOTE_UTF16 = 40;

export interface Mark {
  /** Shows it until `isOver`, or until it is hidden. */
  show(composer: Element, quote: string, isOver: () => boolean): void;
  hide(): void;
}

export function createMark(translate: Translate): Mark {
  let host: HTMLElement | null = null;
  let looking: ReturnType<typeof setInterval> | undefined;
  const hide = () => {
    clearInterval(looking);
    host?.remove();
    host = null;
  };
  return {
    hide,
    show(composer, quote, isOver) {
      hide();
      const short = quote.length > MAX_QUOTE_UTF16 ? `${quote.slice(0, MAX_QUOTE_UTF16)}…` : quote;
      const words = element("div", { id: "mark", role: "status", lang: translate("language_tag"), dir: translate("language_direction"), "data-part": "mark" }, translate("warning_mark", short));
      host = hostOf(words, styles);
      document.documentElement.append(host);
      const put = () => {
        if (!composer.isConnected || isOver()) return hide();
        const { right, top } = composer.getBoundingClientRect();
        words.style.right = `${Math.max(GAP, document.documentElement.clientWidth - right)}px`;
        words.style.top = `${Math.max(0, top - words.offsetHeight - GAP)}px`;
      };
      put();
      looking = setInterval(put, LOOK_EVERY_MS);
    },
  };
}
