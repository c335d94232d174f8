/**
 * What the first bytes of a picture say of it: a decoder allocates what a header promises, so the promise is looked at
 * before. Formats by their content only; the name is a claim.
 */

/**
 * Formats that Chromium 148 and Firefox 144 decode, by the second half of their media types. Icons are left out: nobody
 * keeps a document in one.
 */
export type PictureFormat = "png" | "jpeg" | "gif" | "webp" | "bmp" | "avif";

export interface PictureHeader {
  readonly format: PictureFormat;
  /** As stored, in pixels: the decoder may still turn it by a quarter. Null where the header does not say. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Whether it may have more than one frame. */
  readonly moves: boolean;
}

/**
 * How much of a picture is wanted, in bytes. In a JPEG the size stands behind profiles and thumbnails of up to 64 KiB
 * each.
 */
export const HEADER_BYTES = 1024 * 1024;

/** The header of a picture whose first {@link HEADER_BYTES} these are; null where it is none that is decoded. */
export function readHeader(head: Uint8Array): PictureHeader | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const read of [readPng, readJpeg, readGif, readWebp, readBmp, readAvif]) {
    try {
      const header = read(view);
      if (header !== null) return header;
    } catch (error) {
      // The picture ends before its header does: the next may know it, and if none does it is no picture.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return null;
}

/** How much of the end of a picture is wanted, in bytes: programs append things behind it. */
export const END_BYTES = 64 * 1024;

/**
 * Whether the file ends where its format ends. Firefox shows what there is of a picture that was cut off, and says
 * nothing. `tail` are the last {@link END_BYTES}, `size` is that of the file.
 */
export function isWhole(format: PictureFormat, head: Uint8Array, tail: Uint8Array, size: number): boolean {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  switch (format) {
    case "png":
      return find(view, "IEND", 0, view.byteLength) >= 0;
    case "jpeg":
      return find(view, "\xff\xd9", 0, view.byteLength) >= 0;
    case "gif":
      return find(view, "\0;", 0, view.byteLength) >= 0;
    case "webp":
    case "bmp":
      // Both say behind their signature how long they are; WebP counts from there.
      return lengthAt(head, format === "webp" ? 4 : 2) + (format === "webp" ? 8 : 0) <= size;
    case "avif":
      // Its parts are anywhere in it: a decoder that misses one fails.
      return true;
    default:
      return format satisfies never;
  }
}

function lengthAt(head: Uint8Array, offset: number): number {
  return new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(offset, true);
}

/** Whether these characters stand there. */
function says(view: DataView, offset: number, characters: string): boolean {
  if (offset + characters.length > view.byteLength) return false;
  for (let index = 0; index < characters.length; index++) {
    if (view.getUint8(offset + index) !== characters.charCodeAt(index)) return false;
  }
  return true;
}

/** Where these characters stand first from `start` on and wholly before `end`; -1 where they do not. */
function find(view: DataView, characters: string, start: number, end: number): number {
  const last = Math.min(end, view.byteLength) - characters.length;
  for (let offset = start; offset <= last; offset++) if (says(view, offset, characters)) return offset;
  return -1;
}

/** PNG, section 11.2.1: the chunk IHDR comes first. APNG has its chunk acTL before the pixels. */
function readPng(view: DataView): PictureHeader | null {
  if (!says(view, 0, "\x89PNG\r\n\x1a\n")) return null;
  const size =
    says(view, 12, "IHDR") && view.byteLength >= 24 ? { width: view.getUint32(16), height: view.getUint32(20) } : null;
  let offset = 8;
  while (offset + 12 <= view.byteLength && !says(view, offset + 4, "IDAT")) {
    if (says(view, offset + 4, "acTL")) return { format: "png", size, moves: true };
    offset += 12 + view.getUint32(offset);
  }
  return { format: "png", size, moves: false };
}

/** ITU-T T.81, annex B: markers with lengths, until a frame header (SOF) says the size. */
function readJpeg(view: DataView): PictureHeader | null {
  if (!says(view, 0, "\xff\xd8\xff")) return null;
  let offset = 2;
  while (offset + 9 <= view.byteLength && view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1);
    // C4, C8 and CC are tables; the others from C0 to CF are frames.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return {
        format: "jpeg",
        size: { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) },
        moves: false,
      };
    }
    // A marker may be padded by further FFs.
    offset += marker === 0xff ? 1 : 2 + view.getUint16(offset + 2);
  }
  return { format: "jpeg", size: null, moves: false };
}

/** GIF89a, section 18: the logical screen. How many frames there are, only its end says. */
function readGif(view: DataView): PictureHeader | null {
  if (!says(view, 0, "GIF87a") && !says(view, 0, "GIF89a")) return null;
  const size = view.byteLength >= 10 ? { width: view.getUint16(6, true), height: view.getUint16(8, true) } : null;
  return { format: "gif", size, moves: true };
}

/** RFC 9649: extended (VP8X), lossless (VP8L) or lossy (VP8). */
function readWebp(view: DataView): PictureHeader | null {
  if (!says(view, 0, "RIFF") || !says(view, 8, "WEBP")) return null;
  const uint24 = (offset: number) => view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
  const ANIMATION = 1 << 1;
  if (says(view, 12, "VP8X")) {
    return {
      format: "webp",
      size: { width: uint24(24) + 1, height: uint24(27) + 1 },
      moves: (view.getUint8(20) & ANIMATION) !== 0,
    };
  }
  if (says(view, 12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return { format: "webp", size: { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }, moves: false };
  }
  const size = says(view, 12, "VP8 ")
    ? { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    : null;
  return { format: "webp", size, moves: false };
}

/**
 * BITMAPINFOHEADER (40 bytes) and its successors (up to 124), behind four bytes of zero; a negative height is one from
 * top to bottom.
 */
function readBmp(view: DataView): PictureHeader | null {
  if (!says(view, 0, "BM") || view.byteLength < 26) return null;
  const headerBytes = view.getUint32(14, true);
  if (view.getUint32(6, true) !== 0 || headerBytes < 40 || headerBytes > 124) return null;
  return {
    format: "bmp",
    size: { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) },
    moves: false,
  };
}

/** How far into an AVIF its description is looked for, in bytes: it comes before the pixels. */
const DESCRIPTION_BYTES = 64 * 1024;

/** ISO/IEC 23008-12: boxes `ispe` say the sizes of the picture, of its tiles and its thumbnails. The largest counts. */
function readAvif(view: DataView): PictureHeader | null {
  if (!says(view, 4, "ftyp")) return null;
  const brandsEnd = view.getUint32(0);
  const moves = find(view, "avis", 8, brandsEnd) >= 0;
  if (!moves && find(view, "avif", 8, brandsEnd) < 0) return null;
  let [width, height] = [0, 0];
  for (
    let at = find(view, "ispe", brandsEnd, DESCRIPTION_BYTES);
    at >= 0;
    at = find(view, "ispe", at + 4, DESCRIPTION_BYTES)
  ) {
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return { format: "avif", size: width > 0 && height > 0 ? { width, height } : null, moves };
}
