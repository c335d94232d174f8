/** What a server in another language writes down: one arrival a line, as JSON. */
import { readFile } from "node:fs/promises";
import type { Arrival } from "./app";

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
  return content.split("\n").slice(0, -1).map((line) => arrival(JSON.parse(line)));
}

function arrival(value: unknown): Arrival {
  if (typeof value !== "object" || value === null || !("text" in value) || typeof value.text !== "string") throw new Error(`not an arrival: ${JSON.stringify(value)}`);
  return "file" in value && typeof value.file === "string" ? { file: value.file, text: value.text } : { text: value.text };
}
