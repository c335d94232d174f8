import { createElement, useLayoutEffect } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createEditor, Editor, Node, Transforms, type Descendant } from "slate";
import { Editable, ReactEditor, Slate, useSlate, withReact } from "slate-react";
import { place } from "./contract";

const editor = withReact(createEditor());
const empty: Descendant[] = [{ children: [{ text: "" }] }];
/** What the page shows of the editor's state, whose parts are never changed in place. */
let [children, selection]: [Descendant[], Editor["selection"]] = [empty, null];

function Composer() {
  useSlate();
  useLayoutEffect(() => {
    ({ children, selection } = editor);
  });
  return createElement(Editable);
}
flushSync(() =>
  createRoot(place()).render(createElement(Slate, { editor, initialValue: empty, children: createElement(Composer) })),
);

window.editor = {
  text: () => editor.children.map((node) => Node.string(node)).join("\n"),
  async put(text, caret) {
    Transforms.delete(editor, { at: { anchor: Editor.start(editor, []), focus: Editor.end(editor, []) } });
    Transforms.insertText(editor, text, { at: [0, 0] });
    Transforms.select(editor, { path: [0, 0], offset: caret });
    // React draws later, and what is pasted before would go to what is drawn still.
    while (children !== editor.children || selection !== editor.selection) await new Promise(requestAnimationFrame);
    ReactEditor.focus(editor);
  },
};
