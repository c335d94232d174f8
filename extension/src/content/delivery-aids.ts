/** What it takes to deliver what is more than plain text, and to know whether it arrived. */
import silent from "../../../src/extract/silent.json";
import type { Clip } from "./clip";

export interface DeliveryAids {
  readonly plainTextOf: typeof plainTextOf;
  readonly watchReaction: typeof watchReaction;
}

/**
 * The plain text of a clip, for an editor that takes nothing else: read out of the formatted version where that is all
 * there is.
 */
export function plainTextOf(clip: Clip): string {
  const { "text/plain": text = "", "text/html": html = "" } = Object.fromEntries(clip.formats);
  if (text !== "") return text;
  // Parsed, never shown: nothing in it is loaded or run.
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const hidden of parsed.querySelectorAll(silent.join())) hidden.remove();
  // After these, a line ends where the formatting is lost.
  for (const end of parsed.querySelectorAll(
    "address,article,aside,blockquote,br,dd,div,dl,dt,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,ol,p,pre,section,table,tr,ul",
  ))
    end.after("\n");
  return (parsed.body.textContent ?? "").replace(/\n{3,}/g, "\n\n").trim();
}

/**
 * How long an editor may take to show what it was given, in milliseconds: a preview is drawn at once, its content
 * later.
 */
const REACTION_MS = 300;
/** How far above the target a composer may begin, in elements. */
const COMPOSER_DEPTH = 4;

/**
 * Whether anything is added or removed around the target within {@link REACTION_MS}: near it, because pages always move
 * somewhere.
 */
export function watchReaction(target: EventTarget): Promise<boolean> {
  let around = target instanceof Element ? target : document.body;
  for (let depth = 0; depth < COMPOSER_DEPTH; depth++) {
    if (around.localName === "form" || around.parentElement === null || around.parentElement === document.body) break;
    around = around.parentElement;
  }
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => settle(true));
    const timer = setTimeout(() => settle(false), REACTION_MS);
    const settle = (reacted: boolean) => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(reacted);
    };
    observer.observe(around, { childList: true, subtree: true });
  });
}
