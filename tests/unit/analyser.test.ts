import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { createAnalyser, type Job } from "../../extension/src/analyser/analyser";
import { IDLE_MS, MAX_FILES, MIN_SHARED_BYTES, PICTURE_TIMEOUT_MS, STEP_MS } from "../../extension/src/analyser/limits";
import type { AnyOrder, Report, TaskTable } from "../../extension/src/analyser/orders";
import type { CheckerTasks, PictureTasks, ReadingRequest } from "../../extension/src/analyser/tasks";
import type { WorkerLike } from "../../extension/src/analyser/worker-host";
import type { Progress } from "../../extension/src/shared/calls";
import type { Action, Finding, Reading, Skimmed, Verdict } from "shareguard";

/** How long a slow file takes, in milliseconds: longer than all others together. */
const SLOW_MS = 50;

/** Answers as the real one would, except for files whose name says how they fail. */
class FakeWorker<Tasks extends TaskTable<Tasks>> extends EventTarget implements WorkerLike {
  isEnded = false;
  readonly orders: AnyOrder<Tasks>[] = [];

  constructor(
    private readonly reportOn: (order: AnyOrder<Tasks>) => Report<Tasks> | null,
    private readonly isSlow: (order: AnyOrder<Tasks>) => boolean = () => false,
    private readonly interimsOn: (order: AnyOrder<Tasks>) => readonly Report<Tasks>[] = () => [],
  ) {
    super();
  }

  terminate(): void {
    this.isEnded = true;
  }

  postMessage(order: AnyOrder<Tasks>): void {
    this.orders.push(order);
    for (const interim of this.interimsOn(order)) queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: interim })));
    const report = this.reportOn(order);
    if (report === null) return;
    const answer = () => this.dispatchEvent(new MessageEvent("message", { data: report }));
    if (this.isSlow(order)) setTimeout(answer, SLOW_MS);
    else queueMicrotask(answer);
  }
}

/** The checkers and the readers of pictures that were started, in order. */
let started: FakeWorker<CheckerTasks>[] = [];
let readers: FakeWorker<PictureTasks>[] = [];

function reportOn({ task, request }: AnyOrder<CheckerTasks>): Report<CheckerTasks> | null {
  const clean = { findings: [], notices: [], pictures: [], skimmed: [] };
  switch (task) {
    case "warm":
      return { done: null };
    case "inspect-text":
      return { done: clean };
    case "inspect-file": {
      const { name: file, item } = request;
      switch (file) {
        case "trap":
          return { failed: "unreachable" };
        case "spin":
          return null;
        case "gone":
          return { unreadable: "NotFoundError" };
        default: {
          const notice = { kind: "unsupported", detail: file, item, file } as const;
          return { done: file.endsWith(".png") ? { ...clean, pictures: [notice] } : { ...clean, notices: [notice] } };
        }
      }
    }
    case "inspect-reading":
      return { done: { ...clean, skimmed: skimmedOf(request), findings: request.reading.lines.map(({ text }) => found(text, request.item, request.name)) } };
    case "conclude": {
      const { findings, notices, skimmed } = request.inspected;
      const rank = findings.map((finding) => finding.rank).sort().at(-1) ?? null;
      return { done: { action: actionOn(rank), rank, complete: notices.length === 0, findings, notices, skimmed } };
    }
    default:
      return task satisfies never;
  }
}

const TIME_LIMITS = { file_seconds: 3, action_seconds: 30 };

/** What is read in a picture: its name without its ending, once for each frame. */
function readingsOn({ task, request }: AnyOrder<PictureTasks>): Report<PictureTasks> | null {
  switch (task) {
    case "warm":
      return { done: null };
    case "read":
      switch (request.name) {
        case "trap.png":
          return { failed: "unreachable" };
        case "spin.png":
          return null;
        case "huge.png":
          return { done: { readings: [], unread: { kind: "too_large", detail: "65000 × 65000 pixels" } } };
        case "heic.png":
          return { done: { readings: [], unread: { kind: "unsupported", detail: "not a picture that browsers decode" } } };
        case "partly.png":
          return { done: { readings: [{ ...reading("partly"), unread: 3 }], unread: null } };
        case "secret+trap.png":
          return { failed: "unreachable" };
        case "secret+spin.png":
          return null;
        case "secret+nothing.png":
          return { done: { readings: [], unread: null } };
        case "moving.png":
          return { done: { readings: [reading("first"), reading("first"), reading("second")], unread: null } };
        case "printed.png":
          return { done: { readings: [1, 2].map((ends_only) => ({ ...reading("page"), ends_only })), unread: null } };
        default:
          return { done: { readings: [reading(request.name)], unread: null } };
      }
    default:
      return task satisfies never;
  }
}

