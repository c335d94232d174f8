import { ContentState, Editor, EditorState, SelectionState } from "draft-js";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { place } from "./contract";

let state = EditorState.createEmpty();
let change: (next: EditorState) => void = () => undefined;

function Composer() {
  const [current, setCurrent] = useState(state);
  change = (next) => {
    state = next;
    setCurrent(next);
  };
  return createElement(Editor, { editorState: current, onChange: change });
}
createRoot(place()).render(createElement(Composer));

window.editor = {
  text: () => state.getCurrentContent().getPlainText("\n"),
  async put(text, caret) {
    document.querySelector<HTMLElement>("[contenteditable]")?.focus();
    const content = ContentState.createFromText(text);
    const selection = SelectionState.createEmpty(content.getFirstBlock().getKey()).merge({ anchorOffset: caret, focusOffset: caret, hasFocus: true });
    change(EditorState.forceSelection(EditorState.createWithContent(content), selection));
    // React draws later, and only then the selection is the document's.
    while (document.getSelection()?.anchorOffset !== caret) await new Promise(requestAnimationFrame);
  },
};
