/**
 * The worker that reads pictures: beside the one for files, so that no text waits for a picture, and so that the networks' memory is
 * given back by ending it.
 */
import type { Reading } from "shareguard";
import type { Reader } from "shareguard-reader";
import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, READING_MS } from "./limits";
import { misbehave } from "./misbehave";
import { bytesOf, followOrders } from "./orders";
import { areasOf, joinReadings, pixelsOf, type AreaReading, type Pixels } from "./picture-area";
import { framesOf } from "./picture-frames";
import { END_BYTES, HEADER_BYTES, isWhole, readHeader, type PictureHeader } from "./picture-header";
import { NoVectors, theReader } from "./reader-module";
import type { PictureRead, PictureRequest, PictureTasks } from "./tasks";

/** How many lines are read between two looks at the clock; one takes some 25 ms. */
const LINES_AT_ONCE = 4;
/** Side of the empty picture that is read to have the reader's code compiled, in pixels. */
const WARM_SIDE = 64;
/** Above so many pixels the browser shrinks a picture while it decodes it, where it can, to about as many. */
const SHRINK_ABOVE_PIXELS = 16 * 1000 * 1000;

followOrders<PictureTasks>(async ({ task, request }) => {
  switch (task) {
    case "warm":
      readPixels(await theReader(), { rgba: new Uint8Array(4 * WARM_SIDE * WARM_SIDE), width: WARM_SIDE, height: WARM_SIDE }, performance.now());
      return null;
    case "read":
      return read(request);
    default:
      return task satisfies never;
  }
});

async function read({ name, content }: PictureRequest): Promise<PictureRead> {
  if (__TEST__) await misbehave(name.replace(/\.\w+$/, ""));
  if (content.size > MAX_PICTURE_BYTES) return unread("too_large", `more than ${MAX_PICTURE_BYTES} bytes`);
  const [head, tail] = await Promise.all([bytesOf(content.slice(0, HEADER_BYTES)), bytesOf(content.slice(Math.max(0, content.size - END_BYTES)))]);
  const header = readHeader(head);
  if (header === null) return unread("unsupported", "not a picture that browsers decode");
  const { format, size } = header;
  if (size === null || size.width === 0 || size.height === 0) return unread("damaged", "it does not say how large it is");
  if (size.width * size.height > MAX_PICTURE_PIXELS) return unread("too_large", `${size.width} × ${size.height} pixels`);

  const reader = await theReader().catch((error: unknown) => {
    if (error instanceof NoVectors) return error;
    throw error;
  });
  if (reader instanceof NoVectors) return unread("unsupported", reader.message);
  const deadline = performance.now() + READING_MS;
  // By what it is, whatever its sender calls it.
  const typed = content.slice(0, content.size, `image/${format}`);
  try {
    const { readings, unread } = header.moves ? await readMoving(reader, typed, header, deadline) : await readStill(reader, typed, header, deadline);
    const cutOff = isWhole(format, head, tail, content.size) ? null : { kind: "damaged" as const, detail: "the file ends before the picture does" };
    return { readings, unread: unread ?? cutOff };
  } catch (error) {
    // What browsers reject a picture with that they cannot decode; everything else is a defect of ours.
    if (!(error instanceof DOMException)) throw error;
    return unread("damaged", `the browser cannot decode it: ${error.name}`);
  }
}

function unread(kind: NonNullable<PictureRead["unread"]>["kind"], detail: string): PictureRead {
  return { readings: [], unread: { kind, detail } };
}

async function readStill(reader: Reader, content: Blob, { size }: PictureHeader, deadline: number): Promise<PictureRead> {
  const pixels = size === null ? 0 : size.width * size.height;
  // One side only, so that the proportions stay, also where the picture is turned.
  const shrinking = size !== null && pixels > SHRINK_ABOVE_PIXELS ? { resizeWidth: Math.ceil(size.width * Math.sqrt(SHRINK_ABOVE_PIXELS / pixels)) } : {};
  const bitmap = await createImageBitmap(content, shrinking);
  try {
    return readPicture(reader, bitmap, bitmap, deadline);
  } finally {
    bitmap.close();
  }
}

async function readMoving(reader: Reader, content: Blob, header: PictureHeader, deadline: number): Promise<PictureRead> {
  const moving = await framesOf(content, header);
  if (moving === null) {
    const { readings, unread } = await readStill(reader, content, header, deadline);
    return { readings, unread: unread ?? { kind: "truncated", detail: "only the first frame was read" } };
  }
  const { frames, count, whole } = moving;
  try {
    const reads = frames.map((frame) => readPicture(reader, frame, { width: frame.displayWidth, height: frame.displayHeight }, deadline));
    const left = whole ? null : { kind: "truncated" as const, detail: `${frames.length} of ${count} frames were read` };
    return { readings: reads.flatMap(({ readings }) => readings), unread: reads.find(({ unread }) => unread !== null)?.unread ?? left };
  } finally {
    for (const frame of frames) frame.close();
  }
}

function readPicture(reader: Reader, picture: CanvasImageSource, size: { readonly width: number; readonly height: number }, deadline: number): PictureRead {
  const { areas, whole } = areasOf(size);
  const parts: AreaReading[] = [];
  for (const area of areas) {
    if (performance.now() > deadline) return { readings: [joinReadings(size, parts)], unread: { kind: "timeout", detail: `${parts.length} of ${areas.length} parts were read` } };
    parts.push({ area, reading: readPixels(reader, pixelsOf(picture, area), deadline) });
  }
  return { readings: [joinReadings(size, parts)], unread: whole ? null : { kind: "truncated", detail: "only its beginning was read" } };
}

/** Reads lines, the most telling first, until all are read or the time is over. */
function readPixels(reader: Reader, { rgba, width, height }: Pixels, deadline: number): Reading {
  const picture = reader.open(rgba, width, height);
  try {
    while (picture.remaining > 0 && performance.now() < deadline) picture.read(LINES_AT_ONCE);
    return picture.reading();
  } finally {
    picture.free();
  }
}
