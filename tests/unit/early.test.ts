/** Verdicts that come before everything was checked, and what becomes of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Action, Finding, Notice, Verdict } from "shareguard";
import { firstVerdict, lastVerdict, notBelow, rises, type Ask } from "../../extension/src/shared/early";
import { saysMore } from "../../extension/src/warning/raise";

const RANKS = { RESTRICTED: 2, SECRET: 4, "TOP SECRET": 5 } as const;

function finding(level: keyof typeof RANKS, item = 0, action: Action = "warn"): Finding {
  return {
    system: "us",
    level,
    rank: RANKS[level],
    action,
    kind: "banner",
    span: { start: 0, end: 1 },
    quote: level,
    origin: "image",
    item,
    line: 1,
    confidence: 0.9,
    evidence: [],
    system_title: "US",
  };
}

function verdict(action: Action, findings: readonly Finding[], notices: readonly Notice[] = []): Verdict {
  const rank = findings.reduce<Verdict["rank"]>(
    (highest, finding) => (finding.rank > (highest ?? -1) ? finding.rank : highest),
    null,
  );
  return {
    action,
    rank,
    complete: notices.length === 0,
    findings: [...findings],
    notices: [...notices],
    guidance: { rule: action },
  };
}

const RESTRICTED = verdict("warn", [finding("RESTRICTED")]);
const SECRET = verdict("warn", [finding("SECRET")]);
const BLOCKED = verdict("block", [finding("TOP SECRET", 0, "block")]);
/** Of a policy that excepts what is ranked highest. */
const EXCEPTED = verdict("warn", [finding("SECRET"), finding("TOP SECRET", 0, "allow")]);
const CLEAN: Verdict = { action: "allow", rank: null, complete: true, findings: [], notices: [] };
const LATE: Notice = { kind: "timeout", detail: "no answer", item: 0 };
const FAILED = verdict("warn", [], [LATE]);
const never = new AbortController().signal;

test("a verdict rises by its action or its rank", () => {
  for (const [before, after, expected] of [
    [RESTRICTED, SECRET, true],
    [SECRET, BLOCKED, true],
    [SECRET, verdict("justify", [finding("SECRET")]), true],
    [SECRET, SECRET, false],
    [SECRET, EXCEPTED, false],
    [BLOCKED, SECRET, false],
    [SECRET, RESTRICTED, false],
    [SECRET, FAILED, false],
  ] as const) {
    assert.equal(rises(before, after), expected, `${before.action} ${before.rank} → ${after.action} ${after.rank}`);
  }
});

test("what was told is not taken back: the action, the rank, the rule and each marking stay", () => {
  for (const [before, after, action, levels, rule] of [
    [SECRET, CLEAN, "warn", ["SECRET"], "warn"],
    [SECRET, FAILED, "warn", ["SECRET"], "warn"],
    [BLOCKED, FAILED, "block", ["TOP SECRET"], "block"],
    [
      BLOCKED,
      verdict("warn", [finding("SECRET"), finding("RESTRICTED")]),
      "block",
      ["TOP SECRET", "SECRET", "RESTRICTED"],
      "block",
    ],
    [
      RESTRICTED,
      verdict("warn", [finding("SECRET", 1), finding("RESTRICTED")]),
      "warn",
      ["SECRET", "RESTRICTED"],
      "warn",
    ],
    [SECRET, BLOCKED, "block", ["TOP SECRET", "SECRET"], "block"],
    [EXCEPTED, RESTRICTED, "warn", ["SECRET", "RESTRICTED", "TOP SECRET"], "warn"],
  ] as const) {
    const kept = notBelow(before, after);
    const what = `${before.action} ${before.rank} → ${after.action} ${after.rank}`;
    assert.deepEqual(
      [kept.action, kept.findings.map(({ level }) => level), kept.guidance?.rule],
      [action, levels, rule],
      what,
    );
    assert.equal(kept.rank, Math.max(...kept.findings.map(({ rank }) => rank)), what);
    assert.deepEqual([kept.notices, kept.complete], [after.notices, after.complete], what);
  }
});

