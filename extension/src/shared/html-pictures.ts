/**
 * Pictures in copied HTML. Those whose bytes stand in it leave with the paste and are read like files. Those that it only links to do not: the page gets
 * an address, and what is behind it everybody has who may open it. A copied page of the web links to dozens, so nobody is stopped for them;
 * where a warning is shown anyway, it says that they were not checked.
 */
import type { SharedFile } from "./calls";

/** Whether the bytes of any may stand in the text. */
export function hasEmbeddedPictures(html: string): boolean {
  return /data:image\//i.test(html);
}

/** Those whose bytes stand in the text, in its order, named as browsers name a picture on the clipboard. */
export function embeddedPictures(html: string): SharedFile[] {
  // A page may have put anything there: parameters are bounded, so that the time is linear.
  const found: SharedFile[] = [];
  for (const [, type = "", data = ""] of html.matchAll(/data:(image\/[\w.+-]+)[^,"'<>]{0,99};base64,([A-Za-z0-9+/=\s]+)/gi)) {
    const bytes = bytesOf(data);
    if (bytes !== null) found.push({ name: `image-${found.length + 1}`, content: new Blob([bytes], { type }) });
  }
  return found;
}

/** Null where it is no base64: then no browser shows a picture there. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** How many pictures the text only links to. */
export function linkedPictures(html: string): number {
  return [...html.matchAll(/<img\b[^<>]*?\bsrc\s*=\s*["']?(?:https?:)?\/\//gi)].length;
}
