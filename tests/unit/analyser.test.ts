import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { createAnalyser } from "../../extension/src/analyser/analyser";
import {
  IDLE_MS,
  MAX_ACTION_BYTES,
  MAX_ENDS_BYTES,
  MAX_PICTURE_BYTES,
  MIN_SHARED_BYTES,
  STEP_MS,
} from "../../extension/src/analyser/limits";
import type { CheckerTasks } from "../../extension/src/analyser/tasks";
import { MAX_FILES, type Progress } from "../../extension/src/shared/calls";
import { fileLimits } from "../../extension/src/shared/engine";
import { installBrowser } from "./browser";
import {
  FakeWorker,
  SLOW_MS,
  TIME_LIMITS,
  analyserOf,
  job,
  listed,
  patient,
  reportOn,
  settle,
  startAfresh,
  started,
  workers,
} from "./fake-workers";

beforeEach(startAfresh);

test("every file of an action is in one verdict, by its name and number", async () => {
  const { submission, ...rest } = job("a", "b");
  const verdict = await analyserOf().check(
    { ...rest, submission: { ...submission, text: "t", html: "<p>t" } },
    patient,
  );
  assert.deepEqual(
    verdict.notices.map(({ item, file }) => [item, file]),
    [
      [2, "a"],
      [3, "b"],
    ],
  );
  assert.equal(started.length, 1);
});

test("a file that breaks the checker is failed, never clean, and the others are checked by another worker", async () => {
  const verdict = await analyserOf().check(job("a", "trap", "b"), patient);
  assert.deepEqual(
    verdict.notices.map(({ kind, file }) => [kind, file]),
    [
      ["unsupported", "a"],
      ["engine_error", "trap"],
      ["unsupported", "b"],
    ],
  );
  assert.deepEqual(
    started.map((worker) => worker.isEnded),
    [true, false],
  );
});

test("a file that takes too long is a time-out, and its worker is ended", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const checking = analyserOf().check(job("spin", "b"), patient);
  await settle();
  mock.timers.tick(TIME_LIMITS.file_seconds * 1_000);
  const verdict = await checking;
  assert.deepEqual(
    verdict.notices.map(({ kind, file }) => [kind, file]),
    [
      ["timeout", "spin"],
      ["unsupported", "b"],
    ],
  );
  assert.deepEqual(
    started.map((worker) => worker.isEnded),
    [true, false],
  );
});

test("the time of a file begins when its worker is ready", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const lingering = {
    ...workers,
    checker: () => listed(started, new FakeWorker(reportOn, ({ task }) => task === "warm")),
  };
  const { timeLimits, ...rest } = job("a");
  const checking = createAnalyser(lingering).check(
    { ...rest, timeLimits: { ...timeLimits, file_seconds: SLOW_MS / 2_000 } },
    patient,
  );
  await settle();
  mock.timers.tick(SLOW_MS);
  assert.deepEqual(
    (await checking).notices.map(({ kind }) => kind),
    ["unsupported"],
  );
});

test("a worker that does not become ready is a time-out", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const silent = {
    ...workers,
    checker: () =>
      listed(started, new FakeWorker<CheckerTasks>((order) => (started.length === 1 ? null : reportOn(order)))),
  };
  const checking = createAnalyser(silent).check(job("a"), patient);
  await settle();
  mock.timers.tick(STEP_MS);
  assert.deepEqual(
    (await checking).notices.map(({ kind, file }) => [kind, file]),
    [["timeout", "a"]],
  );
  assert.deepEqual(
    started.map((worker) => worker.isEnded),
    [true, false],
  );
});

test("large files are shared among the workers, and stay in the order of the action", async () => {
  const { submission, ...rest } = job("slow", "a", "b", "c");
  const files = submission.files.map(({ name }) => ({
    name,
    content: new Blob([new Uint8Array(MIN_SHARED_BYTES / 4)]),
  }));
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(
    verdict.notices.map(({ file }) => file),
    ["slow", "a", "b", "c"],
  );
  const read = started.map(({ orders }) =>
    orders.flatMap(({ task, request }) => (task === "inspect-file" ? [request.name] : [])),
  );
  assert.deepEqual(read, [["slow"], ["a", "b", "c"]]);
});

test("a worker that breaks costs the files in the other one nothing", async () => {
  const { submission, ...rest } = job("slow", "trap", "b");
  const files = submission.files.map(({ name }) => ({ name, content: new Blob([new Uint8Array(MIN_SHARED_BYTES)]) }));
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(
    verdict.notices.map(({ kind, file }) => [kind, file]),
    [
      ["unsupported", "slow"],
      ["engine_error", "trap"],
      ["unsupported", "b"],
    ],
  );
  assert.deepEqual(
    started.map((worker) => worker.isEnded),
    [false, true, false],
  );
});

test("a file that the browser cannot read costs no worker", async () => {
  const verdict = await analyserOf().check(job("gone", "b"), patient);
  assert.deepEqual(
    verdict.notices.map(({ kind, file }) => [kind, file]),
    [
      ["damaged", "gone"],
      ["unsupported", "b"],
    ],
  );
  assert.equal(started.length, 1);
});

