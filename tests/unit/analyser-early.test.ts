import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { PICTURE_TIMEOUT_MS } from "../../extension/src/analyser/limits";
import type { Verdict } from "shareguard";
import { analyserOf, job, patient, readers, settle, startAfresh } from "./fake-workers";

beforeEach(startAfresh);

/** The verdict on files, and what was told of it before. */
async function withEarly(...names: string[]): Promise<{ early: Verdict[]; verdict: Verdict }> {
  const early: Verdict[] = [];
  const verdict = await analyserOf().check(job(...names), { ...patient, onEarly: (told) => early.push(told) });
  return { early, verdict };
}

const quotesIn = ({ findings }: Verdict) => findings.map(({ quote }) => quote);

test("what is found before all of a picture is read is told early, as not complete, and once", async () => {
  const { early, verdict } = await withEarly("clean.txt", "secret+more+of it.png");
  assert.deepEqual(
    early.map((told) => [told.action, told.rank, told.complete, quotesIn(told)]),
    [["warn", 4, false, ["secret"]]],
  );
  assert.deepEqual(
    early[0]?.notices.map(({ kind, file }) => [kind, file]),
    [["unsupported", "clean.txt"]],
    "and not that lines are unread",
  );
  assert.deepEqual(quotesIn(verdict), ["secret+more+of it.png"]);
});

test("a higher marking that is found later is told as well", async () => {
  const { early } = await withEarly("secret+top secret+end.png");
  assert.deepEqual(
    early.map((told) => [told.action, told.rank, quotesIn(told)]),
    [
      ["warn", 4, ["secret"]],
      ["block", 5, ["secret+top secret"]],
    ],
  );
});

test("nothing is told early on which nobody is asked", async () => {
  const { early, verdict } = await withEarly("clean.txt", "internal+of the house.png");
  assert.deepEqual([early, verdict.action], [[], "report"]);
});

test("what is known of other files is told before a picture is read", async () => {
  const { early, verdict } = await withEarly("secret.png", "top secret+end.png");
  assert.deepEqual(
    early.map((told) => [told.action, quotesIn(told)]),
    [
      ["warn", ["secret.png"]],
      ["block", ["secret.png", "top secret"]],
    ],
  );
  assert.deepEqual(
    verdict.findings.map(({ item, file }) => [item, file]),
    [
      [0, "secret.png"],
      [1, "top secret+end.png"],
    ],
  );
});

test("a picture whose reader breaks keeps what was found in it, and is not complete", async () => {
  const { early, verdict } = await withEarly("secret+trap.png", "page.png");
  assert.deepEqual(early.map(quotesIn), [["secret"]]);
  assert.deepEqual(quotesIn(verdict), ["secret", "page.png"]);
  assert.deepEqual(
    [verdict.complete, verdict.notices.map(({ kind, file }) => [kind, file])],
    [false, [["engine_error", "secret+trap.png"]]],
  );
});

test("a picture that takes too long keeps what was found in it, and is not complete", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const early: Verdict[] = [];
  const checking = analyserOf().check(job("secret+spin.png"), { ...patient, onEarly: (told) => early.push(told) });
  while (early.length === 0) await settle();
  mock.timers.tick(PICTURE_TIMEOUT_MS);
  const verdict = await checking;
  assert.deepEqual([quotesIn(verdict), verdict.notices.map(({ kind }) => kind)], [["secret"], ["timeout"]]);
});

test("a reader that was ended because nobody waits is there again before the next picture comes", async () => {
  const cancel = new AbortController();
  const checking = analyserOf().check(job("secret+spin.png"), {
    onProgress() {},
    signal: cancel.signal,
    onEarly: () => cancel.abort(),
  });
  await assert.rejects(checking, { name: "AbortError" });
  await settle();
  assert.deepEqual(
    readers.map(({ isEnded, orders }) => [isEnded, orders.map(({ task }) => task)]),
    [
      [true, ["read"]],
      [false, ["warm"]],
    ],
  );
});

test("what is read so far is never kept for when a picture comes again", async () => {
  const analyser = analyserOf();
  const cancel = new AbortController();
  const first = analyser.check(job("secret+spin.png"), {
    onProgress() {},
    signal: cancel.signal,
    onEarly: () => cancel.abort(),
  });
  await assert.rejects(first, { name: "AbortError" });
  const { submission, ...rest } = job("secret+spin.png");
  const files = submission.files.map(({ content }) => ({ name: "the whole.png", content }));
  const verdict = await analyser.check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(quotesIn(verdict), ["the whole.png"]);
});
