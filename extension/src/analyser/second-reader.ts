/**
 * A worker of this worker's own that reads lines while this one does, on another core. It ends with this one. Whatever
 * happens to it, what it was given can be read here.
 */
import { SECOND_READER_LOAD_MS } from "./limits";
import type { AnyOrder, Report } from "./orders";
import type { LineReaderParts, LineTasks } from "./tasks";
import type { WorkerLike } from "./worker-host";

export interface SecondReader {
  /** Gives it what it needs. */
  prepare(parts: LineReaderParts): void;
  /** Whether it takes lines. */
  readonly isReady: boolean;
  /** Resolves when it is ready, or never will be. */
  readonly settled: Promise<void>;
  /** Has a line read that a picture handed out, behind those before it. Null if that never happens. */
  read(errand: Uint8Array): Promise<Uint8Array | null>;
  /** Ends it: it is not started again. */
  end(): void;
}

/** Null where no worker can be started. */
export function createSecondReader(start: () => WorkerLike): SecondReader | null {
  let worker: WorkerLike;
  try {
    worker = start();
  } catch {
    return null;
  }
  let state: "starting" | "ready" | "ended" = "starting";
  /** Who waits for its reports, in the order of its orders. */
  const waiting: ((answer: Uint8Array | null) => void)[] = [];
  let settle = () => {};
  const settled = new Promise<void>((resolve) => (settle = resolve));

  const end = () => {
    state = "ended";
    worker.terminate();
    for (const answer of waiting.splice(0)) answer(null);
    settle();
  };
  const order = (order: AnyOrder<LineTasks>) =>
    new Promise<Uint8Array | null>((resolve) => {
      waiting.push(resolve);
      worker.postMessage(order);
    });

  worker.addEventListener("message", ({ data }: MessageEvent<Report<LineTasks>>) => {
    if ("done" in data) waiting.shift()?.(data.done);
    else end();
  });
  worker.addEventListener("error", end);
  worker.addEventListener("messageerror", end);
  const late = setTimeout(end, SECOND_READER_LOAD_MS);
  void settled.then(() => clearTimeout(late));

  return {
    prepare(parts) {
      if (state === "ended") return;
      void order({ task: "prepare", request: parts }).then(() => {
        if (state === "starting") state = "ready";
        settle();
      });
    },
    get isReady() {
      return state === "ready";
    },
    settled,
    read: async (errand) => (state === "ready" ? order({ task: "read-line", request: errand }) : null),
    end,
  };
}
