/** Where people write what they send. */

/** Kinds of `<input>` in which one writes; in the others nothing can stand that carries a marking, or it is a password. */
const WRITTEN_IN: readonly string[] = ["text", "search", "url", "email"];

export type TextField = HTMLInputElement | HTMLTextAreaElement;

export function isTextField(target: EventTarget | null | undefined): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** The field or editor around a node: of nested editable elements the outermost. Null where nothing is written. */
export function composerOf(target: EventTarget | null): HTMLElement | null {
  if (isTextField(target)) return target.localName === "textarea" || WRITTEN_IN.includes(target.type) ? target : null;
  const start = target instanceof HTMLElement ? target : target instanceof Node ? target.parentElement : null;
  if (start === null || !start.isContentEditable) return null;
  let outermost = start;
  while (outermost.parentElement?.isContentEditable === true) outermost = outermost.parentElement;
  return outermost;
}

/** What is written in it, as it is sent. */
export function textOf(composer: HTMLElement): string {
  return isTextField(composer) ? composer.value : composer.innerText;
}

/** Everything that is written in a form. */
export function textOfForm(form: HTMLFormElement): string {
  const inside = [...form.querySelectorAll("textarea, input, [contenteditable]")].map(composerOf);
  // Fields may belong to a form by its id and stand elsewhere.
  const belonging = Array.from(form.elements, composerOf);
  return [...new Set([...belonging, ...inside])].map((composer) => (composer === null ? "" : textOf(composer))).filter(Boolean).join("\n");
}
