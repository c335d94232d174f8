/** Where people write what they send. */
import type { ReadWhole } from "./reading";
import { drawnLinesOf, virtualEditorOf } from "./virtual-editor";

/** Kinds of `<input>` in which one writes; in the others nothing can stand that carries a marking, or it is a password. */
const WRITTEN_IN: readonly string[] = ["text", "search", "url", "email"];

export type TextField = HTMLInputElement | HTMLTextAreaElement;

export function isTextField(target: EventTarget | null | undefined): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** The field or editor around a node: of nested editable elements the outermost. Null where nothing is written. */
export function composerOf(target: EventTarget | null): HTMLElement | null {
  const start = target instanceof HTMLElement ? target : target instanceof Node ? target.parentElement : null;
  if (start === null) return null;
  if (isTextField(start)) {
    const isWritten = start.localName === "textarea" || WRITTEN_IN.includes(start.type);
    return isWritten ? (virtualEditorOf(start) ?? start) : null;
  }
  if (!start.isContentEditable && !hasEditContext(start)) return null;
  let outermost = start;
  while (outermost.parentElement?.isContentEditable === true) outermost = outermost.parentElement;
  return virtualEditorOf(start) ?? outermost;
}

/** Chromium's way to write into an element that is not editable by itself. */
function hasEditContext(element: HTMLElement): boolean {
  return "editContext" in element && element.editContext !== null;
}

/** What is written, as it is sent. */
export interface Written {
  /** In a composer. */
  textOf(composer: HTMLElement): string;
  /** In all of a form. */
  textOfForm(form: HTMLFormElement): string;
}

/** `readWhole` answers for editors that have more than they draw, where it can. */
export function createWritten(readWhole: ReadWhole): Written {
  const textOf = (composer: HTMLElement): string => {
    if (isTextField(composer)) return composer.value;
    if (virtualEditorOf(composer) !== composer) return composer.innerText;
    const drawn = drawnLinesOf(composer);
    const whole = readWhole(composer);
    // The answer is the page's: nothing that is drawn is left out because of it.
    return whole !== null && drawn.every((line) => whole.includes(line)) ? whole : [whole ?? "", ...drawn].join("\n");
  };
  return {
    textOf,
    textOfForm(form) {
      const inside = [...form.querySelectorAll("textarea, input, [contenteditable]")].map(composerOf);
      // Fields may belong to a form by its id and stand elsewhere.
      const belonging = Array.from(form.elements, composerOf);
      return [...new Set([...belonging, ...inside])].map((composer) => (composer === null ? "" : textOf(composer))).filter(Boolean).join("\n");
    },
  };
}