/** What the policy of these tests makes of the highest finding. */
function actionOn(rank: number | null): Action {
  return rank === null || rank >= 4 ? (rank === 5 ? "block" : "warn") : "report";
}

/** What is told of a picture before it is read: its name up to each of its plus signs. */
function interimsOn({ task, request }: AnyOrder<PictureTasks>): Report<PictureTasks>[] {
  if (task !== "read") return [];
  const parts = request.name.split("+");
  return parts.slice(1).map((_, index) => ({ interim: [{ ...reading(parts.slice(0, index + 1).join("+")), unread: 7 }] }));
}

function skimmedOf({ reading: { lines, ends_only, codes_unread = 0 }, item, name }: ReadingRequest): Skimmed[] {
  return ends_only === 0 ? [] : [{ item, file: name, lines: lines.length, ends_only, codes_unread }];
}

function reading(text: string): Reading {
  const corner = { x: 0, y: 0 };
  const colour = { r: 0, g: 0, b: 0 };
  return { width: 10, height: 10, turn: 0, unread: 0, ends_only: 0, codes_unread: 0, lines: [{ text, confidence: 1, corners: [corner, corner, corner, corner], ink: colour, paper: colour }] };
}

function found(quote: string, item: number, file: string): Finding {
  return {
    system: "us", level: quote, rank: quote.includes("top") ? 5 : quote.includes("internal") ? 1 : 4, kind: "banner", span: { start: 0, end: 1 }, quote, origin: "image", item, file, line: 1,
    region: { left: 0, top: 0, right: 1, bottom: 0.1 }, confidence: 0.9, evidence: [], system_title: "US",
  };
}

function job(...names: string[]): Job {
  const files = names.map((name) => ({ name, content: new Blob([name]) }));
  return { submission: { channel: "attach", text: "", html: "", files }, policy: null, timeLimits: TIME_LIMITS, place: null, locale: "en" };
}

const patient = { signal: new AbortController().signal, onProgress() {} };
/** Keeps the worker in the list. */
function listed<Worker>(list: Worker[], worker: Worker): Worker {
  list.push(worker);
  return worker;
}

const isSlow = ({ task, request }: AnyOrder<CheckerTasks>) => task === "inspect-file" && request.name === "slow";
const workers = {
  checker: () => listed(started, new FakeWorker(reportOn, isSlow)),
  pictures: () => listed(readers, new FakeWorker(readingsOn, () => false, interimsOn)),
};
const analyserOf = (onIdle?: () => void) => createAnalyser(workers, onIdle);

