/**
 * A ZIP archive that depends on nothing but names and contents: sorted, dated 1980-01-01, without owner or mode.
 * Format: PKWARE APPNOTE 6.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end record).
 */
import { constants, crc32, deflateRawSync } from "node:zlib";

/** 1980-01-01 00:00, the earliest that the format can say: year 0, month 1, day 1. */
const DOS_DATE = (0 << 9) | (1 << 5) | 1;
const DOS_TIME = 0;
/** "Version needed": 2.0, for deflate. */
const VERSION = 20;
/** General purpose bit 11: names are UTF-8. */
const UTF8_NAMES = 1 << 11;
const DEFLATE = 8;

/** Every parameter fixed, so that a change of zlib's defaults changes nothing here. */
const COMPRESSION = { level: 9, windowBits: 15, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY };

/**
 * @param {{name: string, content: Buffer}[]} files  names relative, with `/` between parts
 * @returns {Buffer}
 */
export function zip(files) {
  const local = [];
  const central = [];
  let offset = 0;
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, content } of sorted) {
    const path = Buffer.from(name, "utf8");
    const packed = deflateRawSync(content, COMPRESSION);
    // Everything that both headers say, in the order in which both say it.
    const shared = fields(
      [2, VERSION],
      [2, UTF8_NAMES],
      [2, DEFLATE],
      [2, DOS_TIME],
      [2, DOS_DATE],
      [4, crc32(content)],
      [4, packed.length],
      [4, content.length],
      [2, path.length],
      [2, 0],
    );
    const header = Buffer.concat([fields([4, 0x04034b50]), shared, path, packed]);
    // Made by version 2.0 on FAT; no comment, disk 0, no attributes.
    const position = fields([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    central.push(Buffer.concat([fields([4, 0x02014b50], [2, VERSION]), shared, position, path]));
    local.push(header);
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const count = sorted.length;
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...local, directory, end]);
}

/** Little-endian unsigned numbers, each with its size in bytes. */
function fields(...numbers) {
  const bytes = Buffer.alloc(numbers.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of numbers) at = bytes.writeUIntLE(value, at, size);
  return bytes;
}
