/**
 * Makes of a drawn page what a camera, a scanner or a screenshot makes of it. Runs in the browser that drew it, which
 * decodes and encodes; everything between is arithmetic on pixels, so that a seed gives the same picture again.
 */
import { Chance } from "../random";
import { bent, crumpled, perspective, quarterTurned, rotated, waved } from "./geometry";
import {
  banded,
  blurred,
  dark,
  faint,
  faxed,
  folded,
  glaring,
  grey,
  lit,
  moire,
  moved,
  noisy,
  overexposed,
  resent,
  scaled,
  shadowed,
  tinted,
} from "./light";
import { canvasOf, painted, type Raster } from "./raster";

/** A rectangle of the drawn page, in its pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawn {
  /** The page as it was drawn, a PNG in base 64. */
  readonly png: string;
  /** Where its marking stands. */
  readonly marking: Box | null;
  readonly conditions: readonly string[];
  readonly seed: string;
}

export interface Taken {
  /** The picture in base 64. */
  readonly bytes: string;
  readonly type: "image/png" | "image/jpeg";
  /** The orientation to write into its EXIF data: how the pixels are to be turned to be upright. */
  readonly orientation: number | null;
}

/** Orientation 6 of EXIF: what is shown upright is stored turned to the left. */
const STORED_TURNS = new Map([
  [3, 2],
  [6, 3],
  [8, 1],
]);

async function degrade({ png, marking, conditions, seed }: Drawn): Promise<Taken> {
  const chance = new Chance(seed);
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  let raster = painted(bitmap.width, bitmap.height, (context) => context.drawImage(bitmap, 0, 0));
  let quality: number | null = null;
  let orientation: number | null = null;
  for (const condition of conditions) {
    const [name = "", text = "0"] = condition.split(":");
    const amount = Number(text);
    if (name === "jpeg") quality = amount / 100;
    else if (name === "exif") orientation = amount;
    else raster = apply(name, amount, raster, marking, chance);
  }
  if (orientation !== null) raster = quarterTurned(raster, STORED_TURNS.get(orientation) ?? 0);
  const type = quality === null ? "image/png" : "image/jpeg";
  const blob = await canvasOf(raster).convertToBlob({ type, ...(quality === null ? {} : { quality }) });
  return { bytes: await base64(blob), type, orientation };
}

function apply(name: string, amount: number, raster: Raster, marking: Box | null, chance: Chance): Raster {
  switch (name) {
    case "persp":
      return perspective(raster, amount, chance);
    case "rot":
      return rotated(raster, amount, chance);
    case "quarter":
      return quarterTurned(raster, amount);
    case "wave":
      return waved(raster, amount, chance);
    case "bend":
      return bent(raster, amount, chance);
    case "crumple":
      return crumpled(raster, amount, chance);
    case "fold":
      return folded(raster, amount);
    case "light":
      return lit(raster, amount, chance);
    case "shadow":
      return shadowed(raster, amount, chance);
    case "banding":
      return banded(raster, amount, chance);
    case "overexposed":
      return overexposed(raster, amount);
    case "glare":
      return glaring(raster, amount, chance);
    case "tint":
      return tinted(raster, amount, chance);
    case "resent":
      return resent(raster, amount);
    case "moire":
      return moire(raster, amount, chance);
    case "grey":
      return grey(raster);
    case "dark":
      return dark(raster);
    case "faint":
      return faint(raster, amount);
    case "fax":
      return faxed(raster);
    case "blur":
      return blurred(raster, amount);
    case "motion":
      return moved(raster, amount, chance);
    case "noise":
      return noisy(raster, amount, chance);
    case "scale":
      return scaled(raster, amount, "long");
    case "crop":
      return marking === null ? raster : cropped(raster, marking, amount);
    case "seal":
      return marking === null ? raster : sealed(raster, marking);
    default:
      throw new Error(`no condition is called ${name}`);
  }
}

/** Cut `left` pixels above the marking and, where it begins at the left of the page, as many before it. */
function cropped(raster: Raster, { x, y }: Box, left: number): Raster {
  const fromX = x < raster.width / 4 ? Math.max(0, Math.floor(x - left)) : 0;
  const fromY = Math.max(0, Math.floor(y - left));
  return painted(raster.width - fromX, raster.height - fromY, (context) =>
    context.drawImage(canvasOf(raster), -fromX, -fromY),
  );
}

/** A round red seal over the second half of the marking. */
function sealed(raster: Raster, { x, y, width, height }: Box): Raster {
  return painted(raster.width, raster.height, (context) => {
    context.drawImage(canvasOf(raster), 0, 0);
    context.translate(x + width * 0.8, y + height / 2);
    context.globalAlpha = 0.55;
    context.strokeStyle = context.fillStyle = "#d0202a";
    context.lineWidth = 6;
    context.beginPath();
    context.arc(0, 0, 105, 0, 2 * Math.PI);
    context.stroke();
    context.font = "60px 'DejaVu Sans'";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText("★", 0, 0);
  });
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

declare global {
  // What main.ts calls in the page.
  var shareguardDegrade: (drawn: Drawn) => Promise<Taken>;
}
globalThis.shareguardDegrade = degrade;
