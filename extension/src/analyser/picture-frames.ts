/**
 * The frames of a picture that moves. Nobody reads all of ten thousand frames: those count that differ from all that
 * were read before.
 */
import type { PictureHeader } from "./picture-header";

/** Most frames that are looked at; decoding one may need all before it. */
const MAX_LOOKED_AT = 300;
/** How long frames are looked at, in milliseconds. */
const LOOKING_MS = 2_000;
/** Most frames that are read. */
const MAX_READ = 6;

/**
 * Frames are compared by the brightness of cells. A cell is about as high as the smallest line that can be read, in
 * pixels of the frame, so that what moves below that size makes no other frame; of large frames it is more, because
 * comparing takes time.
 */
const CELL_SIDE = 8;
/** Most cells beside each other. */
const MAX_CELLS = 64;
/** How many pixels the side of a cell is drawn with: the means of fewer are blurred by the shrinking. */
const DRAWN = 4;
/**
 * By how much the mean brightness of a cell changes, out of 255, when other writing stands in it: a fifth of a line is
 * ink, and in a frame of 2,400 pixels a line of 16 covers a quarter of each of two cells at worst.
 */
const CHANGE = 10;

export interface Frames {
  /** Those to read, first frame first; whoever gets them closes them. */
  readonly frames: readonly VideoFrame[];
  /** Of how many frames the picture consists. */
  readonly count: number;
  /** Whether every frame looks like one of `frames`. */
  readonly whole: boolean;
}

/** The frames to read; null where the browser cannot take the picture apart. */
export async function framesOf(content: Blob, { format }: PictureHeader): Promise<Frames | null> {
  const type = `image/${format}`;
  if (typeof ImageDecoder === "undefined" || !(await ImageDecoder.isTypeSupported(type))) return null;
  const decoder = new ImageDecoder({ type, data: content.stream() });
  try {
    await decoder.completed;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
    return await distinctFrames(decoder, count);
  } finally {
    decoder.close();
  }
}

async function distinctFrames(decoder: ImageDecoder, count: number): Promise<Frames> {
  const deadline = performance.now() + LOOKING_MS;
  const frames: VideoFrame[] = [];
  const seen: Float32Array[] = [];
  try {
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      if (frameIndex >= MAX_LOOKED_AT || performance.now() > deadline) return { frames, count, whole: false };
      const { image } = await decoder.decode({ frameIndex });
      const cells = cellsOf(image);
      if (seen.some((other) => isAlike(cells, other))) {
        image.close();
      } else if (frames.length === MAX_READ) {
        image.close();
        return { frames, count, whole: false };
      } else {
        frames.push(image);
        seen.push(cells);
      }
    }
    return { frames, count, whole: true };
  } catch (error) {
    for (const frame of frames) frame.close();
    throw error;
  }
}

/** The mean brightness of each cell, 0 to 255. */
function cellsOf(frame: VideoFrame): Float32Array {
  const cellsIn = (side: number) => Math.min(MAX_CELLS, Math.ceil(side / CELL_SIDE));
  const [across, down] = [cellsIn(frame.displayWidth), cellsIn(frame.displayHeight)];
  const [width, height] = [across * DRAWN, down * DRAWN];
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("the browser has no canvas for workers");
  // Else pixels are left out where the frame is much larger, and a thin line with them.
  context.imageSmoothingQuality = "high";
  context.drawImage(frame, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const cells = new Float32Array(across * down);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const brightness = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
      const cell = Math.floor(y / DRAWN) * across + Math.floor(x / DRAWN);
      cells[cell] = (cells[cell] ?? 0) + brightness / (DRAWN * DRAWN);
    }
  }
  return cells;
}

function isAlike(cells: Float32Array, other: Float32Array): boolean {
  return cells.every((brightness, cell) => Math.abs(brightness - (other[cell] ?? 0)) < CHANGE);
}
