/** Looking into shadow roots, open and closed. */
import { isOrphaned } from "../shared/orphaned";

/**
 * The element's shadow root, also a closed one where the browser shows it to an extension; null where there is none.
 */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot !== null) return element.shadowRoot;
  if (element.openOrClosedShadowRoot !== undefined) return element.openOrClosedShadowRoot;
  // On the playground there is no extension, and everywhere else in Chromium there is `chrome.dom`, which throws once
  // the extension was reloaded under the page: then closed roots stay closed.
  if (typeof chrome === "undefined" || chrome.dom === undefined || isOrphaned() || !(element instanceof HTMLElement))
    return null;
  const root: unknown = chrome.dom.openOrClosedShadowRoot(element);
  return root instanceof ShadowRoot ? root : null;
}

/** The element that has the focus, however deep in shadow trees; null when nothing has. */
export function deepestFocus(): Element | null {
  let focused = document.activeElement;
  while (focused !== null) {
    const inner: Element | null = shadowRootOf(focused)?.activeElement ?? null;
    if (inner === null) return focused;
    focused = inner;
  }
  return null;
}

/**
 * Where the event happened. A closed shadow root hides that behind its host, but input events happen where the focus
 * is.
 */
export function targetOf(event: Event): EventTarget | null {
  const target = event.composedPath()[0] ?? event.target;
  if (target instanceof Element && shadowRootOf(target) !== null) return deepestFocus() ?? target;
  return target;
}
