import Quill from "quill";
import { place } from "./contract";

const quill = new Quill(place());

window.editor = {
  // Quill's text always ends with a line break of its own.
  text: () => quill.getText().replace(/\n$/, ""),
  put(text, caret) {
    quill.setText(text);
    quill.setSelection(caret, 0);
  },
};
