import assert from "node:assert/strict";
import { test } from "node:test";
import { withOrientation } from "../pictures/generator/exif";
import { Chance } from "../pictures/generator/random";
import { fill } from "../pictures/generator/template";

test("holes of a layout are filled", () => {
  const values = { name: "a<b", none: "", words: { from: "From" }, list: ["x", "y"], rows: [["1", "2"], ["3"]] };
  for (const [template, filled] of [
    ["{{name}}", "a&#60;b"],
    ["{{words.from}}:{{unknown}}", "From:"],
    ["{{#list}}<{{.}}>{{/list}}", "<x><y>"],
    ["{{#name}}[{{.}}]{{/name}}{{^name}}no{{/name}}", "[a&#60;b]"],
    ["{{#none}}[{{.}}]{{/none}}{{^none}}no{{/none}}", "no"],
    ["{{#rows}}({{#.}}{{.}},{{/.}}{{name}}){{/rows}}", "(1,2,a&#60;b)(3,a&#60;b)"],
  ] as const) {
    assert.equal(fill(template, values), filled, template);
  }
});

test("a layout with a mistake is refused", () => {
  assert.throws(() => fill("{{#list}}", { list: ["x"] }), /not closed/);
  assert.throws(() => fill("{{list}}", { list: ["x"] }), /not a text/);
});

test("chance repeats itself for the same seed and for no other", () => {
  const draw = (seed: string): number[] => {
    const chance = new Chance(seed);
    return [chance.next(), chance.next(), chance.normal()];
  };
  assert.deepEqual(draw("a"), draw("a"));
  assert.notDeepEqual(draw("a"), draw("b"));
});

test("the orientation is put behind the first marker of a JPEG", () => {
  const jpeg = withOrientation(Buffer.from([0xff, 0xd8, 0xff, 0xdb]), 6);
  assert.deepEqual([...jpeg.subarray(0, 6)], [0xff, 0xd8, 0xff, 0xe1, 0, 34]);
  assert.equal(jpeg.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])), 22);
  assert.deepEqual([...jpeg.subarray(-2)], [0xff, 0xdb]);
});
