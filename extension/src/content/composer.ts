/** Where people write what they send. */
import type { ReadWhole } from "./reading";
import { drawnLinesOf, virtualEditorOf } from "./virtual-editor";

/**
 * Kinds of `<input>` in which one writes; in the others nothing can stand that carries a marking, or it is a password.
 */
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

/**
 * All composers of a form. Fields belong to it wherever they stand; what else can be edited has to stand in it.
 */
export function composersOf(form: HTMLFormElement): HTMLElement[] {
  // `form.elements` may be a field of that name.
  const fields: HTMLFormControlsCollection = Reflect.get(HTMLFormElement.prototype, "elements", form);
  const composers = [...fields, ...form.querySelectorAll("[contenteditable]")].map(composerOf);
  return [...new Set(composers)].filter((composer) => composer !== null).concat(framedComposers(form));
}

/** Editors that are frames of their own, as those of forums and mail are, where this frame may look into them. */
export function framedComposers(root: ParentNode): HTMLElement[] {
  return Array.from(root.querySelectorAll("iframe"), ({ contentDocument }) => {
    // The focus of a frame stays in it when the page around has it. Its elements are of kinds of its own.
    const focused = contentDocument?.activeElement as HTMLElement | null | undefined;
    return focused?.isContentEditable || contentDocument?.designMode === "on" ? focused : null;
  }).filter((composer) => composer != null);
}

/** What is written, as it is sent. */
export interface Draft {
  readonly text: string;
  /** False where an editor has more than it draws, and nothing tells what. */
  readonly isWhole: boolean;
}

export interface Written {
  /** In these composers together; nothing stands in one that the page has taken away. */
  draftOf(composers: readonly HTMLElement[]): Draft;
}

/** `readWhole` answers for editors that have more than they draw, where it can. */
export function createWritten(readWhole: ReadWhole): Written {
  const draftIn = (composer: HTMLElement): Draft => {
    if (isTextField(composer)) return { text: composer.value, isWhole: true };
    if (virtualEditorOf(composer) !== composer) return { text: composer.innerText, isWhole: true };
    const drawn = drawnLinesOf(composer);
    const whole = readWhole(composer);
    // The answer is the page's: nothing that is drawn is left out because of it.
    const text =
      whole !== null && drawn.every((line) => whole.includes(line)) ? whole : [whole ?? "", ...drawn].join("\n");
    return { text, isWhole: whole !== null };
  };
  return {
    draftOf(composers) {
      const drafts = composers.filter(({ isConnected }) => isConnected).map(draftIn);
      return {
        text: drafts
          .map(({ text }) => text)
          .filter(Boolean)
          .join("\n"),
        isWhole: drafts.every(({ isWhole }) => isWhole),
      };
    },
  };
}
