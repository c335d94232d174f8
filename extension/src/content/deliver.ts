/** Gives an editor what was held back, by the editor's own input path. */
import { plainTextOf, transferOf, type Clip } from "./clip";

/**
 * Delivers in three steps, each only if nobody took the one before: a paste event, which editors with a model of their own
 * take; `beforeinput`, which Slate waits for when the paste has formatting; and an insertion by the browser, which keeps the
 * undo history and is what plain fields and editable elements need. The order matters: inserting first destroys an empty
 * Draft.js editor and loses the lines in Lexical.
 *
 * The events are not trusted, so our own listeners leave them alone: only what the person does is judged.
 */
export function deliver(clip: Clip, target: EventTarget): void {
  const transfer = transferOf(clip);
  if (isTaken(target, pasteOf(transfer))) return;
  if (isTaken(target, beforeInputOf(transfer))) return;
  const text = plainTextOf(clip);
  // Does nothing where nothing is editable, as the person's own paste would have done.
  if (text !== "") document.execCommand("insertText", false, text);
}

/** Whether somebody handled the event and wants the browser to do nothing more. */
function isTaken(target: EventTarget, event: Event): boolean {
  return !target.dispatchEvent(event);
}

const INIT = { bubbles: true, cancelable: true, composed: true };

function pasteOf(transfer: DataTransfer): Event {
  return carrying(new ClipboardEvent("paste", { ...INIT, clipboardData: transfer }), "clipboardData", transfer);
}

function beforeInputOf(transfer: DataTransfer): Event {
  const init: InputEventInit = { ...INIT, inputType: "insertFromPaste", dataTransfer: transfer };
  return carrying(new InputEvent("beforeinput", init), "dataTransfer", transfer);
}

/** Firefox ignores the transfer when a content script makes the event; the page then finds it only if it is put on its own view. */
function carrying(event: Event, property: "clipboardData" | "dataTransfer", transfer: DataTransfer): Event {
  if (event.wrappedJSObject !== undefined) Object.defineProperty(event.wrappedJSObject, property, { value: transfer });
  return event;
}
