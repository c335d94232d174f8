/** Content that was judged and could not be delivered by us: the person does it once more, and it passes. */
import type { Gesture, Notice } from "../warning/notice";
import type { Clip } from "./clip";

/** How long it is remembered, in milliseconds: time to read the hint and to press two keys or to drag once more. */
const REMEMBERED_MS = 60_000;

export interface Again {
  /**
   * Asks for the gesture by which exactly this was shared beside an element, and remembers it in place of what was
   * remembered before.
   */
  ask(gesture: Gesture, beside: Element | null, clip: Clip, folders?: readonly string[]): void;
  /**
   * Whether exactly this is remembered; `clip` is called only where anything is. It is then forgotten: each gesture is
   * judged once.
   */
  take(clip: () => Clip, folders?: readonly string[]): boolean;
}

export function createAgain(notice: Notice): Again {
  let last: { readonly clip: Clip; readonly folders: readonly string[] } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask(gesture, beside, clip, folders = []) {
      last = { clip, folders };
      clearTimeout(timer);
      timer = setTimeout(() => (last = null), REMEMBERED_MS);
      notice.askAgain(beside, gesture);
    },
    take(clip, folders = []) {
      if (last === null || !isSame(last.clip, clip()) || folders.join("/") !== last.folders.join("/")) return false;
      last = null;
      notice.clear();
      return true;
    },
  };
}

function isSame(a: Clip, b: Clip): boolean {
  return (
    // What was judged at one place was not at another.
    a.address === b.address &&
    JSON.stringify(a.formats) === JSON.stringify(b.formats) &&
    a.files.length === b.files.length &&
    a.files.every((file, index) => isSameFile(file, b.files[index]))
  );
}

/**
 * What the browser calls an image that it makes from the clipboard: anew for each paste, with the time of that paste.
 */
const FROM_CLIPBOARD = "image.png";

/**
 * Files are the same by all that the browser says of them: inside an event nothing reads one but a request that is
 * waited for, and this extension makes none. What remains possible within a minute: two images copied that have exactly
 * the same size in bytes, and two files of one name, size and time in different folders, as an archive leaves them. Of
 * a folder that is dropped, its name is all that the event tells.
 */
function isSameFile(a: File, b: File | undefined): boolean {
  return (
    (["name", "webkitRelativePath", "size", "type"] as const).every((property) => a[property] === b?.[property]) &&
    (a.name === FROM_CLIPBOARD || a.lastModified === b?.lastModified)
  );
}
