/** Gives the page what was dropped and held back, by the page's own path. */
import { QUIETLY } from "./caret";
import { transferOf, type Clip } from "./clip";
import { isTextField } from "./composer";
import { carrying, isGone, isTaken } from "./deliver";
import { plainTextOf, watchReaction } from "./delivery-aids";

export interface Drops {
  /**
   * Delivers what was dropped, where it was dropped. Resolves to false when only the browser's own drop can deliver it.
   */
  deliver(clip: Clip, drop: DragEvent, droppedOn: EventTarget): Promise<boolean>;
  /** Tells the page that a drag over it has ended without a drop, so that it takes its marks away. */
  end(drop: DragEvent, target: EventTarget): void;
}

export const drops: Drops = {
  async deliver(clip, drop, droppedOn) {
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
  },
  end(drop, target) {
    target.dispatchEvent(dragOf("dragleave", drop, new DataTransfer()));
  },
};

function dragOf(type: string, { clientX, clientY, screenX, screenY }: DragEvent, transfer: DataTransfer): Event {
  return carrying(DragEvent, type, transfer, { clientX, clientY, screenX, screenY });
}

/** Puts the caret where something was dropped, as the browser does. */
function putCaretAt(x: number, y: number, target: EventTarget): void {
  const place = document.caretPositionFromPoint(x, y);
  const selection = document.getSelection();
  // In an empty element Firefox finds a place around it.
  if (target instanceof HTMLElement && target.isContentEditable && !target.contains(place?.offsetNode ?? null)) {
    target.focus(QUIETLY);
    selection?.selectAllChildren(target);
    selection?.collapseToEnd();
    return;
  }
  if (place === null) return;
  const { offsetNode: node, offset } = place;
  if (isTextField(node)) {
    node.focus(QUIETLY);
    node.setSelectionRange(offset, offset);
    return;
  }
  const element = node instanceof HTMLElement ? node : node.parentElement;
  element?.closest<HTMLElement>("[contenteditable]")?.focus(QUIETLY);
  selection?.collapse(node, offset);
}
