/** Keeps what the person does in our interface from the page, whose shortcuts would otherwise answer to it. */
import { isForInputMethod } from "../content/input-method";
import type { Listen } from "../content/listen";
import type { Dialog } from "./dialog";
import type { Notice } from "./notice";

/**
 * What a page might act on. What the browser itself does with them, typing, moving the focus, pressing, still happens.
 * Touch and wheel are left out: a listener for them, even one that does nothing, can make a page scroll less smoothly.
 */
const KINDS = [
  "keydown",
  "keyup",
  "keypress",
  "beforeinput",
  "input",
  "paste",
  "copy",
  "cut",
  "focusin",
  "focusout",
  "pointerdown",
  "pointerup",
  "mousedown",
  "mouseup",
  "click",
  "dblclick",
  "auxclick",
  "contextmenu",
] as const satisfies readonly (keyof WindowEventMap)[];

/**
 * What is pressed sooner than this, in milliseconds, was meant for what stood there before: after our dialog was drawn
 * with the focus in it, and after a key that was pressed so soon. Who types on, or presses twice, has read nothing.
 */
export const AHEAD_MS = 500;

export function shield(listen: Listen, dialog: Dialog, notice: Notice): void {
  const isAhead = watchAhead();
  listen(KINDS, (event) => {
    const isInDialog = dialog.owns(event);
    if (isInDialog || notice.owns(event)) event.stopImmediatePropagation();
    if (isInDialog && event.isTrusted && isAhead(event)) event.preventDefault();
  });
  listen(["keydown"], (event) => {
    if (event.key !== "Escape" || !event.isTrusted || isForInputMethod(event) || !notice.cancelShown(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}

/** Tells of each event in the dialog whether the person did it too soon to have meant the dialog. */
function watchAhead(): (event: Event) => boolean {
  /** Until when, by `Event.timeStamp`. */
  let until = 0;
  const extend = (since: number) => (until = Math.max(until, since + AHEAD_MS));
  /** The dialog in which the focus was last. */
  let seen: EventTarget | null = null;
  /** The key that went down last and was not too soon. */
  let meant: string | null = null;
  return (event) => {
    // Comes out of the dialog where the focus was not in it: when it is shown, and when it is raised above something of
    // the page's, which could keep it from taking anything.
    if (event.type === "focusin" && event.target !== seen) {
      seen = event.target;
      meant = null;
      extend(event.timeStamp);
      requestAnimationFrame(extend);
    }
    if (event.type === "click") return event.timeStamp < until;
    if (!(event instanceof KeyboardEvent)) return false;
    // Firefox presses a button when the key goes up.
    if (event.type !== "keydown") return event.code !== meant;
    if (event.timeStamp >= until && (!event.repeat || event.code === meant)) meant = event.code;
    else extend(event.timeStamp);
    return event.timeStamp < until;
  };
}
