/** Several workers for one queue of tasks, so that the cores of a machine share the files of an action. */
import { createWorkerHost, type WorkerHost, type WorkerLike } from "./worker-host";

/**
 * Does each task in the worker that is free, and starts another one only where none is. What one task does to its worker the others never
 * notice.
 */
export function createWorkerPool(start: () => WorkerLike, size: number): WorkerHost {
  const hosts = Array.from({ length: size }, () => createWorkerHost(start));
  const free = [...hosts];
  const waiting: ((host: WorkerHost) => void)[] = [];

  // The last one that worked comes first: it is there already.
  const giveBack = (host: WorkerHost) => {
    const next = waiting.shift();
    if (next === undefined) free.unshift(host);
    else next(host);
  };

  return {
    async run(task, request, policy, limits) {
      const host = free.shift() ?? (await new Promise<WorkerHost>((resolve) => waiting.push(resolve)));
      try {
        return await host.run(task, request, policy, limits);
      } finally {
        giveBack(host);
      }
    },
    end() {
      for (const host of hosts) host.end();
    },
  };
}
