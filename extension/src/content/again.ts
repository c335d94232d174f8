/** Content that was judged and could not be delivered by us: the person does it once more, and it passes. */
import type { Clip } from "./clip";

/** How long it is remembered, in milliseconds: time to read the hint and to press two keys or to drag once more. */
const REMEMBERED_MS = 60_000;
/** Up to this size in bytes files are compared byte for byte; reading them takes about 10 ms a megabyte and holds the page up. */
const MAX_COMPARED_BYTES = 4_000_000;

export interface Again {
  /** Remembers exactly this, in place of what was remembered before. */
  remember(clip: Clip, folders?: readonly string[]): void;
  /** Whether exactly this is remembered. It is then forgotten: each gesture is judged once. */
  take(clip: Clip, folders?: readonly string[]): boolean;
}

export function createAgain(): Again {
  let last: { readonly clip: Clip; readonly folders: readonly string[]; readonly until: number } | null = null;
  return {
    remember(clip, folders = []) {
      last = { clip, folders, until: performance.now() + REMEMBERED_MS };
    },
    take(clip, folders = []) {
      if (last === null || performance.now() > last.until || !isSame(last.clip, clip) || folders.join("/") !== last.folders.join("/")) return false;
      last = null;
      return true;
    },
  };
}

function isSame(a: Clip, b: Clip): boolean {
  return (
    a.formats.length === b.formats.length &&
    a.formats.every(([type, data], index) => type === b.formats[index]?.[0] && data === b.formats[index]?.[1]) &&
    a.files.length === b.files.length &&
    a.files.every((file, index) => isSameFile(file, b.files[index]))
  );
}

/** The time of a file says nothing: the browser makes an image on the clipboard anew, with the time of the paste. */
function isSameFile(a: File, b: File | undefined): boolean {
  if (b === undefined || a.name !== b.name || a.size !== b.size || a.type !== b.type) return false;
  if (a.size > MAX_COMPARED_BYTES) return true;
  const [first, second] = [read(a), read(b)];
  // Where the page's policy forbids to read, name, size and type have to do.
  return first === null || second === null || first === second;
}

/**
 * The bytes of a file as characters, at once: the only way to know inside an event that it is the same content. Null in Firefox,
 * where the page's content security policy would govern it and report it, and where a permissions policy forbids it.
 */
function read(file: File): string | null {
  if (window.wrappedJSObject !== undefined) return null;
  const url = URL.createObjectURL(file);
  try {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    return request.responseText;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
