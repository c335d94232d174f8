/**
 * How a host and its worker speak: one order at a time, one report on each, which may be preceded by what is known so
 * far. What can be ordered, each kind of worker says for itself.
 */

/**
 * The tasks of a kind of worker by their names: each request beside its answer, and what is told before it where
 * something is.
 */
export type TaskTable<Tasks> = {
  readonly [K in keyof Tasks]: { readonly request: unknown; readonly answer: unknown; readonly interim?: unknown };
};

/** What is told of a task before its answer. */
export type InterimOf<Task> = Task extends { readonly interim: infer Interim } ? Interim : never;

/** A task on its way to the worker. */
export interface Order<Tasks extends TaskTable<Tasks>, K extends keyof Tasks> {
  readonly task: K;
  readonly request: Tasks[K]["request"];
}

/** Any of them, in which the task tells the request. */
export type AnyOrder<Tasks extends TaskTable<Tasks>> = { [K in keyof Tasks]: Order<Tasks, K> }[keyof Tasks];

/**
 * What the worker answers: any number of `interim`, and then one of the others. After `failed` its state is not to be
 * trusted any more.
 */
export type Report<Tasks extends TaskTable<Tasks>, K extends keyof Tasks = keyof Tasks> =
  | { readonly interim: InterimOf<Tasks[K]> }
  | { readonly done: Tasks[K]["answer"] }
  | { readonly unreadable: string }
  | { readonly failed: string };

/** A file that the browser cannot read: changed or removed since it was chosen, or a folder. */
class Unreadable extends Error {}

/** The bytes of a file. Rejects in a way that costs no worker where the browser cannot read it. */
export async function bytesOf(content: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.name : String(error));
  }
}

/** Inside a worker: carries out what its host orders. What is told goes out at once, also while the worker is busy. */
export function followOrders<Tasks extends TaskTable<Tasks>>(
  perform: (
    order: AnyOrder<Tasks>,
    tell: (interim: InterimOf<Tasks[keyof Tasks]>) => void,
  ) => Promise<Tasks[keyof Tasks]["answer"]>,
): void {
  const tell = (interim: InterimOf<Tasks[keyof Tasks]>) => self.postMessage({ interim } satisfies Report<Tasks>);
  self.addEventListener("message", ({ data }: MessageEvent<AnyOrder<Tasks>>) => {
    void perform(data, tell)
      .then((done): Report<Tasks> => ({ done }))
      .catch((error: unknown): Report<Tasks> => {
        const why = error instanceof Error ? error.message : String(error);
        return error instanceof Unreadable ? { unreadable: why } : { failed: why };
      })
      .then((report) => self.postMessage(report));
  });
}
