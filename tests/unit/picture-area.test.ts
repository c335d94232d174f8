import assert from "node:assert/strict";
import { test } from "node:test";
import { areasOf, joinReadings, type Area } from "../../extension/src/analyser/picture-area";
import type { Line, Reading } from "shareguard";

test("a page is read as a whole, however large", () => {
  for (const size of [
    { width: 1, height: 1 },
    { width: 1280, height: 960 },
    { width: 8000, height: 6000 },
    { width: 400, height: 2500 },
  ]) {
    assert.deepEqual(
      areasOf(size),
      { areas: [{ left: 0, top: 0, ...size }], whole: true },
      `${size.width} × ${size.height}`,
    );
  }
});

test("a long strip is read in pieces that overlap and cover it, along its length", () => {
  for (const [width, height] of [
    [1080, 20_000],
    [20_000, 1080],
    [50, 4000],
    [1000, 2561],
  ] as const) {
    const { areas, whole } = areasOf({ width, height });
    assert.ok(whole && areas.length > 1, `${width} × ${height}`);
    const ends = areas.map(
      (area) =>
        (width < height ? [area.top, area.top + area.height] : [area.left, area.left + area.width]) as [number, number],
    );
    assert.equal(ends[0]?.[0], 0);
    assert.equal(ends.at(-1)?.[1], Math.max(width, height));
    for (const [index, [start]] of ends.entries())
      if (index > 0) assert.ok(start < (ends[index - 1]?.[1] ?? 0), `piece ${index} of ${width} × ${height}`);
  }
});

test("a strip of which there is no end is said to be read in part", () => {
  assert.equal(areasOf({ width: 100, height: 60_000 }).whole, false);
});

const colour = { r: 0, g: 0, b: 0 };

function lineAt(text: string, y: number): Line {
  return {
    text,
    confidence: 1,
    corners: [
      { x: 0, y: y - 5 },
      { x: 50, y: y - 5 },
      { x: 50, y: y + 5 },
      { x: 0, y: y + 5 },
    ],
    ink: colour,
    paper: colour,
  };
}

test("lines of pieces stand where they stand in the picture, and one in two pieces counts once", () => {
  const part = (top: number, ...lines: Line[]): { area: Area; reading: Reading } => ({
    area: { left: 0, top, width: 100, height: 200 },
    // Read at half its size.
    reading: {
      width: 50,
      height: 100,
      turn: 0,
      lines,
      unread: 1,
      ends_only: 3,
      codes: lines.map(({ corners }) => ({ modules: 0, dark: new Uint8Array(), corners })),
      codes_unread: 1,
      shapes: lines.map(({ corners, ink }) => ({ kind: "seal", corners, colour: ink })),
    },
  });
  const { lines, unread, ends_only, codes, codes_unread, shapes, height } = joinReadings({ width: 100, height: 360 }, [
    part(0, lineAt("first", 10), lineAt("shared", 88)),
    part(160, lineAt("shared", 8), lineAt("last", 90)),
  ]);
  assert.deepEqual(
    lines.map(({ text, corners }) => [text, (corners[0].y + corners[2].y) / 2]),
    [
      ["first", 20],
      ["shared", 176],
      ["last", 340],
    ],
  );
  assert.deepEqual([unread, ends_only, codes_unread, height], [2, 6, 2, 360]);
  assert.deepEqual(
    codes?.map(({ corners }) => (corners[0].y + corners[2].y) / 2),
    [20, 176, 176, 340],
    "codes as lines, none left out: which say the same, the checker knows",
  );
  assert.deepEqual(
    shapes?.map(({ kind, corners }) => [kind, (corners[0].y + corners[2].y) / 2]),
    [20, 176, 176, 340].map((y) => ["seal", y]),
  );
});
