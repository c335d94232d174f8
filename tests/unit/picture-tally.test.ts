import assert from "node:assert/strict";
import { test } from "node:test";
import { isReadable, type Label } from "../pictures/measure/label";
import { wrongs } from "../pictures/measure/report";
import type { Answer } from "../pictures/measure/scan";
import { grouped, Tally, type Judged } from "../pictures/measure/tally";

const label = (marked: boolean, system: string, rank: number, marking = ""): Label => ({
  path: `${system}-${rank}.png`,
  marked,
  system,
  rank,
  marking,
  conditions: ["blur", "jpeg"],
  layout: "letter",
});
const answer = (system: string, rank: number): Answer => ({
  rank,
  complete: true,
  findings: [{ system, rank, quote: "" }],
});
const nothing: Answer = { rank: null, complete: true, findings: [] };

const judged: Judged[] = [
  { label: label(true, "us", 4), answer: answer("us", 4) },
  { label: label(true, "us", 5), answer: answer("uk", 4) },
  { label: label(true, "cn", 3), answer: nothing },
  { label: label(true, "tlp", 0), answer: answer("tlp", 0) },
  { label: label(false, "none", 0), answer: nothing },
  { label: label(false, "none", 0), answer: answer("cn", 3) },
];

test("what says that it is public is neither a marking to find nor an alarm", () => {
  const tally = new Tally(judged);
  assert.equal(tally.marked.length, 3);
  assert.equal(tally.found.length, 2);
  assert.equal(tally.harmless.length, 3);
  assert.equal(tally.alarms.length, 1);
});

test("exact rank and system are parts of what was found", () => {
  assert.match(
    new Tally(judged).toString(),
    /found +2\/3 +0\.667 +exact rank +1\/2 +0\.500 +exact system +1\/2 +0\.500 +false alarms +1\/3 +0\.333/,
  );
});

test("a picture counts in the group of each of its conditions", () => {
  assert.deepEqual(
    grouped(judged.slice(0, 1), ({ conditions }) => conditions).map((line) => line.trim().split(" ")[0]),
    ["blur", "jpeg"],
  );
});

test("what went wrong is named by its kind", () => {
  assert.deepEqual(
    wrongs(judged).map((wrong) => ("wrong" in wrong ? wrong.wrong : "")),
    ["rank", "missed", "alarm"],
  );
});

test("scripts that the reader does not know are told from those that it does", () => {
  for (const [marking, readable] of [
    ["机密★10年", true],
    ["TỐI MẬT", true],
    ["極秘", true],
    ["Секретно", false],
    ["대외비", false],
    ["部内限り", false],
  ] as const) {
    assert.equal(isReadable(label(true, "x", 3, marking)), readable, marking);
  }
});
