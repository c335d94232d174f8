import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, countUnchecked, readCounters, writeCounters } from "../../extension/src/shared/counters";
import { installBrowser } from "./browser";

const noon = new Date(2026, 10, 21, 12);

test("each decision counts once, and each of its marking systems once", async () => {
  await installBrowser();
  let counters = await readCounters(noon);
  counters = counted(counters, { outcome: "withheld", systems: ["us", "us", "cn"] });
  counters = counted(counters, { outcome: "shared", systems: ["us"] });
  await writeCounters(counters);
  assert.deepEqual(await readCounters(noon), {
    day: "2026-11-21",
    outcomes: { withheld: 1, shared: 1, blocked: 0, reported: 0 },
    systems: { us: 2, cn: 1 },
    unchecked: {},
  });
});

test("a submission that was not fully checked counts once for each reason", async () => {
  await installBrowser();
  await Promise.all([countUnchecked(["unsupported", "unsupported", "timeout"]), countUnchecked([]), countUnchecked(["timeout"])]);
  assert.deepEqual((await readCounters()).unchecked, { unsupported: 1, timeout: 2 });
});

test("a new day starts at zero", async () => {
  await installBrowser();
  await writeCounters(counted(await readCounters(noon), { outcome: "blocked", systems: ["cn"] }));
  const next = await readCounters(new Date(2026, 10, 22, 0, 0, 1));
  assert.deepEqual([next.day, next.outcomes.blocked, next.systems], ["2026-11-22", 0, {}]);
});

test("whatever sends ids, the counts stay numbers and do not grow without end", async () => {
  await installBrowser();
  let counters = counted(await readCounters(noon), { outcome: "reported", systems: ["constructor", "toString"] });
  assert.deepEqual({ ...counters.systems }, { constructor: 1, toString: 1 });
  for (let index = 0; index < 500; index++) counters = counted(counters, { outcome: "reported", systems: [`s${index}`] });
  assert.equal(Object.keys(counters.systems).length, 200);
});
