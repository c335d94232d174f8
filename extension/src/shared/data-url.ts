/** What stands in a `data:` address, by the grammar of RFC 2397 as browsers read it. */

export interface DataUrl {
  /** In small letters, without parameters; empty where the address does not say. */
  readonly type: string;
  /** Null where it is no base64 although it says so, and where the type is longer than any that means something. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** Longest type with its parameters, in UTF-16 code units. */
const MAX_HEAD_UTF16 = 1_000;

/** Null where it is no such address. */
export function readDataUrl(address: string): DataUrl | null {
  // Browsers take these out of every address.
  const whole = address.replace(/[\t\n\r]/g, "").trim();
  const comma = whole.indexOf(",");
  if (!/^data:/i.test(whole) || comma < 0) return null;
  const head = whole.slice("data:".length, Math.min(comma, MAX_HEAD_UTF16));
  const type = (head.split(";")[0] ?? "").trim().toLowerCase();
  if (comma > MAX_HEAD_UTF16) return { type, bytes: null };
  const bytes = percentDecoded(whole.slice(comma + 1));
  return { type, bytes: /; *base64 *$/i.test(head) ? base64Decoded(bytes) : bytes };
}

/** `%2F` stands for a byte, every other character for itself in UTF-8. */
function percentDecoded(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const digits = bytes[at] === PERCENT ? String.fromCharCode(...bytes.subarray(at + 1, at + 3)) : "";
    const isEscape = /^[\da-f]{2}$/i.test(digits);
    bytes[length++] = isEscape ? parseInt(digits, 16) : (bytes[at] ?? 0);
    if (isEscape) at += 2;
  }
  return bytes.slice(0, length);
}

const PERCENT = 0x25;

function base64Decoded(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(new TextDecoder().decode(bytes)), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
