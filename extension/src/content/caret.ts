/** Where the person was: focus, caret and selection, kept while a dialog is up and put back exactly. */
import { isTextField, type TextField } from "./composer";
import { deepestFocus } from "./shadow";

type Restore = () => void;

/** What the person looks at stays where it is. */
export const QUIETLY: FocusOptions = { preventScroll: true };

/**
 * Remembers where the focus and the caret are; the result puts them back, and resolves when the page knows. Chromium
 * would otherwise put the caret to the start of a text field.
 */
export function keepCaret(): () => Promise<void> {
  const focused = deepestFocus();
  const restoreSelection = isTextField(focused) ? keepFieldSelection(focused) : keepSelection(focused);
  return async () => {
    if (focused instanceof HTMLElement && focused.isConnected && deepestFocus() !== focused) focused.focus(QUIETLY);
    restoreSelection();
    // The page hears of it by `selectionchange`, in a task of its own. An editor that keeps a model, such as Draft.js
    // in Firefox, would put a paste that comes earlier where it believes the caret to be.
    await new Promise((resolve) => setTimeout(resolve));
  };
}

function keepFieldSelection(field: TextField): Restore {
  // Null for kinds of input that have no selection to ask for, such as e-mail; those keep it by themselves.
  const { selectionStart: start, selectionEnd: end, selectionDirection: direction } = field;
  return () => {
    if (start !== null && end !== null) field.setSelectionRange(start, end, direction ?? "none");
  };
}

function keepSelection(focused: Element | null): Restore {
  const selection = selectionAround(focused);
  if (selection === null) return () => {};
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  return () => {
    if (!holds(anchorNode, anchorOffset) || !holds(focusNode, focusOffset)) return;
    selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  };
}

function selectionAround(focused: Element | null): Selection | null {
  const root = focused?.getRootNode();
  if (root instanceof ShadowRoot && root.getSelection !== undefined) return root.getSelection();
  return document.getSelection();
}

/** Whether the place is still there: an editor may have drawn itself anew. */
function holds(node: Node | null, offset: number): node is Node {
  if (node === null || !node.isConnected) return false;
  return offset <= (node instanceof CharacterData ? node.length : node.childNodes.length);
}
