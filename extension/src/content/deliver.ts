/** Gives an editor what was held back, by the editor's own input path. */
import { putCaretAt } from "./caret";
import { plainTextOf, transferOf, type Clip } from "./clip";
import { INIT } from "./resend";
import { deepestFocus } from "./shadow";

/**
 * Delivers a paste in three steps, each only if nobody took the one before: a paste event, which editors with a model of their
 * own take; `beforeinput`, which Slate waits for when the paste has formatting or files; and an insertion by the browser, which
 * keeps the undo history and is what plain fields and editable elements need. The order matters: inserting first destroys an
 * empty Draft.js editor and loses the lines in Lexical.
 *
 * The events are not trusted, so our own listeners leave them alone: only what the person does is judged.
 *
 * Resolves to false when nobody took the files: then only the browser's own paste can deliver them.
 */
export async function deliver(clip: Clip, pastedInto: EventTarget): Promise<boolean> {
  // An editor may have drawn itself anew meanwhile: what is no longer part of it leads to none of its listeners.
  const target = isGone(pastedInto) ? (deepestFocus() ?? document) : pastedInto;
  const transfer = transferOf(clip);
  const reaction = clip.files.length > 0 ? watchReaction(target) : null;
  if (isTaken(target, pasteOf(transfer))) return true;
  if (isTaken(target, beforeInputOf(transfer))) return true;
  const text = plainTextOf(clip);
  // Does nothing where nothing is editable, as the person's own paste would have done.
  if (text !== "") document.execCommand("insertText", false, text);
  // Lexical takes files and lets the event go on, so whether it did shows only in what it draws.
  return reaction === null || text !== "" || (await reaction);
}

/** Delivers what was dropped, where it was dropped. Resolves to false when only the browser's own drop can deliver it. */
export async function deliverDrop(clip: Clip, drop: DragEvent, droppedOn: EventTarget): Promise<boolean> {
  // What the page draws for a drag may have gone meanwhile, and with it the place.
  const target = isGone(droppedOn) ? (document.elementFromPoint(drop.clientX, drop.clientY) ?? document) : droppedOn;
  const transfer = transferOf(clip);
  const reaction = clip.files.length > 0 ? watchReaction(target) : null;
  target.dispatchEvent(dragOf("dragover", drop, transfer));
  if (isTaken(target, dragOf("drop", drop, transfer))) return true;
  const text = plainTextOf(clip);
  if (text !== "" && clip.files.length === 0) {
    putCaretAt(drop.clientX, drop.clientY, target);
    document.execCommand("insertText", false, text);
    return true;
  }
  return reaction !== null && (await reaction);
}

function isGone(target: EventTarget): boolean {
  return target instanceof Node && !target.isConnected;
}

/** Tells the page that a drag over it has ended without a drop, so that it takes its marks away. */
export function endDrag(drop: DragEvent, target: EventTarget): void {
  target.dispatchEvent(dragOf("dragleave", drop, new DataTransfer()));
}

/** Whether somebody handled the event and wants the browser to do nothing more. */
function isTaken(target: EventTarget, event: Event): boolean {
  return !target.dispatchEvent(event);
}

function pasteOf(transfer: DataTransfer): Event {
  return carrying(new ClipboardEvent("paste", { ...INIT, clipboardData: transfer }), "clipboardData", transfer);
}

function beforeInputOf(transfer: DataTransfer): Event {
  const init: InputEventInit = { ...INIT, inputType: "insertFromPaste", dataTransfer: transfer };
  return carrying(new InputEvent("beforeinput", init), "dataTransfer", transfer);
}

function dragOf(type: string, { clientX, clientY, screenX, screenY }: DragEvent, transfer: DataTransfer): Event {
  return carrying(new DragEvent(type, { ...INIT, clientX, clientY, screenX, screenY, dataTransfer: transfer }), "dataTransfer", transfer);
}

/** Firefox ignores the transfer when a content script makes the event; the page then finds it only if it is put on its own view. */
function carrying(event: Event, property: "clipboardData" | "dataTransfer", transfer: DataTransfer): Event {
  if (event.wrappedJSObject !== undefined) Object.defineProperty(event.wrappedJSObject, property, { value: transfer });
  return event;
}

/** How long an editor may take to show what it was given, in milliseconds: a preview is drawn at once, its content later. */
const REACTION_MS = 300;
/** How far above the target a composer may begin, in elements. */
const COMPOSER_DEPTH = 4;

/** Whether anything is added or removed around the target within {@link REACTION_MS}: near it, because pages always move somewhere. */
function watchReaction(target: EventTarget): Promise<boolean> {
  let around = target instanceof Element ? target : document.body;
  for (let depth = 0; depth < COMPOSER_DEPTH; depth++) {
    if (around.localName === "form" || around.parentElement === null || around.parentElement === document.body) break;
    around = around.parentElement;
  }
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => settle(true));
    const timer = setTimeout(() => settle(false), REACTION_MS);
    const settle = (reacted: boolean) => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(reacted);
    };
    observer.observe(around, { childList: true, subtree: true });
  });
}