/** Lets everything happen that does not wait for the clock. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  started = [];
  readers = [];
  mock.timers.reset();
});

test("every file of an action is in one verdict, by its name and number", async () => {
  const { submission, ...rest } = job("a", "b");
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, text: "t", html: "<p>t" } }, patient);
  assert.deepEqual(verdict.notices.map(({ item, file }) => [item, file]), [[2, "a"], [3, "b"]]);
  assert.equal(started.length, 1);
});

test("a file that breaks the checker is failed, never clean, and the others are checked by another worker", async () => {
  const verdict = await analyserOf().check(job("a", "trap", "b"), patient);
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["unsupported", "a"], ["engine_error", "trap"], ["unsupported", "b"]]);
  assert.deepEqual(started.map((worker) => worker.isEnded), [true, false]);
});

test("a file that takes too long is a time-out, and its worker is ended", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const checking = analyserOf().check(job("spin", "b"), patient);
  await settle();
  mock.timers.tick(TIME_LIMITS.file_seconds * 1_000);
  const verdict = await checking;
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["timeout", "spin"], ["unsupported", "b"]]);
  assert.deepEqual(started.map((worker) => worker.isEnded), [true, false]);
});

test("the time of a file begins when its worker is ready", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const lingering = { ...workers, checker: () => listed(started, new FakeWorker(reportOn, ({ task }) => task === "warm")) };
  const { timeLimits, ...rest } = job("a");
  const checking = createAnalyser(lingering).check({ ...rest, timeLimits: { ...timeLimits, file_seconds: SLOW_MS / 2_000 } }, patient);
  await settle();
  mock.timers.tick(SLOW_MS);
  assert.deepEqual((await checking).notices.map(({ kind }) => kind), ["unsupported"]);
});

test("a worker that does not become ready is a time-out", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const silent = { ...workers, checker: () => listed(started, new FakeWorker<CheckerTasks>((order) => (started.length === 1 ? null : reportOn(order)))) };
  const checking = createAnalyser(silent).check(job("a"), patient);
  await settle();
  mock.timers.tick(STEP_MS);
  assert.deepEqual((await checking).notices.map(({ kind, file }) => [kind, file]), [["timeout", "a"]]);
  assert.deepEqual(started.map((worker) => worker.isEnded), [true, false]);
});

test("large files are shared among the workers, and stay in the order of the action", async () => {
  const { submission, ...rest } = job("slow", "a", "b", "c");
  const files = submission.files.map(({ name }) => ({ name, content: new Blob([new Uint8Array(MIN_SHARED_BYTES / 4)]) }));
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(verdict.notices.map(({ file }) => file), ["slow", "a", "b", "c"]);
  const read = started.map(({ orders }) => orders.flatMap(({ task, request }) => (task === "inspect-file" ? [request.name] : [])));
  assert.deepEqual(read, [["slow"], ["a", "b", "c"]]);
});

test("a worker that breaks costs the files in the other one nothing", async () => {
  const { submission, ...rest } = job("slow", "trap", "b");
  const files = submission.files.map(({ name }) => ({ name, content: new Blob([new Uint8Array(MIN_SHARED_BYTES)]) }));
  const verdict = await analyserOf().check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["unsupported", "slow"], ["engine_error", "trap"], ["unsupported", "b"]]);
  assert.deepEqual(started.map((worker) => worker.isEnded), [false, true, false]);
});

test("a file that the browser cannot read costs no worker", async () => {
  const verdict = await analyserOf().check(job("gone", "b"), patient);
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["damaged", "gone"], ["unsupported", "b"]]);
  assert.equal(started.length, 1);
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
  assert.deepEqual(started.map((worker) => worker.isEnded), [true, false]);
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

test("a picture is read beside the checker, and what was read is judged", async () => {
  const verdict = await analyserOf().check(job("a", "page.png"), patient);
  assert.deepEqual(verdict.findings.map(({ quote, item, file }) => [quote, item, file]), [["page.png", 1, "page.png"]]);
  assert.deepEqual(verdict.notices.map(({ file }) => file), ["a"]);
  assert.deepEqual([started.length, readers.length], [1, 1]);
});

for (const [name, kind] of [["trap.png", "engine_error"], ["huge.png", "too_large"], ["heic.png", "unsupported"]] as const) {
  test(`${name} is ${kind} and never clean, and the next picture is read`, async () => {
    const verdict = await analyserOf().check(job(name, "page.png"), patient);
    assert.deepEqual(verdict.notices.map(({ kind: of, file, item }) => [of, file, item]), [[kind, name, 0]]);
    assert.deepEqual(verdict.findings.map(({ file }) => file), ["page.png"]);
    assert.deepEqual(started.map((worker) => worker.isEnded), [false]);
  });
}

test("a picture that takes too long is a time-out, and its worker is ended", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const checking = analyserOf().check(job("spin.png", "page.png"), patient);
  // Its digest is made outside of this thread, at its own time.
  while (readers[0]?.orders.length !== 1) await settle();
  mock.timers.tick(PICTURE_TIMEOUT_MS);
  const verdict = await checking;
  assert.deepEqual(verdict.notices.map(({ kind, file }) => [kind, file]), [["timeout", "spin.png"]]);
  assert.deepEqual(verdict.findings.map(({ file }) => file), ["page.png"]);
  assert.deepEqual(readers.map((worker) => worker.isEnded), [true, false]);
});

test("a picture that comes again is judged again and not read again, under whatever name", async () => {
  const analyser = analyserOf();
  const content = new Blob(["the same bytes"]);
  for (const name of ["page.png", "copy.png"]) {
    const { submission, ...rest } = job();
    const verdict = await analyser.check({ ...rest, submission: { ...submission, files: [{ name, content }] } }, patient);
    assert.deepEqual(verdict.findings.map(({ quote, file }) => [quote, file]), [["page.png", name]]);
  }
  assert.equal(readers[0]?.orders.length, 1);
});

test("a picture of which something was left unread is read again when it comes again", async () => {
  const analyser = analyserOf();
  for (const name of ["partly.png", "partly.png", "huge.png", "huge.png"]) await analyser.check(job(name), patient);
  assert.equal(readers[0]?.orders.length, 4);
});

test("of a picture that moves each marking counts once, and only those of the first frame have a place", async () => {
  const { findings } = await analyserOf().check(job("moving.png"), patient);
  assert.deepEqual(findings.map(({ quote, region }) => [quote, region !== undefined]), [["first", true], ["second", false]]);
});

test("a picture of whose long lines only the ends were read is told once, and no notice", async () => {
  const verdict = await analyserOf().check(job("page.png", "printed.png"), patient);
  assert.deepEqual(verdict.skimmed, [{ item: 1, file: "printed.png", lines: 1, ends_only: 1, codes_unread: 0 }]);
  assert.deepEqual([verdict.notices, verdict.complete], [[], true]);
});

test("the worker that reads pictures is ended with the other when there is nothing to do", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  await analyserOf().warm(null);
  mock.timers.tick(IDLE_MS);
  assert.deepEqual([...started, ...readers].map((worker) => worker.isEnded), [true, true]);
});

test("pictures whose bytes stand in the copied HTML are checked behind the files", async () => {
  const { submission, ...rest } = job("b");
  const html = `<img src="data:image/png;base64,${Buffer.from("a").toString("base64")}">`;
  const { notices } = await analyserOf().check({ ...rest, submission: { ...submission, html } }, patient);
  assert.deepEqual(notices.map(({ file, item }) => [file, item]), [["b", 1], ["image-1", 2]]);
});

/** The verdict on files, and what was told of it before. */
async function withEarly(...names: string[]): Promise<{ early: Verdict[]; verdict: Verdict }> {
  const early: Verdict[] = [];
  const verdict = await analyserOf().check(job(...names), { ...patient, onEarly: (told) => early.push(told) });
  return { early, verdict };
}

