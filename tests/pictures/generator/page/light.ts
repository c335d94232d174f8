/** What happens to the light: falling off, shadow, a screen's grid, a copier. */
import type { Chance } from "../random";
import { blank, canvasOf, contextOf, painted, shaded, type Raster } from "./raster";

/** Light from one side: warm, falling to `least` of itself at the other. */
export function lit(raster: Raster, least: number, chance: Chance): Raster {
  const angle = chance.between(0, 2 * Math.PI);
  const [right, down] = [Math.cos(angle) / raster.width, Math.sin(angle) / raster.height];
  return shaded(raster, (x, y) => {
    const side = (x - raster.width / 2) * right + (y - raster.height / 2) * down;
    const light = least + (1 - least) * Math.min(1, Math.max(0, 0.5 + side));
    return [light, light * 0.97, light * 0.9];
  });
}

/** The shadow of who holds the camera: a band with soft edges, in which `left` of the light is left. */
export function shadowed(raster: Raster, left: number, chance: Chance): Raster {
  const angle = chance.between(-0.6, 0.6);
  const middle = chance.between(0.3, 0.7) * raster.width;
  const half = chance.between(0.12, 0.25) * raster.width;
  const soft = 0.05 * raster.width;
  return shaded(raster, (x, y) => {
    const distance = Math.abs(x + (y - raster.height / 2) * Math.tan(angle) - middle) - half;
    const inside = Math.min(1, Math.max(0, 0.5 - distance / soft));
    const light = 1 - inside * (1 - left);
    return [light, light, light];
  });
}

/**
 * Lamps that flicker faster than the camera reads its rows: bands across the picture in which up to `amount` of the
 * light is missing.
 */
export function banded(raster: Raster, amount: number, chance: Chance): Raster {
  const step = (2 * Math.PI) / (chance.between(0.12, 0.22) * raster.height);
  const phase = chance.between(0, 2 * Math.PI);
  return shaded(raster, (_x, y) => {
    const light = 1 - amount * (0.5 + 0.5 * Math.sin(y * step + phase));
    return [light, light, light * 0.98];
  });
}

/** Exposed for too long: everything is brighter by `amount` of what it lacks, and what was light is white. */
export function overexposed(raster: Raster, amount: number): Raster {
  return mapped(raster, (value) => (value + (255 - value) * amount) * 1.08);
}

/**
 * A lamp that glossy paper or a screen reflects: a round spot in which up to `amount` of the contrast is lost to white.
 */
export function glaring(raster: Raster, amount: number, chance: Chance): Raster {
  const [middleX, middleY] = [chance.between(0.2, 0.8) * raster.width, chance.between(0.2, 0.8) * raster.height];
  const reach = chance.between(0.12, 0.22) * Math.max(raster.width, raster.height);
  const out = blank(raster.width, raster.height);
  for (let y = 0, at = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1, at += 4) {
      const white = amount * Math.exp(-((Math.hypot(x - middleX, y - middleY) / reach) ** 2));
      for (let part = 0; part < 3; part += 1)
        out.data[at + part] = (raster.data[at + part] ?? 0) * (1 - white) + 255 * white;
      out.data[at + 3] = 255;
    }
  }
  return out;
}

/** The light of a lamp or of a cloudy day that the camera did not balance: blue, or red, is short of `amount`. */
export function tinted(raster: Raster, amount: number, chance: Chance): Raster {
  const warm = chance.next() < 0.5;
  return shaded(raster, () => (warm ? [1, 1 - amount / 3, 1 - amount] : [1 - amount, 1 - amount / 3, 1]));
}

/** Sent by a program that makes pictures smaller, to `part` of their sides, and shown enlarged again. */
export function resent(raster: Raster, part: number): Raster {
  const { width, height } = scaled(raster, 1280, "long");
  const small = scaled(raster, 1280 * part, "long");
  return painted(width, height, (context) => context.drawImage(canvasOf(small), 0, 0, width, height));
}

/** A sheet that was folded: `count` creases from side to side, dark and bright at their edges. */
export function folded(raster: Raster, count: number): Raster {
  return shaded(raster, (_x, y) => {
    const phase = (y / raster.height) * (count + 1);
    const distance = (phase - Math.round(phase)) * (raster.height / (count + 1));
    const crease =
      phase > 0.5 && phase < count + 0.5 ? Math.exp(-Math.abs(distance) / 6) * (distance < 0 ? -0.22 : 0.06) : 0;
    return [1 + crease, 1 + crease, 1 + crease];
  });
}

