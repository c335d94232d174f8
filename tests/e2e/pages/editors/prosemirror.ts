import { baseKeymap } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { place } from "./contract";

const view = new EditorView(place(), { state: EditorState.create({ schema, plugins: [keymap(baseKeymap)] }) });

window.editor = {
  text: () => view.state.doc.textBetween(0, view.state.doc.content.size, "\n"),
  put(text, caret) {
    const all = view.state.tr.insertText(text, 1, view.state.doc.content.size - 1);
    view.dispatch(all.setSelection(TextSelection.create(all.doc, caret + 1)));
    view.focus();
  },
};
