import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { createAnalyser, type Job } from "../../extension/src/analyser/analyser";
import { IDLE_MS, MAX_FILES, MIN_SHARED_BYTES } from "../../extension/src/analyser/limits";
import type { AnyOrder, Report } from "../../extension/src/analyser/tasks";
import type { WorkerLike } from "../../extension/src/analyser/worker-host";
import type { Progress } from "../../extension/src/shared/calls";

/** How long a slow file takes, in milliseconds: longer than all others together. */
const SLOW_MS = 50;

/** Answers as the real one would, except for files whose name says how they fail. */
class FakeWorker extends EventTarget implements WorkerLike {
  static started: FakeWorker[] = [];
  isEnded = false;
  readonly orders: AnyOrder[] = [];

  constructor() {
    super();
    FakeWorker.started.push(this);
  }

  terminate(): void {
    this.isEnded = true;
  }

  postMessage(order: AnyOrder): void {
    this.orders.push(order);
    const report = reportOn(order);
    if (report === null) return;
    const answer = () => this.dispatchEvent(new MessageEvent("message", { data: report }));
    if (order.task === "inspect-file" && order.request.name === "slow") setTimeout(answer, SLOW_MS);
    else queueMicrotask(answer);
  }
}

function reportOn({ task, request }: AnyOrder): Report | null {
  const clean = { findings: [], notices: [], pictures: [] };
  switch (task) {
    case "warm":
      return { done: null };
    case "inspect-text":
      return { done: clean };
    case "inspect-file":
      switch (request.name) {
        case "trap":
          return { failed: "unreachable" };
        case "spin":
          return null;
        case "gone":
          return { unreadable: "NotFoundError" };
        default:
          return { done: { findings: [], notices: [{ kind: "unsupported", detail: request.name, item: request.item, file: request.name }], pictures: [] } };
      }
    case "conclude":
      return { done: { action: "warn", rank: null, complete: request.notices.length === 0, findings: request.findings, notices: request.notices } };
    default:
      return task satisfies never;
  }
}

const TIME_LIMITS = { file_seconds: 3, action_seconds: 30 };

function job(...names: string[]): Job {
  const files = names.map((name) => ({ name, content: new Blob([name]) }));
  return { submission: { channel: "attach", text: "", html: "", files }, policy: null, timeLimits: TIME_LIMITS, place: null, locale: "en" };
}

const patient = { signal: new AbortController().signal, onProgress() {} };
const analyserOf = () => createAnalyser(() => new FakeWorker());

/** Lets everything happen that does not wait for the clock. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  FakeWorker.started = [];
  mock.timers.reset();
});

test("every file of an action is in one verdict, by its name and number", async () => {
  const { submission, ...rest } = job("a", "b");
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, text: "t", html: "<p>t" } }, patient);
  assert.deepEqual(verdict.notices.map(({ item, file }) => [item, file]), [[2, "a"], [3, "b"]]);
  assert.equal(FakeWorker.started.length, 1);
});

test("a file that breaks the checker is failed, never clean, and the others are checked by another worker", async () => {
  const verdict = await analyserOf().check(job("a", "trap", "b"), patient);
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["unsupported", "a"], ["engine_error", "trap"], ["unsupported", "b"]]);
  assert.deepEqual(FakeWorker.started.map((worker) => worker.isEnded), [true, false]);
});

test("a file that takes too long is a time-out, and its worker is ended", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const checking = analyserOf().check(job("spin", "b"), patient);
  await settle();
  mock.timers.tick(TIME_LIMITS.file_seconds * 1_000);
  const verdict = await checking;
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["timeout", "spin"], ["unsupported", "b"]]);
  assert.deepEqual(FakeWorker.started.map((worker) => worker.isEnded), [true, false]);
});

test("large files are shared among the workers, and stay in the order of the action", async () => {
  const { submission, ...rest } = job("slow", "a", "b", "c");
  const files = submission.files.map(({ name }) => ({ name, content: new Blob([new Uint8Array(MIN_SHARED_BYTES / 4)]) }));
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(verdict.notices.map(({ file }) => file), ["slow", "a", "b", "c"]);
  const read = FakeWorker.started.map(({ orders }) => orders.flatMap(({ task, request }) => (task === "inspect-file" ? [request.name] : [])));
  assert.deepEqual(read, [["slow"], ["a", "b", "c"]]);
});

test("a worker that breaks costs the files in the other one nothing", async () => {
  const { submission, ...rest } = job("slow", "trap", "b");
  const files = submission.files.map(({ name }) => ({ name, content: new Blob([new Uint8Array(MIN_SHARED_BYTES)]) }));
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["unsupported", "slow"], ["engine_error", "trap"], ["unsupported", "b"]]);
  assert.deepEqual(FakeWorker.started.map((worker) => worker.isEnded), [false, true, false]);
});

test("a file that the browser cannot read costs no worker", async () => {
  const verdict = await analyserOf().check(job("gone", "b"), patient);
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["damaged", "gone"], ["unsupported", "b"]]);
  assert.equal(FakeWorker.started.length, 1);
});

test("files beyond the limit are said to be unchecked", async () => {
  const verdict = await analyserOf().check(job(...Array.from({ length: MAX_FILES + 3 }, (_, index) => `f${index}`)), patient);
  assert.equal(verdict.notices.length, MAX_FILES + 1);
  assert.deepEqual(verdict.notices.at(-1), { kind: "too_large", detail: `3 of ${MAX_FILES + 3} files were not checked` });
});

test("an action that takes too long ends with what is left unchecked", async (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  const onProgress = () => {
    now += TIME_LIMITS.action_seconds * 1_000;
  };
  const verdict = await analyserOf().check(job("a", "b"), { ...patient, onProgress });
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["unsupported", "a"], ["timeout", "b"]]);
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
  assert.deepEqual(FakeWorker.started.map((worker) => worker.isEnded), [true, false]);
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
  const analyser = createAnalyser(() => new FakeWorker(), onIdle);
  await analyser.warm(null);
  mock.timers.tick(IDLE_MS - 1);
  await analyser.check(job("a"), patient);
  mock.timers.tick(IDLE_MS - 1);
  assert.deepEqual([FakeWorker.started.length, onIdle.mock.callCount()], [1, 0]);
  mock.timers.tick(1);
  assert.deepEqual([FakeWorker.started[0]?.isEnded, onIdle.mock.callCount()], [true, 1]);
  await analyser.warm(null);
  assert.equal(FakeWorker.started.length, 2);
});
