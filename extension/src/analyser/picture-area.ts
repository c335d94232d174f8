/** Pixels of a picture as its reader wants them: not too large, and long strips in pieces. */
import type { Line, Reading } from "shareguard";

/** Longest side that the reader is given, in pixels. A page of A4 then has letters 25 pixels high. */
const MAX_SIDE = 2_560;
/**
 * A picture more than so many times as long as it is wide is read in pieces: shrunk as a whole, a scrolled screenshot
 * would not be legible.
 */
const STRIP_RATIO = 2.5;
/** How long a piece of a strip is, as a multiple of the strip's width. */
const PIECE_RATIO = 1.5;
/** The shortest piece, in pixels. */
const MIN_PIECE = 1_000;
/** How much two pieces share, in pixels: a line that the one cuts stands whole in the other. */
const OVERLAP = 120;
/** Most pieces of one picture; what is beyond is not read. */
const MAX_PIECES = 32;

/** A rectangle in the picture, in its pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What of a picture is read one after the other. */
export interface Areas {
  readonly areas: readonly Area[];
  /** Whether they cover the picture. */
  readonly whole: boolean;
}

export function areasOf({ width, height }: { readonly width: number; readonly height: number }): Areas {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  if (long <= MAX_SIDE || long / short <= STRIP_RATIO)
    return { areas: [{ left: 0, top: 0, width, height }], whole: true };
  const piece = Math.round(Math.max(MIN_PIECE, short * PIECE_RATIO));
  const areas: Area[] = [];
  let start = 0;
  for (; start < long && areas.length < MAX_PIECES; start += piece - OVERLAP) {
    const length = Math.min(piece, long - start);
    areas.push(
      width < height ? { left: 0, top: start, width, height: length } : { left: start, top: 0, width: length, height },
    );
    if (start + length === long) return { areas, whole: true };
  }
  return { areas, whole: false };
}

/** What was read in an area. */
export interface AreaReading {
  readonly area: Area;
  readonly reading: Reading;
}

/** One reading of a picture from those of its areas. A line in two areas counts for the one whose middle is nearer. */
export function joinReadings(
  { width, height }: { readonly width: number; readonly height: number },
  parts: readonly AreaReading[],
): Reading {
  const lines = parts.flatMap(({ area, reading }, index) => {
    const neighbours = [parts[index - 1], parts[index + 1]].filter((part) => part !== undefined);
    return reading.lines
      .map((line) => moved(line, area, reading))
      .filter((line) => {
        const here = distance(line, area);
        return neighbours.every((other) => here <= distance(line, other.area));
      });
  });
  const turn = parts.find(({ reading }) => reading.lines.length > 0)?.reading.turn ?? 0;
  const sum = (of: (reading: Reading) => number): number => parts.reduce((all, { reading }) => all + of(reading), 0);
  // What stands in two areas is counted twice; of codes that say the same, the checker judges one.
  const codes = parts.flatMap(({ area, reading }) => (reading.codes ?? []).map((code) => moved(code, area, reading)));
  // So does a rule or a seal; the border of a page that is cut in pieces is none.
  const shapes = parts.flatMap(({ area, reading }) =>
    (reading.shapes ?? []).map((shape) => moved(shape, area, reading)),
  );
  return {
    width,
    height,
    turn,
    lines,
    codes,
    shapes,
    unread: sum(({ unread }) => unread),
    ends_only: sum(({ ends_only }) => ends_only),
    codes_unread: sum(({ codes_unread = 0 }) => codes_unread),
  };
}

/** A line, a code or a shape with its place in the whole picture. */
function moved<Placed extends Pick<Line, "corners">>(line: Placed, area: Area, { width, height }: Reading): Placed {
  const move = ({ x, y }: Line["corners"][number]) => ({
    x: area.left + (x * area.width) / width,
    y: area.top + (y * area.height) / height,
  });
  const [a, b, c, d] = line.corners;
  return { ...line, corners: [move(a), move(b), move(c), move(d)] };
}

/** From the middle of a line to that of an area, in pixels along both axes. */
function distance({ corners: [a, b, c, d] }: Line, { left, top, width, height }: Area): number {
  const x = (a.x + b.x + c.x + d.x) / 4 - (left + width / 2);
  const y = (a.y + b.y + c.y + d.y) / 4 - (top + height / 2);
  return Math.abs(x) + Math.abs(y);
}

export interface Pixels {
  readonly rgba: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/**
 * The pixels of an area, shrunk where it is large. What is transparent stays so: the reader chooses the paper for it.
 */
export function pixelsOf(picture: CanvasImageSource, { left, top, width, height }: Area): Pixels {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const [shownWidth, shownHeight] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const canvas = new OffscreenCanvas(shownWidth, shownHeight);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("the browser has no canvas for workers");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, left, top, width, height, 0, 0, shownWidth, shownHeight);
  const { data } = context.getImageData(0, 0, shownWidth, shownHeight);
  return { rgba: new Uint8Array(data.buffer), width: shownWidth, height: shownHeight };
}
