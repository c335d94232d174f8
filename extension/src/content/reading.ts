/**
 * How the content script asks for the whole text of an editor in the page's own world (`whole-text.ts`): by an event on
 * an element that then holds the answer. It is not the beacon: while the page's objects are asked, `window.event` shows
 * the page this element.
 */

/** Type of the event with which the element is handed over, before any script of the page runs. */
export const READER = "shareguard:reader";
/** Type of the event that asks, about its related target. Prevented: the element holds the text. */
export const READING = "reading";

/** The whole text of an editor; null where nobody in the page's world can tell. */
export type ReadWhole = (editor: Element) => string | null;

export function createReader(signal: AbortSignal): ReadWhole {
  let reader: Element | null = null;
  const take = (event: Event) => {
    if (event instanceof MouseEvent && event.relatedTarget instanceof Element) reader = event.relatedTarget;
  };
  document.addEventListener(READER, take, { once: true, signal });
  return (editor) => {
    if (reader === null || reader.dispatchEvent(new MouseEvent(READING, { relatedTarget: editor, cancelable: true })))
      return null;
    const text = reader.textContent;
    reader.textContent = "";
    return text;
  };
}