const quotesIn = ({ findings }: Verdict) => findings.map(({ quote }) => quote);

test("what is found before all of a picture is read is told early, as not complete, and once", async () => {
  const { early, verdict } = await withEarly("clean.txt", "secret+more+of it.png");
  assert.deepEqual(early.map((told) => [told.action, told.rank, told.complete, quotesIn(told)]), [["warn", 4, false, ["secret"]]]);
  assert.deepEqual(early[0]?.notices.map(({ kind, file }) => [kind, file]), [["unsupported", "clean.txt"]], "and not that lines are unread");
  assert.deepEqual(quotesIn(verdict), ["secret+more+of it.png"]);
});

test("a higher marking that is found later is told as well", async () => {
  const { early } = await withEarly("secret+top secret+end.png");
  assert.deepEqual(early.map((told) => [told.action, told.rank, quotesIn(told)]), [["warn", 4, ["secret"]], ["block", 5, ["secret+top secret"]]]);
});

test("nothing is told early on which nobody is asked", async () => {
  const { early, verdict } = await withEarly("clean.txt", "internal+of the house.png");
  assert.deepEqual([early, verdict.action], [[], "report"]);
});

test("what is known of other files is told before a picture is read", async () => {
  const { early, verdict } = await withEarly("secret.png", "top secret+end.png");
  assert.deepEqual(early.map((told) => [told.action, quotesIn(told)]), [["warn", ["secret.png"]], ["block", ["secret.png", "top secret"]]]);
  assert.deepEqual(verdict.findings.map(({ item, file }) => [item, file]), [[0, "secret.png"], [1, "top secret+end.png"]]);
});

test("a picture whose reader breaks keeps what was found in it, and is not complete", async () => {
  const { early, verdict } = await withEarly("secret+trap.png", "page.png");
  assert.deepEqual(early.map(quotesIn), [["secret"]]);
  assert.deepEqual(quotesIn(verdict), ["secret", "page.png"]);
  assert.deepEqual([verdict.complete, verdict.notices.map(({ kind, file }) => [kind, file])], [false, [["engine_error", "secret+trap.png"]]]);
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
  const checking = analyserOf().check(job("secret+spin.png"), { onProgress() {}, signal: cancel.signal, onEarly: () => cancel.abort() });
  await assert.rejects(checking, { name: "AbortError" });
  await settle();
  assert.deepEqual(readers.map(({ isEnded, orders }) => [isEnded, orders.map(({ task }) => task)]), [[true, ["read"]], [false, ["warm"]]]);
});

test("what is read so far is never kept for when a picture comes again", async () => {
  const analyser = analyserOf();
  const cancel = new AbortController();
  const first = analyser.check(job("secret+spin.png"), { onProgress() {}, signal: cancel.signal, onEarly: () => cancel.abort() });
  await assert.rejects(first, { name: "AbortError" });
  const { submission, ...rest } = job("secret+spin.png");
  const files = submission.files.map(({ content }) => ({ name: "the whole.png", content }));
  const verdict = await analyser.check({ ...rest, submission: { ...submission, files } }, patient);
  assert.deepEqual(quotesIn(verdict), ["the whole.png"]);
});
