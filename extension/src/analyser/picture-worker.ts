/**
 * The worker that reads pictures: beside the one for files, so that no text waits for a picture, and so that the
 * networks' memory is given back by ending it.
 */
import type { Reading } from "shareguard";
import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, READING_MS } from "./limits";
import { misbehave, misbehaveInTheEnd } from "./misbehave";
import { bytesOf, followOrders } from "./orders";
import { areasOf, joinReadings, pixelsOf, type AreaReading, type Pixels } from "./picture-area";
import { framesOf } from "./picture-frames";
import { END_BYTES, HEADER_BYTES, isWhole, readHeader, type PictureHeader } from "./picture-header";
import { performLineTask } from "./line-tasks";
import { readLines, type OnLines } from "./read-lines";
import { NoVectors, theReaders, type Readers } from "./reader-module";
import type { LineTasks, PictureRead, PictureRequest, PictureTasks } from "./tasks";

/**
 * After how many lines is told for the first time what was read of a picture so far; each later time it is twice as
 * many.
 */
const FIRST_INTERIM_LINES = 4;
/** How many times at most that is told of one picture. */
const MAX_INTERIMS = 6;
/**
 * With fewer lines left than this it is not told: nobody notices by how much sooner it would be, and short pages are
 * where the few drawn ones stood that said early what they did not say in the end.
 */
const MIN_LEFT_LINES = 8;
/** Side of the empty picture that is read to have the reader's code compiled, in pixels. */
const WARM_SIDE = 64;
/** Above so many pixels the browser shrinks a picture while it decodes it, where it can, to about as many. */
const SHRINK_ABOVE_PIXELS = 16 * 1000 * 1000;

followOrders<PictureTasks & LineTasks>(async (order, tell) => {
  switch (order.task) {
    case "warm":
      await warm();
      return null;
    case "read":
      return read(order.request, interimOf(tell));
    default:
      return performLineTask(order);
  }
});

/** The second reader is not waited for: a picture that comes before it is ready is read all the same. */
async function warm(): Promise<void> {
  const readers = await theReaders();
  await readPixels(
    readers,
    { rgba: new Uint8Array(4 * WARM_SIDE * WARM_SIDE), width: WARM_SIDE, height: WARM_SIDE },
    performance.now(),
    () => {},
  );
}

