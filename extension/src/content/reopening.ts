/** Notices `document.open()`, which takes all listeners away and runs no injected script again. */

/** Type of the event with which `page-world.ts` hands its beacon over, before any script of the page runs. */
export const HANDOVER = "shareguard:beacon";
/** Type of the event on the beacon. */
export const REOPENED = "reopened";

/**
 * Calls `renew` whenever the document was opened anew, until `signal` aborts.
 *
 * The beacon tells at once, so that our listeners stand before those that the page adds next. Where there is none, on the
 * playground or in a document written to without being opened, the children of the document tell a little later.
 */
export function watchReopening(renew: () => void, signal: AbortSignal): void {
  const takeBeacon = (event: Event) => {
    if (event instanceof MouseEvent) event.relatedTarget?.addEventListener(REOPENED, renew, { signal });
  };
  document.addEventListener(HANDOVER, takeBeacon, { once: true, signal });
  const observer = new MutationObserver(renew);
  // Opening a document removes its root element, and writing to it adds one: both are seen here.
  observer.observe(document, { childList: true });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
