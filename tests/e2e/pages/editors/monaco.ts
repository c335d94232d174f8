import { editor } from "monaco-editor/editor/editor.api";
import { place } from "./contract";

const element = place();
element.style.height = "300px";
const monaco = editor.create(element, { language: "plaintext" });

// As its own loader does; what is only bundled leaves nothing in the window.
Reflect.set(window, "monaco", { editor });

window.editor = {
  text: () => monaco.getValue().replaceAll("\r\n", "\n"),
  put(text, caret) {
    monaco.setValue(text);
    monaco.setPosition({ lineNumber: 1, column: caret + 1 });
    monaco.focus();
  },
};