async function read({ name, content }: PictureRequest, onLines: OnLines<readonly Reading[]>): Promise<PictureRead> {
  if (__TEST__) await misbehave(name.replace(/\.\w+$/, ""));
  if (content.size > MAX_PICTURE_BYTES) return unread("too_large", `more than ${MAX_PICTURE_BYTES} bytes`);
  const [head, tail] = await Promise.all([
    bytesOf(content.slice(0, HEADER_BYTES)),
    bytesOf(content.slice(Math.max(0, content.size - END_BYTES))),
  ]);
  const header = readHeader(head);
  if (header === null) return unread("unsupported", "not a picture that browsers decode");
  const { format, size } = header;
  if (size === null || size.width === 0 || size.height === 0)
    return unread("damaged", "it does not say how large it is");
  if (size.width * size.height > MAX_PICTURE_PIXELS)
    return unread("too_large", `${size.width} × ${size.height} pixels`);

  const readers = await theReaders().catch((error: unknown) => {
    if (error instanceof NoVectors) return error;
    throw error;
  });
  if (readers instanceof NoVectors) return unread("unsupported", readers.message);
  const deadline = performance.now() + READING_MS;
  // By what it is, whatever its sender calls it.
  const typed = content.slice(0, content.size, `image/${format}`);
  try {
    const { readings, unread } = header.moves
      ? await readMoving(readers, typed, header, deadline, onLines)
      : await readStill(readers, typed, header, deadline, onLines);
    if (__TEST__) await misbehaveInTheEnd(name);
    const cutOff = isWhole(format, head, tail, content.size)
      ? null
      : { kind: "damaged" as const, detail: "the file ends before the picture does" };
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

async function readStill(
  readers: Readers,
  content: Blob,
  { size }: PictureHeader,
  deadline: number,
  onLines: OnLines<readonly Reading[]>,
): Promise<PictureRead> {
  const pixels = size === null ? 0 : size.width * size.height;
  // One side only, so that the proportions stay, also where the picture is turned.
  const shrinking =
    size !== null && pixels > SHRINK_ABOVE_PIXELS
      ? { resizeWidth: Math.ceil(size.width * Math.sqrt(SHRINK_ABOVE_PIXELS / pixels)) }
      : {};
  const bitmap = await createImageBitmap(content, shrinking);
  try {
    return await readPicture(readers, bitmap, bitmap, deadline, onLines);
  } finally {
    bitmap.close();
  }
}

async function readMoving(
  readers: Readers,
  content: Blob,
  header: PictureHeader,
  deadline: number,
  onLines: OnLines<readonly Reading[]>,
): Promise<PictureRead> {
  const moving = await framesOf(content, header);
  if (moving === null) {
    const { readings, unread } = await readStill(readers, content, header, deadline, onLines);
    return { readings, unread: unread ?? { kind: "truncated", detail: "only the first frame was read" } };
  }
  const { frames, count, whole } = moving;
  try {
    const reads: PictureRead[] = [];
    for (const frame of frames) {
      const before = reads.flatMap(({ readings }) => readings);
      const size = { width: frame.displayWidth, height: frame.displayHeight };
      reads.push(
        await readPicture(readers, frame, size, deadline, (lines, left, soFar) =>
          onLines(lines, left, () => [...before, ...soFar()]),
        ),
      );
    }
    const left = whole ? null : { kind: "truncated" as const, detail: `${frames.length} of ${count} frames were read` };
    return {
      readings: reads.flatMap(({ readings }) => readings),
      unread: reads.find(({ unread }) => unread !== null)?.unread ?? left,
    };
  } finally {
    for (const frame of frames) frame.close();
  }
}

async function readPicture(
  readers: Readers,
  picture: CanvasImageSource,
  size: { readonly width: number; readonly height: number },
  deadline: number,
  onLines: OnLines<readonly Reading[]>,
): Promise<PictureRead> {
  const { areas, whole } = areasOf(size);
  const parts: AreaReading[] = [];
  for (const area of areas) {
    if (performance.now() > deadline)
      return {
        readings: [joinReadings(size, parts)],
        unread: { kind: "timeout", detail: `${parts.length} of ${areas.length} parts were read` },
      };
    const onPart = (lines: number, left: number, soFar: () => Reading) =>
      onLines(lines, left, () => [joinReadings(size, [...parts, { area, reading: soFar() }])]);
    parts.push({ area, reading: await readPixels(readers, pixelsOf(picture, area), deadline, onPart) });
  }
  return {
    readings: [joinReadings(size, parts)],
    unread: whole ? null : { kind: "truncated", detail: "only its beginning was read" },
  };
}

/** Tells what was read of one picture so far, after more and more lines. */
function interimOf(tell: (readings: readonly Reading[]) => void): OnLines<readonly Reading[]> {
  let lines = 0;
  let told = 0;
  return (more, left, soFar) => {
    lines += more;
    if (left < MIN_LEFT_LINES || told === MAX_INTERIMS || lines < FIRST_INTERIM_LINES * 2 ** told) return;
    told += 1;
    tell(soFar());
  };
}

async function readPixels(
  { reader, second }: Readers,
  { rgba, width, height }: Pixels,
  deadline: number,
  onLines: OnLines<Reading>,
): Promise<Reading> {
  const picture = reader.open(rgba, width, height);
  try {
    await readLines(picture, second, deadline, onLines);
    return picture.reading();
  } finally {
    picture.free();
  }
}
