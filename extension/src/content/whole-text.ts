/**
 * Asks editors for their whole text, in the page's own world: by what each leaves on its elements or in the window for
 * others to use.
 */
import { LINES, VIRTUAL_EDITORS, drawnLinesOf } from "./virtual-editor";

interface CodeMirrorView {
  readonly state?: { readonly doc?: unknown };
}

/**
 * What CodeMirror's content element leads to, as its own `EditorView.findFromDOM` reads it: the first in 6.43, the
 * other in 6.0.
 */
interface CodeMirrorContent extends Element {
  readonly cmTile?: { readonly root?: { readonly view?: CodeMirrorView } };
  readonly cmView?: { readonly rootView?: { readonly view?: CodeMirrorView } };
}

/** What CodeMirror 5 and Ace leave on their outermost elements, as their manuals say. */
interface WithEditor {
  readonly CodeMirror?: { getValue?(): unknown };
  readonly env?: { readonly editor?: { getValue?(): unknown } };
}

interface Monaco {
  readonly editor?: { getEditors?(): readonly { getDomNode(): Node | null; getValue(): unknown }[] };
}

declare global {
  interface Window {
    /** Where the page loads Monaco by its loader, or asks it for this. */
    readonly monaco?: Monaco;
  }
}

/**
 * Null where the editor around the element has more than it draws, and leaves nothing to ask. Throws whatever the page
 * lets it throw.
 */
export function wholeTextOf(element: Element): string | null {
  const root = element.closest<HTMLElement & WithEditor>(VIRTUAL_EDITORS);
  if (root === null) return null;
  const content: CodeMirrorContent | null = root.querySelector(".cm-content");
  const view = content?.cmTile?.root?.view ?? content?.cmView?.rootView?.view;
  const monaco = window.monaco?.editor?.getEditors?.().find((editor) => editor.getDomNode()?.contains(root));
  const text =
    view?.state?.doc ?? monaco?.getValue() ?? root.CodeMirror?.getValue?.() ?? root.env?.editor?.getValue?.();
  if (text !== undefined && text !== null) return String(text);
  return isAllDrawn(root) ? drawnLinesOf(root).join("\n") : null;
}

/**
 * What stands for lines that CodeMirror or Monaco leaves out: because nobody sees them, or because they are folded
 * away.
 */
const LEFT_OUT = ".cm-gap, .cm-foldPlaceholder, .inline-folded";
/** Smallest difference between two edges that are not the same, in CSS pixels: positions are rounded. */
const EDGE_PX = 1;

/**
 * Whether an editor that leaves nothing to ask draws all that it has. Monaco says so by what it draws alone: it is not
 * scrolled, and its last line ends above its lower edge, or leaves no room for another. Only those two ever come here;
 * the others can be asked.
 */
function isAllDrawn(root: HTMLElement): boolean {
  if (root.querySelector(LEFT_OUT) !== null) return false;
  if (root.matches(".cm-editor")) return true;
  const all = root.querySelector(".view-lines")?.getBoundingClientRect();
  const last = Array.from(root.querySelectorAll(LINES), (line) => line.getBoundingClientRect()).reduce<DOMRect | null>(
    (low, line) => (low === null || line.bottom > low.bottom ? line : low),
    null,
  );
  if (all === undefined || last === null) return false;
  const { top, bottom } = root.getBoundingClientRect();
  const isScrolled = all.top < top - EDGE_PX;
  return !isScrolled && (last.bottom < bottom - EDGE_PX || all.bottom - last.bottom < last.height);
}
