import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";
import { place } from "./contract";

const element = place();
element.contentEditable = "true";
const editor = createEditor({
  namespace: "test",
  onError: (error) => {
    throw error;
  },
});
editor.setRootElement(element);
registerRichText(editor);

window.editor = {
  // Lexical separates paragraphs by two line breaks.
  text: () =>
    editor
      .getEditorState()
      .read(() => $getRoot().getTextContent())
      .replaceAll("\n\n", "\n"),
  put(text, caret) {
    editor.update(
      () => {
        const node = $createTextNode(text);
        $getRoot().clear().append($createParagraphNode().append(node));
        node.select(caret, caret);
      },
      { discrete: true },
    );
    editor.focus();
    editor.update(
      () => {
        const node = $getRoot().getFirstDescendant();
        if (node !== null && "select" in node && typeof node.select === "function") node.select(caret, caret);
      },
      { discrete: true },
    );
  },
};
