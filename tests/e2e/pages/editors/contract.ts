/** What every editor page offers to the tests, as `window.editor`. */
export interface Editor {
  /** The content as plain text, lines separated by `\n`. */
  text(): string;
  /**
   * Replaces the content, focuses, and puts the caret before the character `caret`. Resolves when all of that is drawn.
   */
  put(text: string, caret: number): void | Promise<void>;
}

declare global {
  interface Window {
    editor?: Editor;
  }
}

/** The element that the editor is built in. */
export function place(): HTMLElement {
  const element = document.querySelector("#editor");
  if (!(element instanceof HTMLElement)) throw new Error("the page has no #editor");
  return element;
}
