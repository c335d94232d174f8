/** What a page of the tests got in files, by its own word. */
import assert from "node:assert/strict";
import { until, type Frame } from "./driver/driver";

export interface Got {
  /** The event that brought it. */
  readonly by: string;
  readonly text?: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Whether all files are read. */
  readonly complete?: boolean;
}

declare global {
  interface Window {
    got: Got[];
  }
}

/** Everything so far. */
export function got(frame: Frame): Promise<Got[]> {
  return frame.evaluate(() => window.got, undefined);
}

/** What the page got, as soon as it has got something; it got it once. */
export async function arrived(frame: Frame): Promise<Omit<Got, "complete">> {
  const [first, ...others] = await until("the page gets something", async () => {
    const all = await got(frame);
    return all.length > 0 && all.every(({ complete }) => complete) && all;
  });
  assert.deepEqual(others, []);
  if (first === undefined) throw new Error("the page got nothing");
  const { complete: _, ...what } = first;
  return what;
}

/** The names of the files that the page got, once it has got some. */
export async function arrivedNames(frame: Frame): Promise<string[]> {
  const all = await until("the page gets something", async () => {
    const soFar = await got(frame);
    return soFar.length > 0 && soFar;
  });
  return all.flatMap(({ files }) => files.map(({ name }) => name));
}
