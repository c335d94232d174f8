/**
 * The worker that owns the checker for files: whatever a file does to it, the analyser, the pages and the checks of
 * pasted text go on. One task at a time; the host waits for its report before it sends the next.
 */
import type { Inspection } from "shareguard";
import * as engine from "../shared/engine";
import { misbehave } from "./misbehave";
import { bytesOf, followOrders } from "./orders";
import type { ByPolicy, CheckerTasks, FileRequest } from "./tasks";

followOrders<CheckerTasks>(async ({ task, request }) => {
  const { policy } = request;
  switch (task) {
    case "warm":
      await engine.warm(policy);
      return null;
    case "inspect-text":
      return engine.inspectText(policy, request);
    case "inspect-file":
      return inspectFile(request);
    case "inspect-reading":
      return engine.inspectReading(policy, request);
    case "conclude":
      return engine.conclude(policy, request.inspected);
    default:
      return task satisfies never;
  }
});

async function inspectFile({ policy, name, content, item, locale }: ByPolicy & FileRequest): Promise<Inspection> {
  if (__TEST__) await misbehave(name);
  const { size, type } = content;
  const { whole, head, tail } = await engine.fileLimits();
  const [start, end] =
    size <= whole
      ? [await bytesOf(content), new Uint8Array()]
      : await Promise.all([bytesOf(content.slice(0, head)), bytesOf(content.slice(size - tail))]);
  return engine.inspectFile(policy, { name, media_type: type, size, item, locale }, start, end);
}
