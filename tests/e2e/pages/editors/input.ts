import { place } from "./contract";

const field = document.createElement("input");
place().append(field);

window.editor = {
  text: () => field.value,
  put(text, caret) {
    field.value = text;
    field.focus();
    field.setSelectionRange(caret, caret);
  },
};
