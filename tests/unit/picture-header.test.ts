import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole, readHeader } from "../../extension/src/analyser/picture-header";

const bytes = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? Array.from(part, (character) => character.charCodeAt(0)) : part,
    ),
  );
const zeros = (count: number) => Array.from({ length: count }, () => 0);

const PNG = "\x89PNG\r\n\x1a\n";
/** 300 × 200 pixels. */
const IHDR = [[0, 0, 0, 13], "IHDR", [0, 0, 1, 44, 0, 0, 0, 200, 8, 2, 0, 0, 0], zeros(4)] as const;

const HEADERS = [
  ["PNG", bytes(PNG, ...IHDR, zeros(4), "IDAT"), { format: "png", size: { width: 300, height: 200 }, moves: false }],
  [
    "PNG of 65,000 × 65,000",
    bytes(PNG, [0, 0, 0, 13], "IHDR", [0, 0, 0xfd, 0xe8, 0, 0, 0xfd, 0xe8], zeros(9)),
    { format: "png", size: { width: 65_000, height: 65_000 }, moves: false },
  ],
  [
    "APNG",
    bytes(PNG, ...IHDR, [0, 0, 0, 8], "acTL", zeros(12)),
    { format: "png", size: { width: 300, height: 200 }, moves: true },
  ],
  [
    "PNG that ends in its header",
    bytes(PNG, [0, 0, 0, 13], "IHDR", [0, 0]),
    { format: "png", size: null, moves: false },
  ],
  [
    "JPEG behind a long profile",
    bytes("\xff\xd8\xff\xe2", [0, 6], "ICC_", "\xff\xff\xc2", [0, 17, 8, 0, 200, 1, 44]),
    { format: "jpeg", size: { width: 300, height: 200 }, moves: false },
  ],
  [
    "JPEG whose tables come first",
    bytes("\xff\xd8\xff\xc4", [0, 4, 0, 0], "\xff\xc0", [0, 17, 8, 0, 200, 1, 44]),
    { format: "jpeg", size: { width: 300, height: 200 }, moves: false },
  ],
  [
    "JPEG without a frame",
    bytes("\xff\xd8\xff\xe0", [0, 4, 0, 0], "\xff\xd9", zeros(8)),
    { format: "jpeg", size: null, moves: false },
  ],
  ["GIF", bytes("GIF89a", [44, 1, 200, 0]), { format: "gif", size: { width: 300, height: 200 }, moves: true }],
  [
    "WebP, lossy",
    bytes("RIFF", zeros(4), "WEBPVP8 ", zeros(10), [44, 1, 200, 0]),
    { format: "webp", size: { width: 300, height: 200 }, moves: false },
  ],
  [
    "WebP, lossless",
    bytes("RIFF", zeros(4), "WEBPVP8L", zeros(4), [0x2f, 0x2b, 0xc1, 0x31, 0]),
    { format: "webp", size: { width: 300, height: 200 }, moves: false },
  ],
  [
    "WebP that moves",
    bytes("RIFF", zeros(4), "WEBPVP8X", zeros(4), [2, 0, 0, 0], [43, 1, 0], [199, 0, 0]),
    { format: "webp", size: { width: 300, height: 200 }, moves: true },
  ],
  [
    "BMP from top to bottom",
    bytes("BM", zeros(12), [40, 0, 0, 0], [44, 1, 0, 0], [0x38, 0xff, 0xff, 0xff]),
    { format: "bmp", size: { width: 300, height: 200 }, moves: false },
  ],
  [
    "AVIF with a thumbnail",
    bytes(
      [0, 0, 0, 20],
      "ftypavif",
      zeros(4),
      "avif",
      "ispe",
      zeros(4),
      [0, 0, 0, 30, 0, 0, 0, 20],
      "ispe",
      zeros(4),
      [0, 0, 1, 44, 0, 0, 0, 200],
    ),
    { format: "avif", size: { width: 300, height: 200 }, moves: false },
  ],
  ["HEIC", bytes([0, 0, 0, 20], "ftypheic", zeros(4), "mif1"), null],
  ["TIFF", bytes("II*\0", zeros(40)), null],
  ["text", bytes("BMW drivers meet on Tuesday at the usual place."), null],
  ["nothing", bytes(), null],
] as const;

for (const [name, head, expected] of HEADERS) {
  test(`header: ${name}`, () => assert.deepEqual(readHeader(head), expected));
}

test("no first bytes of a picture make it fail", () => {
  for (const [name, head] of HEADERS) {
    for (let length = 0; length < head.length; length++)
      assert.doesNotThrow(() => readHeader(head.subarray(0, length)), `${name}, ${length} bytes`);
  }
});

for (const [format, whole, cut] of [
  ["png", bytes(PNG, ...IHDR, zeros(4), "IEND", zeros(4)), 12],
  ["jpeg", bytes("\xff\xd8\xff\xc0", zeros(20), "\xff\xd9"), 1],
  ["gif", bytes("GIF89a", zeros(10), ";"), 1],
  ["webp", bytes("RIFF", [12, 0, 0, 0], "WEBPVP8 ", zeros(4)), 1],
  ["bmp", bytes("BM", [20, 0, 0, 0], zeros(14)), 1],
] as const) {
  test(`${format}: it is noticed when the file ends before the picture does`, () => {
    const appended = Uint8Array.from([...whole, ...bytes("motion photo")]);
    const part = whole.subarray(0, whole.length - cut);
    assert.deepEqual(
      [whole, appended, part].map((file) => isWhole(format, file, file, file.length)),
      [true, true, false],
    );
  });
}
