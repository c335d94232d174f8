/**
 * Editors that draw only what is seen of their text, so that the document does not hold all of it: CodeMirror 6 and 5,
 * Monaco and Ace. Their whole text is asked for in the page's own world; where that does not know it, only what is
 * drawn can be read.
 */

/** Their outermost elements. */
export const VIRTUAL_EDITORS = ".cm-editor, .CodeMirror, .monaco-editor, .ace_editor";
/** Lines as they draw them. */
export const LINES = ".cm-line, .CodeMirror-line, .view-line, .ace_line";

/** The editor of this kind around an element. */
export function virtualEditorOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>(VIRTUAL_EDITORS);
}

/** Whether nothing is written, without having the page laid out for the answer: for who asks again and again. */
export function isEmpty(composer: Element): boolean {
  if (composer instanceof HTMLInputElement || composer instanceof HTMLTextAreaElement)
    return composer.value.trim() === "";
  const written = virtualEditorOf(composer) === null ? [composer] : [...composer.querySelectorAll(LINES)];
  return written.every(({ textContent }) => textContent?.trim() === "");
}

/** The lines that it has drawn, from top to bottom: they need not stand in the document in that order. */
export function drawnLinesOf(editor: HTMLElement): string[] {
  return (
    Array.from(editor.querySelectorAll(LINES), (line) => ({
      text: line.textContent ?? "",
      top: line.getBoundingClientRect().top,
    }))
      .sort((a, b) => a.top - b.top)
      // Monaco draws blanks that do not break.
      .map(({ text }) => text.replaceAll("\u00a0", " "))
  );
}
