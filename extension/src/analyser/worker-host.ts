/** Starts a worker, gives it one task after the other, and replaces it when it fails or takes too long. */
import type { AnyOrder, InterimOf, Order, Report, TaskTable } from "./orders";

/** The task took longer than it may. */
export class TaskTimeout extends Error {}
/** The worker failed: a trap, or one that did not even start. */
export class TaskFailed extends Error {}
/** The browser cannot read the file. */
export class FileUnreadable extends Error {}

/** As much of `Worker` as is used. */
export type WorkerLike = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

export interface Limits {
  /** In milliseconds, from when the worker is ready and begins. */
  readonly timeout: number;
  /** Ends the task, and the worker if it is at it; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * What a new worker does first, in a time of its own: how long it takes to be there is no fault of the task that finds
 * none.
 */
export interface Preparation<Tasks extends TaskTable<Tasks>> {
  readonly orderFor: (first: Tasks[keyof Tasks]["request"]) => AnyOrder<Tasks>;
  /** In milliseconds. */
  readonly timeout: number;
}

export interface WorkerHost<Tasks extends TaskTable<Tasks>> {
  /**
   * Does a task when those before it are done. After a rejection the worker is another one, except where the file was
   * at fault. `onInterim` hears what is told before the answer.
   */
  run<K extends keyof Tasks>(
    task: K,
    request: Tasks[K]["request"],
    limits: Limits,
    onInterim?: (interim: InterimOf<Tasks[K]>) => void,
  ): Promise<Tasks[K]["answer"]>;
  /** Ends the worker; the next task starts another one. */
  end(): void;
}

/** Without a `preparation`, what a worker needs to start is in the time of its first task. */
export function createWorkerHost<Tasks extends TaskTable<Tasks>>(
  start: () => WorkerLike,
  preparation?: Preparation<Tasks>,
): WorkerHost<Tasks> {
  let worker: WorkerLike | null = null;
  let before: Promise<unknown> = Promise.resolve();

  const end = () => {
    worker?.terminate();
    worker = null;
  };

  async function perform<K extends keyof Tasks>(
    order: Order<Tasks, K>,
    limits: Limits,
    onInterim?: (interim: InterimOf<Tasks[K]>) => void,
  ): Promise<Tasks[K]["answer"]> {
    const { signal } = limits;
    signal?.throwIfAborted();
    try {
      if (worker === null) {
        worker = start();
        if (preparation !== undefined) {
          const first = preparation.orderFor(order.request);
          if (first.task !== order.task)
            await answerOf(worker, first, {
              timeout: preparation.timeout,
              ...(signal === undefined ? {} : { signal }),
            });
        }
      }
      return await answerOf(worker, order, limits, onInterim);
    } catch (error) {
      if (!(error instanceof FileUnreadable)) end();
      throw error;
    }
  }

  return {
    run(task, request, limits, onInterim) {
      const next = before.then(() => perform({ task, request }, limits, onInterim));
      before = next.catch(() => {});
      return next;
    },
    end,
  };
}

async function answerOf<Tasks extends TaskTable<Tasks>, K extends keyof Tasks>(
  worker: WorkerLike,
  order: Order<Tasks, K>,
  limits: Limits,
  onInterim: (interim: InterimOf<Tasks[K]>) => void = () => {},
): Promise<Tasks[K]["answer"]> {
  const report = await reportOf<Tasks, K>(worker, order, limits, onInterim);
  if ("done" in report) return report.done;
  throw "unreadable" in report ? new FileUnreadable(report.unreadable) : new TaskFailed(report.failed);
}

/** The one after which nothing comes. */
type LastReport<Tasks extends TaskTable<Tasks>, K extends keyof Tasks> = Exclude<
  Report<Tasks, K>,
  { readonly interim: unknown }
>;

function reportOf<Tasks extends TaskTable<Tasks>, K extends keyof Tasks>(
  worker: WorkerLike,
  order: Order<Tasks, K>,
  { timeout, signal }: Limits,
  onInterim: (interim: InterimOf<Tasks[K]>) => void,
): Promise<LastReport<Tasks, K>> {
  const over = new AbortController();
  const until = { once: true, signal: over.signal };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reported = new Promise<LastReport<Tasks, K>>((resolve, reject) => {
    timer = setTimeout(() => reject(new TaskTimeout(`no answer within ${timeout} ms`)), timeout);
    const onReport = ({ data }: MessageEvent<Report<Tasks, K>>) => {
      if ("interim" in data) onInterim(data.interim);
      else resolve(data);
    };
    worker.addEventListener("message", onReport, { signal: over.signal });
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
