/** Content that was judged and could not be delivered by us: the person does it once more, and it passes. */
import type { Clip } from "./clip";

/** How long it is remembered, in milliseconds: time to read the hint and to press two keys or to drag once more. */
const REMEMBERED_MS = 60_000;

export interface Again {
  /** Remembers exactly this, in place of what was remembered before. */
  remember(clip: Clip, folders?: readonly string[]): void;
  /** Whether exactly this is remembered; asked for only where anything is. It is then forgotten: each gesture is judged once. */
  take(clip: () => Clip, folders?: readonly string[]): boolean;
}

export function createAgain(): Again {
  let last: { readonly clip: Clip; readonly folders: readonly string[]; readonly until: number } | null = null;
  return {
    remember(clip, folders = []) {
      last = { clip, folders, until: performance.now() + REMEMBERED_MS };
    },
    take(clip, folders = []) {
      if (last === null || performance.now() > last.until || !isSame(last.clip, clip()) || folders.join("/") !== last.folders.join("/")) return false;
      last = null;
      return true;
    },
  };
}

function isSame(a: Clip, b: Clip): boolean {
  return (
    JSON.stringify(a.formats) === JSON.stringify(b.formats) &&
    a.files.length === b.files.length &&
    a.files.every((file, index) => isSameFile(file, b.files[index]))
  );
}

/** What the browser calls an image that it makes from the clipboard: anew for each paste, with the time of that paste. */
const FROM_CLIPBOARD = "image.png";

/**
 * Files are the same by all that the browser says of them: inside an event nothing reads one but a request that is waited for, and this
 * extension makes none. What remains possible within a minute: two images copied that have exactly the same size in bytes, and two files
 * of one name, size and time in different folders, as an archive leaves them. Of a folder that is dropped, its name is all that the event tells.
 */
function isSameFile(a: File, b: File | undefined): boolean {
  if (b === undefined || a.name !== b.name || a.webkitRelativePath !== b.webkitRelativePath || a.size !== b.size || a.type !== b.type) return false;
  return a.name === FROM_CLIPBOARD || a.lastModified === b.lastModified;
}
