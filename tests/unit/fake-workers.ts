import { mock } from "node:test";
import { createAnalyser, type Job } from "../../extension/src/analyser/analyser";
import type { AnyOrder, Report, TaskTable } from "../../extension/src/analyser/orders";
import type { CheckerTasks, PictureTasks, ReadingRequest } from "../../extension/src/analyser/tasks";
import type { WorkerLike } from "../../extension/src/analyser/worker-host";
import type { Action, Finding, Reading, Skimmed } from "shareguard";

/** How long a slow file takes, in milliseconds: longer than all others together. */
export const SLOW_MS = 50;

/** Answers as the real one would, except for files whose name says how they fail. */
export class FakeWorker<Tasks extends TaskTable<Tasks>> extends EventTarget implements WorkerLike {
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
    for (const interim of this.interimsOn(order))
      queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: interim })));
    const report = this.reportOn(order);
    if (report === null) return;
    const answer = () => this.dispatchEvent(new MessageEvent("message", { data: report }));
    if (this.isSlow(order)) setTimeout(answer, SLOW_MS);
    else queueMicrotask(answer);
  }
}

/** The checkers and the readers of pictures that were started, in order. */
export const started: FakeWorker<CheckerTasks>[] = [];
export const readers: FakeWorker<PictureTasks>[] = [];

export function reportOn({ task, request }: AnyOrder<CheckerTasks>): Report<CheckerTasks> | null {
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
      return {
        done: {
          ...clean,
          skimmed: skimmedOf(request),
          findings: request.reading.lines.map(({ text }) => found(text, request.item, request.name)),
        },
      };
    case "conclude": {
      const { findings, notices, skimmed } = request.inspected;
      const rank =
        findings
          .map((finding) => finding.rank)
          .sort()
          .at(-1) ?? null;
      return {
        done: {
          action: actionOn(rank),
          rank,
          complete: notices.length === 0,
          findings: findings.map((finding) => ({ ...finding, action: actionOn(finding.rank) })),
          notices,
          skimmed,
        },
      };
    }
    default:
      return task satisfies never;
  }
}

export const TIME_LIMITS = { file_seconds: 3, action_seconds: 30 };

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
          return {
            done: { readings: [], unread: { kind: "unsupported", detail: "not a picture that browsers decode" } },
          };
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
  return parts
    .slice(1)
    .map((_, index) => ({ interim: [{ ...reading(parts.slice(0, index + 1).join("+")), unread: 7 }] }));
}

function skimmedOf({ reading: { lines, ends_only, codes_unread = 0 }, item, name }: ReadingRequest): Skimmed[] {
  return ends_only === 0 ? [] : [{ item, file: name, lines: lines.length, ends_only, codes_unread }];
}

function reading(text: string): Reading {
  const corner = { x: 0, y: 0 };
  const colour = { r: 0, g: 0, b: 0 };
  return {
    width: 10,
    height: 10,
    turn: 0,
    unread: 0,
    ends_only: 0,
    codes_unread: 0,
    lines: [{ text, confidence: 1, corners: [corner, corner, corner, corner], ink: colour, paper: colour }],
  };
}

function found(quote: string, item: number, file: string): Finding {
  return {
    system: "us",
    level: quote,
    rank: quote.includes("top") ? 5 : quote.includes("internal") ? 1 : 4,
    action: "allow",
    kind: "banner",
    span: { start: 0, end: 1 },
    quote,
    origin: "image",
    item,
    file,
    line: 1,
    region: { left: 0, top: 0, right: 1, bottom: 0.1 },
    confidence: 0.9,
    evidence: [],
    system_title: "US",
  };
}

/** The check of files of these names. */
export function job(...names: string[]): Job {
  const files = names.map((name) => ({ name, content: new Blob([name]) }));
  return {
    submission: { channel: "attach", text: "", html: "", files },
    policy: null,
    timeLimits: TIME_LIMITS,
    place: null,
    locale: "en",
  };
}

/** Somebody who waits for the end. */
export const patient = { signal: new AbortController().signal, onProgress() {} };

/** Keeps the worker in the list. */
export function listed<Worker>(list: Worker[], worker: Worker): Worker {
  list.push(worker);
  return worker;
}

const isSlow = ({ task, request }: AnyOrder<CheckerTasks>) => task === "inspect-file" && request.name === "slow";
export const workers = {
  checker: () => listed(started, new FakeWorker(reportOn, isSlow)),
  pictures: () => listed(readers, new FakeWorker(readingsOn, () => false, interimsOn)),
};
export const analyserOf = (onIdle?: () => void) => createAnalyser(workers, onIdle);

/** Lets everything happen that does not wait for the clock. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Before each test: no workers, and the real clock. */
export function startAfresh(): void {
  started.length = 0;
  readers.length = 0;
  mock.timers.reset();
}
