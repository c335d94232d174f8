/** Servers in another language, which write down what comes to them: one arrival a line, as JSON. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Arrival, Running } from "./app";
import { freePort, run, stateFolder, type Program } from "./server";

/** Where such a server has to be, and where it may write. */
export interface Assigned {
  readonly port: number;
  /** A folder of its own, which goes when it is stopped. */
  readonly folder: string;
  /** The file that it writes arrivals to. */
  readonly record: string;
}

/** Starts a server that is ready when its first page answers. */
export async function startRecording(
  app: string,
  program: (assigned: Assigned) => Omit<Program, "cwd" | "ready">,
): Promise<Running> {
  const state = await stateFolder(app);
  const record = path.join(state.folder, "arrivals.jsonl");
  const port = await freePort();
  const url = `http://localhost:${port}/`;
  const stop = await run(app, { ...program({ port, folder: state.folder, record }), cwd: state.folder, ready: url });
  return {
    url,
    arrivals: () => readArrivals(record),
    async stop() {
      await stop();
      await state.remove();
    },
  };
}

export async function readArrivals(file: string): Promise<Arrival[]> {
  let content: string;
  try {
    content = await readFile(file, "utf8");
  } catch (error) {
    // Written with the first arrival.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  // The last line may still be being written.
  return content
    .split("\n")
    .slice(0, -1)
    .map((line) => arrival(JSON.parse(line)));
}

function arrival(value: unknown): Arrival {
  if (typeof value !== "object" || value === null || !("text" in value) || typeof value.text !== "string")
    throw new Error(`not an arrival: ${JSON.stringify(value)}`);
  return "file" in value && typeof value.file === "string"
    ? { file: value.file, text: value.text }
    : { text: value.text };
}
