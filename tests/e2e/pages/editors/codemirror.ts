import { basicSetup, EditorView } from "codemirror";
import { place } from "./contract";

const view = new EditorView({ parent: place(), extensions: [basicSetup] });

window.editor = {
  text: () => view.state.doc.toString(),
  put(text, caret) {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: caret } });
    view.focus();
  },
};