test("a check without an early verdict is its verdict", async () => {
  const told = await firstVerdict(
    async () => CLEAN,
    never,
    () => FAILED,
  );
  assert.deepEqual(told, CLEAN);
  assert.equal(told.rest, undefined);
});

/** A check that is said by the test what to tell. */
function driven(signal = never) {
  let resolve: (verdict: Verdict) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Verdict>((...ends) => ([resolve, reject] = ends));
  let watching: Parameters<Ask>[0] | undefined;
  const told = firstVerdict(
    (given) => {
      watching = given;
      given.signal.addEventListener("abort", () => reject(given.signal.reason));
      return promise;
    },
    signal,
    () => FAILED,
  );
  return {
    told,
    resolve,
    reject,
    onEarly: (early: Verdict) => watching?.onEarly(early),
    isStopped: () => watching?.signal.aborted,
  };
}

test("each verdict of a check comes after the other, and none is below the one before", async () => {
  const check = driven();
  check.onEarly(RESTRICTED);
  check.onEarly(SECRET);
  const first = await check.told;
  assert.deepEqual([first.rank, first.rest === undefined], [2, false]);
  const second = await first.rest?.next;
  assert.deepEqual([second?.rank, second?.rest === undefined], [4, false]);
  check.resolve(CLEAN);
  const last = await lastVerdict(first);
  assert.deepEqual([last.action, last.findings.map(({ level }) => level)], ["warn", ["SECRET", "RESTRICTED"]]);
});

test("a check that breaks after an early verdict keeps it, with what the policy says of breaking", async () => {
  const check = driven();
  check.onEarly(BLOCKED);
  check.reject(new Error("gone"));
  const last = await lastVerdict(await check.told);
  assert.deepEqual(
    [last.action, last.findings.map(({ level }) => level), last.notices, last.complete],
    ["block", ["TOP SECRET"], [LATE], false],
  );
});

test("who does not want to wait ends the check, and hears no more of it", async () => {
  const check = driven();
  check.onEarly(SECRET);
  const told = await check.told;
  assert.equal(check.isStopped(), false);
  told.rest?.stop();
  assert.equal(check.isStopped(), true);
  assert.deepEqual(
    (await lastVerdict(told)).findings.map(({ level }) => level),
    ["SECRET"],
  );
});

test("a check that is cancelled before anything was told rejects, and one that breaks then says so", async () => {
  const cancel = new AbortController();
  const cancelled = driven(cancel.signal);
  cancel.abort();
  await assert.rejects(cancelled.told, { name: "AbortError" });
  const broken = driven();
  broken.reject(new Error("gone"));
  assert.deepEqual(await broken.told, FAILED);
});

test("a yes to one verdict is none to what would be a question of its own", () => {
  for (const [what, before, after, expected] of [
    ["the same again", SECRET, SECRET, false],
    [
      "more of the same in the same file",
      SECRET,
      verdict("warn", [finding("SECRET"), finding("SECRET"), finding("RESTRICTED")]),
      false,
    ],
    ["a higher one", RESTRICTED, SECRET, true],
    ["a marking that is excepted", SECRET, EXCEPTED, false],
    ["a stricter action", SECRET, verdict("justify", [finding("SECRET")]), true],
    ["another rule", SECRET, { ...SECRET, guidance: { rule: "other" } }, true],
    ["another file", SECRET, verdict("warn", [finding("SECRET"), finding("RESTRICTED", 1)]), true],
    [
      "another file that is higher marked than before",
      verdict("warn", [finding("SECRET"), finding("RESTRICTED", 1)]),
      verdict("warn", [finding("SECRET"), finding("SECRET", 1)]),
      true,
    ],
    ["something that was not checked", SECRET, verdict("warn", [finding("SECRET")], [LATE]), true],
    [
      "something that is known not to have been checked",
      verdict("warn", [finding("SECRET")], [LATE]),
      verdict("warn", [finding("SECRET")], [LATE]),
      false,
    ],
  ] as const) {
    assert.equal(saysMore(before, after), expected, what);
  }
});
