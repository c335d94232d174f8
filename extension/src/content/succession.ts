/**
 * Which content script guards a frame that already has one. Chromium leaves the scripts of an extension that was
 * updated in the pages that are open, and the background puts new ones beside them (`open-pages.ts`).
 */
import type { Listen } from "./listen";

/** What a content script that comes late asks those before it. */
const SUCCESSOR = "shareguard:successor";

declare global {
  interface WindowEventMap {
    [SUCCESSOR]: Event;
  }
  /** Whether a script of this very extension is here, in the world that pages do not see. */
  var shareguardIsHere: boolean | undefined;
}

/** Whether an earlier one goes on. One that comes before the page asks nobody: else the page could answer. */
export function isGuardedAlready(): boolean {
  if (globalThis.shareguardIsHere === true) return true;
  globalThis.shareguardIsHere = true;
  return document.readyState !== "loading" && !window.dispatchEvent(new Event(SUCCESSOR, { cancelable: true }));
}

/**
 * Goes on while it works: its listeners stand before the page's, and it knows what was said yes to. Else it makes room.
 */
export function answerSuccessors(listen: Listen, isWorking: () => boolean, end: () => void): void {
  listen([SUCCESSOR], (event) => {
    if (isWorking()) event.preventDefault();
    else end();
  });
}
