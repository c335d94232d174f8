/** Keeps what the person does in our interface from the page, whose shortcuts would otherwise answer to it. */
import type { Listen } from "../content/listen";
import type { Dialog } from "./dialog";
import type { Notice } from "./notice";

/**
 * What a page might act on. What the browser itself does with them, typing, moving the focus, pressing, still happens.
 * Touch and wheel are left out: a listener for them, even one that does nothing, can make a page scroll less smoothly.
 */
const KINDS = [
  "keydown", "keyup", "keypress", "beforeinput", "input", "paste", "copy", "cut", "focusin", "focusout",
  "pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu",
] as const satisfies readonly (keyof WindowEventMap)[];

export function shield(listen: Listen, dialog: Dialog, notice: Notice): void {
  listen(KINDS, (event) => {
    if (dialog.owns(event) || notice.owns(event)) event.stopImmediatePropagation();
  });
  listen(["keydown"], (event) => {
    if (event.key !== "Escape" || !event.isTrusted || !notice.cancelShown()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
