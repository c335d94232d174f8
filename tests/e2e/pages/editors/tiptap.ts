import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { place } from "./contract";

const editor = new Editor({ element: place(), extensions: [StarterKit] });

window.editor = {
  text: () => editor.getText({ blockSeparator: "\n" }),
  async put(text, caret) {
    editor.commands.setContent({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] });
    editor.commands.focus(caret + 1);
    // It takes the focus when the next frame is drawn, before what asks for that frame later.
    await new Promise(requestAnimationFrame);
  },
};
