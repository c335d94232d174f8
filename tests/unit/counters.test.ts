import assert from "node:assert/strict";
import { test } from "node:test";
import type { NoticeKind } from "shareguard";
import { counted, countUnread, readCounters, writeCounters } from "../../extension/src/shared/counters";
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
  const verdict = (...kinds: NoticeKind[]) => ({ notices: kinds.map((kind) => ({ kind, detail: "" })) });
  await Promise.all([
    countUnread(verdict("unsupported", "unsupported", "timeout")),
    countUnread(verdict()),
    countUnread(verdict("timeout")),
  ]);
  assert.deepEqual((await readCounters()).unchecked, { unsupported: 1, timeout: 2 });
});

test("each picture of which something was left out counts, also where an earlier version counted before", async () => {
  const browser = await installBrowser();
  await writeCounters(await readCounters());
  const { skimmed: _, ...earlier } = await readCounters();
  browser.local["counters"] = earlier;
  const page = (item: number) => ({ item, file: "page.png", lines: 20, ends_only: 12, codes_unread: 0 });
  await countUnread({ notices: [], skimmed: [page(0), page(1)] });
  await countUnread({ notices: [], skimmed: [page(0)] });
  assert.deepEqual([(await readCounters()).skimmed, (await readCounters()).unchecked], [3, {}]);
  browser.local["counters"] = { ...earlier, skimmed: "many" };
  assert.equal((await readCounters()).skimmed, undefined);
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
  for (let index = 0; index < 500; index++)
    counters = counted(counters, { outcome: "reported", systems: [`s${index}`] });
  assert.equal(Object.keys(counters.systems).length, 200);
});
