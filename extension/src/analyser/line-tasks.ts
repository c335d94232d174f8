/** What the second reader does: reads lines that the first one hands it. */
import { initSync, LineReader } from "shareguard-reader";
import type { AnyOrder } from "./orders";
import type { LineTasks } from "./tasks";

let reader: LineReader | undefined;

export function performLineTask({ task, request }: AnyOrder<LineTasks>): null | Uint8Array {
  switch (task) {
    case "prepare":
      initSync({ module: request.module });
      reader = new LineReader(request.recogniser, request.characters);
      return null;
    case "read-line":
      if (reader === undefined) throw new Error("it was not made ready");
      return reader.read(request);
    default:
      return task satisfies never;
  }
}
