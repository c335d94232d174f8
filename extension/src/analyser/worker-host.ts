/** Starts the worker, gives it one task after the other, and replaces it when it fails or takes too long. */
import type { Order, Report, Task, Tasks } from "./tasks";

/** The task took longer than it may. */
export class TaskTimeout extends Error {}
/** The checker failed: a trap, or a worker that did not even start. */
export class TaskFailed extends Error {}
/** The browser cannot read the file. */
export class FileUnreadable extends Error {}

/** As much of `Worker` as is used. */
export type WorkerLike = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

export interface Limits {
  /** In milliseconds, from when the worker begins. */
  readonly timeout: number;
  /** Ends the task, and the worker if it is at it; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface WorkerHost {
  /** Does a task when those before it are done. After a rejection the worker is another one, except where the file was at fault. */
  run<K extends Task>(task: K, request: Tasks[K]["request"], policy: string | null, limits: Limits): Promise<Tasks[K]["answer"]>;
  /** Ends the worker; the next task starts another one. */
  end(): void;
}

export function createWorkerHost(start: () => WorkerLike): WorkerHost {
  let worker: WorkerLike | null = null;
  let before: Promise<unknown> = Promise.resolve();

  const end = () => {
    worker?.terminate();
    worker = null;
  };

  async function perform<K extends Task>(order: Order<K>, { timeout, signal }: Limits): Promise<Tasks[K]["answer"]> {
    signal?.throwIfAborted();
    worker ??= start();
    const report = await reportOf(worker, order, timeout, signal).catch((error: unknown) => {
      end();
      throw error;
    });
    if ("done" in report) return report.done;
    if ("unreadable" in report) throw new FileUnreadable(report.unreadable);
    end();
    throw new TaskFailed(report.failed);
  }

  return {
    run(task, request, policy, limits) {
      const next = before.then(() => perform({ task, request, policy }, limits));
      before = next.catch(() => {});
      return next;
    },
    end,
  };
}

function reportOf<K extends Task>(worker: WorkerLike, order: Order<K>, timeout: number, signal: AbortSignal | undefined): Promise<Report<K>> {
  const over = new AbortController();
  const until = { once: true, signal: over.signal };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reported = new Promise<Report<K>>((resolve, reject) => {
    timer = setTimeout(() => reject(new TaskTimeout(`no answer within ${timeout} ms`)), timeout);
    worker.addEventListener("message", ({ data }: MessageEvent<Report<K>>) => resolve(data), until);
    worker.addEventListener("error", (event) => reject(new TaskFailed(event.message)), until);
    worker.addEventListener("messageerror", () => reject(new TaskFailed("the answer could not be read")), until);
    signal?.addEventListener("abort", () => reject(signal.reason), until);
    worker.postMessage(order);
  });
  return reported.finally(() => {
    clearTimeout(timer);
    over.abort();
  });
}
