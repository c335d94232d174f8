import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Editor, Node, Transforms, type Descendant } from "slate";
import { Editable, ReactEditor, Slate, withReact } from "slate-react";
import { place } from "./contract";

const editor = withReact(createEditor());
const empty: Descendant[] = [{ children: [{ text: "" }] }];
createRoot(place()).render(createElement(Slate, { editor, initialValue: empty, children: createElement(Editable) }));

window.editor = {
  text: () => editor.children.map((node) => Node.string(node)).join("\n"),
  put(text, caret) {
    Transforms.delete(editor, { at: { anchor: Editor.start(editor, []), focus: Editor.end(editor, []) } });
    Transforms.insertText(editor, text, { at: [0, 0] });
    ReactEditor.focus(editor);
    Transforms.select(editor, { path: [0, 0], offset: caret });
  },
};
