import { place } from "./contract";

const field = document.createElement("textarea");
place().append(field);

window.editor = {
  text: () => field.value,
  put(text, caret) {
    field.value = text;
    field.focus();
    field.setSelectionRange(caret, caret);
  },
};
