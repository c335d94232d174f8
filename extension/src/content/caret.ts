/** Where the person was: focus, caret and selection, kept while a dialog is up and put back exactly. */
import { deepestFocus } from "./shadow";

/** Puts focus and caret back. */
export type Restore = () => void;

/** Remembers where the focus and the caret are. Chromium would otherwise put the caret to the start of a text field. */
export function keepCaret(): Restore {
  const focused = deepestFocus();
  const restoreSelection = isTextField(focused) ? keepFieldSelection(focused) : keepSelection(focused);
  return () => {
    if (focused instanceof HTMLElement && focused.isConnected && deepestFocus() !== focused) focused.focus({ preventScroll: true });
    restoreSelection();
  };
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

function isTextField(element: Element | null): element is TextField {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
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
