/** Asks editors for their whole text, in the page's own world: by what each leaves on its elements or in the window for others to use. */
import { VIRTUAL_EDITORS } from "./virtual-editor";

interface CodeMirrorView {
  readonly state?: { readonly doc?: unknown };
}

/** What CodeMirror's content element leads to, as its own `EditorView.findFromDOM` reads it: the first in 6.43, the other in 6.0. */
interface CodeMirrorContent extends Element {
  readonly cmTile?: { readonly root?: { readonly view?: CodeMirrorView } };
  readonly cmView?: { readonly rootView?: { readonly view?: CodeMirrorView } };
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

/** Null where the editor around the element leaves nothing to ask. Throws whatever the page lets it throw. */
export function wholeTextOf(element: Element): string | null {
  const root = element.closest(VIRTUAL_EDITORS);
  if (root === null) return null;
  const content: CodeMirrorContent | null = root.querySelector(".cm-content");
  const view = content?.cmTile?.root?.view ?? content?.cmView?.rootView?.view;
  const monaco = window.monaco?.editor?.getEditors?.().find((editor) => editor.getDomNode()?.contains(root));
  const text = view?.state?.doc ?? monaco?.getValue();
  return text === undefined || text === null ? null : String(text);
}
