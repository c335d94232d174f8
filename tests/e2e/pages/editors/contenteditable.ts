import { place } from "./contract";

const element = place();
element.contentEditable = "true";
// Else the browser invents blocks of its own kind for each line.
element.style.whiteSpace = "pre-wrap";

window.editor = {
  text: () => element.innerText,
  put(text, caret) {
    const node = document.createTextNode(text);
    element.replaceChildren(node);
    element.focus();
    document.getSelection()?.collapse(node, caret);
  },
};
