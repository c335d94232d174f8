/** What happens to the shape: perspective, turning, waves, folds, on a table. */
import type { Chance } from "../random";
import { blank, painted, canvasOf, type Raster } from "./raster";

/** Where a pixel of the new picture comes from in the old one. */
type Source = (x: number, y: number) => readonly [number, number];
type Corner = readonly [number, number];

/** Wood, as far as a detector of writing could care: brown with a slow grain. */
function table(x: number, y: number): readonly [number, number, number] {
  const grain = 12 * Math.sin(x * 0.021 + 3 * Math.sin(y * 0.0013)) + 5 * Math.sin(x * 0.17 + y * 0.002);
  return [104 + grain, 88 + grain, 72 + grain];
}

function warped(raster: Raster, width: number, height: number, source: Source): Raster {
  const out = blank(width, height);
  const { data } = raster;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const [fromX, fromY] = source(x, y);
      out.data[at + 3] = 255;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left >= raster.width - 1 || top >= raster.height - 1) {
        [out.data[at], out.data[at + 1], out.data[at + 2]] = table(x, y);
        continue;
      }
      const right = fromX - left;
      const down = fromY - top;
      const first = (top * raster.width + left) * 4;
      const second = first + raster.width * 4;
      for (let part = 0; part < 3; part += 1) {
        const above = (data[first + part] ?? 0) * (1 - right) + (data[first + 4 + part] ?? 0) * right;
        const below = (data[second + part] ?? 0) * (1 - right) + (data[second + 4 + part] ?? 0) * right;
        out.data[at + part] = above * (1 - down) + below * down;
      }
    }
  }
  return out;
}

/** The corners drawn in by up to `amount` of the width and height, with some table around. */
export function perspective(raster: Raster, amount: number, chance: Chance): Raster {
  const { width, height } = raster;
  const inset = (): readonly [number, number] => [
    chance.between(0.015, amount) * width,
    chance.between(0.015, amount) * height,
  ];
  const [a, b, c, d] = [inset(), inset(), inset(), inset()];
  const corners: readonly [Corner, Corner, Corner, Corner] = [
    [a[0], a[1]],
    [width - b[0], b[1]],
    [width - c[0], height - c[1]],
    [d[0], height - d[1]],
  ];
  const [m0, m1, m2, m3, m4, m5, m6, m7] = homography(corners, width, height);
  return warped(raster, width, height, (x, y) => {
    const depth = m6 * x + m7 * y + 1;
    return [(m0 * x + m1 * y + m2) / depth, (m3 * x + m4 * y + m5) / depth];
  });
}

type Homography = readonly [number, number, number, number, number, number, number, number];

/** The map from the four-sided figure back to the rectangle, by Heckbert's formulas for a unit square, inverted. */
function homography(
  [p0, p1, p2, p3]: readonly [Corner, Corner, Corner, Corner],
  width: number,
  height: number,
): Homography {
  const [dx1, dy1] = [p1[0] - p2[0], p1[1] - p2[1]];
  const [dx2, dy2] = [p3[0] - p2[0], p3[1] - p2[1]];
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  const [a, b, c] = [p1[0] - p0[0] + g * p1[0], p3[0] - p0[0] + h * p3[0], p0[0]];
  const [d, e, f] = [p1[1] - p0[1] + g * p1[1], p3[1] - p0[1] + h * p3[1], p0[1]];
  const last = a * e - b * d;
  return [
    ((e - f * h) / last) * width,
    ((c * h - b) / last) * width,
    ((b * f - c * e) / last) * width,
    ((f * g - d) / last) * height,
    ((a - c * g) / last) * height,
    ((c * d - a * f) / last) * height,
    (d * h - e * g) / last,
    (b * g - a * h) / last,
  ];
}

/** Turned by some degrees, either way, on a table that is large enough. */
export function rotated(raster: Raster, degrees: number, chance: Chance): Raster {
  const angle = ((chance.next() < 0.5 ? -degrees : degrees) * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const width = Math.ceil(raster.width * cosine + raster.height * Math.abs(sine));
  const height = Math.ceil(raster.height * cosine + raster.width * Math.abs(sine));
  return warped(raster, width, height, (x, y) => {
    const [right, down] = [x - width / 2, y - height / 2];
    return [right * cosine + down * sine + raster.width / 2, down * cosine - right * sine + raster.height / 2];
  });
}

/** Turned clockwise by quarter turns, without loss. */
export function quarterTurned(raster: Raster, turns: number): Raster {
  const [width, height] = turns % 2 === 0 ? [raster.width, raster.height] : [raster.height, raster.width];
  return painted(width, height, (context) => {
    context.translate(width / 2, height / 2);
    context.rotate((turns * Math.PI) / 2);
    context.drawImage(canvasOf(raster), -raster.width / 2, -raster.height / 2);
  });
}

/** Paper that is not flat: `amount` pixels to and fro, over the length of a hand. */
export function waved(raster: Raster, amount: number, chance: Chance): Raster {
  const [one, two] = [chance.between(0, 6), chance.between(0, 6)];
  return warped(raster, raster.width, raster.height, (x, y) => [
    x + amount * 0.6 * Math.sin(y * 0.006 + one),
    y + amount * Math.sin(x * 0.008 + two) * Math.cos(y * 0.002 + one),
  ]);
}

/**
 * A page of a thick book, bent towards its back: up to `amount` of the height is lost there, over a third of the width.
 */
export function bent(raster: Raster, amount: number, chance: Chance): Raster {
  const left = chance.next() < 0.5;
  return warped(raster, raster.width, raster.height, (x, y) => {
    const fromBack = (left ? x : raster.width - x) / (raster.width / 3);
    return [
      x,
      y +
        (y - raster.height / 2) * amount * Math.exp(-fromBack * fromBack * 2) +
        amount * raster.height * 0.3 * Math.exp(-fromBack * 2),
    ];
  });
}

/**
 * A crumpled sheet that was smoothed out: creases in all directions, each with a bend of up to `amount` pixels and a
 * shade.
 */
export function crumpled(raster: Raster, amount: number, chance: Chance): Raster {
  const size = Math.hypot(raster.width, raster.height);
  const creases = Array.from({ length: 14 }, () => {
    const angle = chance.between(0, Math.PI);
    return {
      across: Math.cos(angle),
      along: Math.sin(angle),
      at: chance.between(-0.3, 0.9) * size,
      bend: chance.between(-amount, amount),
      reach: chance.between(30, 110),
    };
  });
  const bent = warped(raster, raster.width, raster.height, (x, y) => {
    let [toX, toY] = [x, y];
    for (const { across, along, at, bend, reach } of creases) {
      const push = bend * Math.exp(-Math.abs(x * across + y * along - at) / reach);
      toX += push * across;
      toY += push * along;
    }
    return [toX, toY];
  });
  for (let y = 0, pixel = 0; y < bent.height; y += 1) {
    for (let x = 0; x < bent.width; x += 1, pixel += 4) {
      let shade = 1;
      for (const { across, along, at, bend, reach } of creases) {
        const distance = x * across + y * along - at;
        if (Math.abs(distance) < reach) shade += (Math.sign(distance) * bend * (1 - Math.abs(distance) / reach)) / 60;
      }
      for (let part = 0; part < 3; part += 1) bent.data[pixel + part] = (bent.data[pixel + part] ?? 0) * shade;
    }
  }
  return bent;
}
