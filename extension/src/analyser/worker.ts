/**
 * The worker that owns the checker for files: whatever a file does to it, the analyser, the pages and the checks of pasted text go on.
 * One task at a time; the host waits for its report before it sends the next.
 */
import type { Inspection } from "shareguard";
import * as engine from "../shared/engine";
import { misbehave } from "./misbehave";
import type { AnyOrder, FileRequest, Report, Tasks, Task } from "./tasks";

/** A file that the browser cannot read: changed or removed since it was chosen, or a folder. */
class Unreadable extends Error {}

self.addEventListener("message", ({ data }: MessageEvent<AnyOrder>) => {
  void perform(data)
    .then((done): Report => ({ done }))
    .catch((error: unknown): Report => {
      const why = error instanceof Error ? error.message : String(error);
      return error instanceof Unreadable ? { unreadable: why } : { failed: why };
    })
    .then((report) => self.postMessage(report));
});

async function perform({ task, request, policy }: AnyOrder): Promise<Tasks[Task]["answer"]> {
  switch (task) {
    case "warm":
      await engine.warm(policy);
      return null;
    case "inspect-text":
      return engine.inspectText(policy, request);
    case "inspect-file":
      return inspectFile(policy, request);
    case "conclude":
      return engine.conclude(policy, request);
    default:
      return task satisfies never;
  }
}

async function inspectFile(policy: string | null, { name, content, item, locale }: FileRequest): Promise<Inspection> {
  if (__TEST__) await misbehave(name);
  const { size, type } = content;
  const { whole, head, tail } = await engine.fileLimits();
  const [start, end] = size <= whole ? [await bytesOf(content), new Uint8Array()] : await Promise.all([bytesOf(content.slice(0, head)), bytesOf(content.slice(size - tail))]);
  return engine.inspectFile(policy, { name, media_type: type, size, item, locale }, start, end);
}

async function bytesOf(content: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.name : String(error));
  }
}