/**
 * A screen photographed: the grid of its dots against the camera's, `amount` percent deep, each colour a third later.
 */
export function moire(raster: Raster, amount: number, chance: Chance): Raster {
  const depth = amount / 100;
  const angle = chance.between(0.03, 0.12);
  const step = (2 * Math.PI) / chance.between(2.1, 2.6);
  const [across, along] = [Math.cos(angle) * step, Math.sin(angle) * step];
  const third = (2 * Math.PI) / 3;
  return shaded(raster, (x, y) => {
    const phase = x * across + y * along;
    const row = 0.5 * depth * Math.cos(y * step * 1.01 - x * 0.02);
    return [
      1 + depth * Math.cos(phase) + row,
      1 + depth * Math.cos(phase + third) + row,
      1 + depth * Math.cos(phase + 2 * third) + row,
    ];
  });
}

export function grey(raster: Raster): Raster {
  return filtered(raster, "grayscale(1)");
}

/** A screen in dark mode: light and dark exchanged, colours kept. */
export function dark(raster: Raster): Raster {
  return filtered(raster, "invert(0.9) hue-rotate(180deg)");
}

export function blurred(raster: Raster, radius: number): Raster {
  return filtered(raster, `blur(${radius}px)`);
}

function filtered(raster: Raster, filter: string): Raster {
  return painted(raster.width, raster.height, (context) => {
    context.filter = filter;
    context.drawImage(canvasOf(raster), 0, 0);
  });
}

/** Little toner: what is dark is only `left` as dark. */
export function faint(raster: Raster, left: number): Raster {
  return mapped(raster, (value) => 255 - (255 - value) * left);
}

/** Sent by telephone: a page of 1,100 dots' width in black and white. */
export function faxed(raster: Raster): Raster {
  const lines = scaled(grey(raster), 1100, "width");
  return mapped(lines, (value) => (value < 150 ? 20 : 250));
}

/** Noise of the sensor: a deviation of `deviation` of 255, mostly the same in all colours. */
export function noisy(raster: Raster, deviation: number, chance: Chance): Raster {
  const out = blank(raster.width, raster.height);
  for (let at = 0; at < raster.data.length; at += 4) {
    const all = chance.normal() * deviation;
    for (let part = 0; part < 3; part += 1)
      out.data[at + part] = (raster.data[at + part] ?? 0) + all + chance.between(-0.5, 0.5) * deviation;
    out.data[at + 3] = 255;
  }
  return out;
}

/** The hand moved: the mean of `length` pictures, each a pixel further. */
export function moved(raster: Raster, length: number, chance: Chance): Raster {
  const angle = chance.between(0, Math.PI);
  const context = contextOf(raster.width, raster.height);
  const canvas = canvasOf(raster);
  const steps = Math.max(1, Math.round(length));
  for (let step = 0; step < steps; step += 1) {
    context.globalAlpha = 1 / (step + 1);
    context.drawImage(canvas, Math.cos(angle) * step, Math.sin(angle) * step);
  }
  return {
    width: raster.width,
    height: raster.height,
    data: context.getImageData(0, 0, raster.width, raster.height).data,
  };
}

/** Made as long, or as wide, as said, in pixels; never enlarged by a `long` side. */
export function scaled(raster: Raster, pixels: number, by: "long" | "width"): Raster {
  const now = by === "width" ? raster.width : Math.max(raster.width, raster.height);
  const factor = by === "width" ? pixels / now : Math.min(1, pixels / now);
  const [width, height] = [Math.round(raster.width * factor), Math.round(raster.height * factor)];
  return painted(width, height, (context) => {
    context.imageSmoothingQuality = "high";
    context.drawImage(canvasOf(raster), 0, 0, width, height);
  });
}

function mapped(raster: Raster, change: (value: number) => number): Raster {
  const out = blank(raster.width, raster.height);
  for (let at = 0; at < raster.data.length; at += 1) out.data[at] = at % 4 === 3 ? 255 : change(raster.data[at] ?? 0);
  return out;
}
