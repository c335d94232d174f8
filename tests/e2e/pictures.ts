/**
 * Pictures for the tests to share: pages of `tests/e2e/pictures`, and what no program would write. All that is written
 * in them is fictional.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { deflateSync, crc32 } from "node:zlib";

/** A picture of `tests/e2e/pictures`. */
export function picture(name: string): Buffer {
  return readFileSync(`tests/e2e/pictures/${name}`);
}

/** `SECRET//NOFORN` at head and foot, portion marks between them. */
export const MARKED_PAGE = picture("marked.png");
/** The minutes of a garden club, with the word secret in them. */
export const CLEAN_PAGE = picture("clean.png");
/**
 * A long list of stores, `OFFICIAL-SENSITIVE` at its head. `TOP SECRET//NOFORN` stands among its last lines, which are
 * read last: lower down, and no line is longer.
 */
export const LIST = picture("list.png");
/** A dense page of 1280×960 pixels, marked `SECRET//NOFORN`. */
export const PRINTED_PAGE = readFileSync("benches/pictures/marked-en.png");

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A grey PNG of one colour, whatever its header says of its size. */
export function blankPng(width: number, height: number, rows = height): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, grey.
  header.writeUInt8(8, 8);
  const pixels = Buffer.alloc((rows > 0 ? width + 1 : 0) * rows, 0);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A PNG that moves, of frames that are PNGs of one size and kind: each shows for a second. */
export function movingPng(frames: readonly Buffer[]): Buffer {
  const numbers = (...values: readonly number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
    return bytes;
  };
  const [[header, size] = [Buffer.alloc(0), Buffer.alloc(0)]] = frames.map((frame) => {
    const ihdr = chunksOf(frame).find(({ type }) => type === "IHDR")?.content ?? Buffer.alloc(0);
    return [chunk("IHDR", ihdr), ihdr.subarray(0, 8)];
  });
  let sequence = 0;
  const shown = frames.flatMap((frame, index) => [
    // As large as the whole, at its corner, for 1/1 of a second, in place of the one before.
    chunk("fcTL", Buffer.concat([numbers(sequence++), size, numbers(0, 0), Buffer.from([0, 1, 0, 1, 0, 0])])),
    ...chunksOf(frame)
      .filter(({ type }) => type === "IDAT")
      .map(({ content }) =>
        index === 0 ? chunk("IDAT", content) : chunk("fdAT", Buffer.concat([numbers(sequence++), content])),
      ),
  ]);
  const begin = [Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), header, chunk("acTL", numbers(frames.length, 0))];
  return Buffer.concat([...begin, ...shown, chunk("IEND", Buffer.alloc(0))]);
}

function chunksOf(png: Buffer): { type: string; content: Buffer }[] {
  const chunks = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    const content = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), content });
  }
  return chunks;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A picture from the middle of which on everything is something else. */
export function corrupt(content: Buffer): Buffer {
  return Buffer.concat([content.subarray(0, content.length / 2), Buffer.alloc(content.length / 2, 0x5a)]);
}

/** A picture that shows the same and is not the same file: what was read in the one is not known of the other. */
export function unlike(content: Buffer, word: string): Buffer {
  return Buffer.concat([content, Buffer.from(word)]);
}
