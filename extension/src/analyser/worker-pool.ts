/** Several workers for one queue of tasks, so that the cores of a machine share the files of an action. */
import type { TaskTable } from "./orders";
import { createWorkerHost, type Preparation, type WorkerHost, type WorkerLike } from "./worker-host";

/**
 * Does each task in the worker that is free, and starts another one only where none is. What one task does to its
 * worker the others never notice.
 */
export function createWorkerPool<Tasks extends TaskTable<Tasks>>(
  start: () => WorkerLike,
  preparation: Preparation<Tasks>,
  size: number,
): WorkerHost<Tasks> {
  const hosts = Array.from({ length: size }, () => createWorkerHost(start, preparation));
  const free = [...hosts];
  const waiting: ((host: WorkerHost<Tasks>) => void)[] = [];

  // The last one that worked comes first: it is there already.
  const giveBack = (host: WorkerHost<Tasks>) => {
    const next = waiting.shift();
    if (next === undefined) free.unshift(host);
    else next(host);
  };

  return {
    async run(task, request, limits, onInterim) {
      const host = free.shift() ?? (await new Promise<WorkerHost<Tasks>>((resolve) => waiting.push(resolve)));
      try {
        return await host.run(task, request, limits, onInterim);
      } finally {
        giveBack(host);
      }
    },
    end() {
      for (const host of hosts) host.end();
    },
  };
}