test("files beyond the limit are said to be unchecked", async () => {
  const verdict = await analyserOf().check(
    job(...Array.from({ length: MAX_FILES + 3 }, (_, index) => `f${index}`)),
    patient,
  );
  const beyond = verdict.notices.filter(({ kind }) => kind === "too_large");
  assert.equal(verdict.notices.length, MAX_FILES + 3);
  assert.deepEqual(
    beyond.map(({ file, item }) => [file, item]),
    [0, 1, 2].map((index) => [`f${MAX_FILES + index}`, MAX_FILES + index]),
  );
});

test("what does not fit into the limit of an action hides nothing behind it", async () => {
  /** A file of which nothing but its size is there. */
  const sized = (name: string, size: number) => ({
    name,
    content: Object.defineProperty(new Blob(), "size", { value: size }),
  });
  const fitting = MAX_ACTION_BYTES / MAX_PICTURE_BYTES - 1;
  const { submission, ...rest } = job();
  for (const [files, unread] of [
    [[sized("film", 2 * MAX_ACTION_BYTES), sized("a", 1), sized("b", 1)], []],
    [
      [
        ...Array.from({ length: fitting }, (_, index) => sized(`p${index}`, MAX_PICTURE_BYTES)),
        sized("a", 1),
        sized("large", MAX_PICTURE_BYTES),
        sized("b", 1),
        sized("c", MAX_ENDS_BYTES),
      ],
      ["large"],
    ],
  ] as const) {
    const { notices } = await analyserOf().check({ ...rest, submission: { ...submission, files } }, patient);
    assert.deepEqual(
      notices.flatMap(({ kind, file }) => (kind === "too_large" ? [file] : [])),
      unread,
    );
    assert.equal(notices.length, files.length);
  }
});

test("of a file that is not read whole as much counts as is read", async () => {
  await installBrowser();
  const { whole, head, tail } = await fileLimits();
  assert.equal(head + tail, MAX_ENDS_BYTES);
  assert.ok(whole <= MAX_PICTURE_BYTES);
});

test("what nobody could take out is in the verdict by its name and number", async () => {
  const { submission, ...rest } = job("a", "deep", "b");
  const [a, deep, b] = submission.files.map((file) => ({
    ...file,
    ...(file.name === "deep" ? { content: { kind: "too_large", detail: "" } as const } : {}),
  }));
  assert.ok(a !== undefined && deep !== undefined && b !== undefined);
  const { notices } = await analyserOf().check(
    { ...rest, submission: { ...submission, files: [a, deep, b] } },
    patient,
  );
  assert.deepEqual(
    notices.map(({ kind, file, item }) => [kind, file, item]),
    [
      ["unsupported", "a", 0],
      ["too_large", "deep", 1],
      ["unsupported", "b", 2],
    ],
  );
});

test("an action that takes too long ends with what is left unchecked", async (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  const onProgress = () => {
    now += TIME_LIMITS.action_seconds * 1_000;
  };
  const verdict = await analyserOf().check(job("a", "b"), { ...patient, onProgress });
  assert.deepEqual(
    verdict.notices.map(({ kind, file }) => [kind, file]),
    [
      ["unsupported", "a"],
      ["timeout", "b"],
    ],
  );
});

test("cancelling rejects at once, ends the worker that was at it, and leaves the next action alone", async () => {
  const analyser = analyserOf();
  const cancel = new AbortController();
  const checking = analyser.check(job("spin"), { ...patient, signal: cancel.signal });
  const next = analyser.check(job("b"), patient);
  await settle();
  cancel.abort();
  await assert.rejects(checking, { name: "AbortError" });
  assert.equal((await next).notices.length, 1);
  assert.deepEqual(
    started.map((worker) => worker.isEnded),
    [true, false],
  );
});

test("whoever waits hears at least once a second", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const heard: Progress[] = [];
  const checking = analyserOf().check(job("a", "spin"), { ...patient, onProgress: (progress) => heard.push(progress) });
  await settle();
  mock.timers.tick(1_000);
  assert.deepEqual(heard, [
    { file: "a", done: 0, total: 2 },
    { file: "spin", done: 1, total: 2 },
    { file: "spin", done: 1, total: 2 },
  ]);
  mock.timers.tick(TIME_LIMITS.file_seconds * 1_000);
  await checking;
});

test("a worker without work is ended, and comes back", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const onIdle = mock.fn();
  const analyser = analyserOf(onIdle);
  await analyser.warm(null);
  mock.timers.tick(IDLE_MS - 1);
  await analyser.check(job("a"), patient);
  mock.timers.tick(IDLE_MS - 1);
  assert.deepEqual([started.length, onIdle.mock.callCount()], [1, 0]);
  mock.timers.tick(1);
  assert.deepEqual([started[0]?.isEnded, onIdle.mock.callCount()], [true, 1]);
  await analyser.warm(null);
  assert.equal(started.length, 2);
});
