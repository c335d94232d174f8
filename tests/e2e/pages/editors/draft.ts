import { ContentState, Editor, EditorState, SelectionState } from "draft-js";
import { createElement, useState } from "react";
import { flushSync } from "react-dom";
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
flushSync(() => createRoot(place()).render(createElement(Composer)));

window.editor = {
  text: () => state.getCurrentContent().getPlainText("\n"),
  put(text, caret) {
    document.querySelector<HTMLElement>("[contenteditable]")?.focus();
    const content = ContentState.createFromText(text);
    const selection = SelectionState.createEmpty(content.getFirstBlock().getKey()).merge({
      anchorOffset: caret,
      focusOffset: caret,
      hasFocus: true,
    });
    // Left to itself React draws later, and a change of the selection in between would be taken for one of what is
    // drawn still.
    flushSync(() => change(EditorState.forceSelection(EditorState.createWithContent(content), selection)));
  },
};
