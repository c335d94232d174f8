/** Gives an editor what was held back, by the editor's own input path. */
import { transferOf, type Clip } from "./clip";
import type { DeliveryAids } from "./delivery-aids";
import { INIT } from "./resend";
import { deepestFocus } from "./shadow";

/**
 * Delivers a paste in three steps, each only if nobody took the one before: a paste event, which editors with a model
 * of their own take; `beforeinput`, which Slate waits for when the paste has formatting or files; and an insertion by
 * the browser, which keeps the undo history and is what plain fields and editable elements need. The order matters:
 * inserting first destroys an empty Draft.js editor and loses the lines in Lexical.
 *
 * The events are not trusted, so our own listeners leave them alone: only what the person does is judged.
 *
 * Resolves to false when nobody took it, as far as that shows: then only the browser's own paste can deliver it.
 */
export async function deliver(
  clip: Clip,
  pastedInto: EventTarget,
  { watchReaction, plainTextOf }: DeliveryAids,
): Promise<boolean> {
  // An editor may have drawn itself anew meanwhile: what is no longer part of it leads to none of its listeners.
  const target = isGone(pastedInto) ? (deepestFocus() ?? document) : pastedInto;
  const transfer = transferOf(clip);
  const reaction = clip.files.length > 0 ? watchReaction(target) : null;
  if (isTaken(target, carrying(ClipboardEvent, "paste", transfer))) return true;
  if (isTaken(target, carrying(InputEvent, "beforeinput", transfer, { inputType: "insertFromPaste" }))) return true;
  const text = plainTextOf(clip);
  // Does nothing where nothing is editable, as the person's own paste would have done.
  if (text !== "") document.execCommand("insertText", false, text);
  // Lexical takes files and lets the event go on, so whether it did shows only in what it draws.
  return text !== "" || (reaction !== null && (await reaction));
}

/** Whether it is no longer part of the page. */
export function isGone(target: EventTarget): boolean {
  return target instanceof Node && !target.isConnected;
}

/** Whether somebody handled the event and wants the browser to do nothing more. */
export function isTaken(target: EventTarget, event: Event): boolean {
  return !target.dispatchEvent(event);
}

type Carrier = typeof ClipboardEvent | typeof InputEvent | typeof DragEvent;

/**
 * Firefox ignores the transfer when a content script makes the event; the page then finds it only if it is put on its
 * own view.
 */
export function carrying(
  Kind: Carrier,
  type: string,
  transfer: DataTransfer,
  init: InputEventInit | MouseEventInit = {},
): Event {
  const event = new Kind(type, { ...INIT, ...init, clipboardData: transfer, dataTransfer: transfer });
  const property = event instanceof ClipboardEvent ? "clipboardData" : "dataTransfer";
  if (event.wrappedJSObject !== undefined) Object.defineProperty(event.wrappedJSObject, property, { value: transfer });
  return event;
}
