/** The in-page core in a page of its own, so that its speed is measured in each browser without anything around it. */
import * as core from "shareguard-core";
import packed from "shareguard-core-memory";
import { armCore } from "../../../extension/src/content/core-check";

export interface Measured {
  /** Milliseconds of each check, sorted. */
  readonly times: readonly number[];
  readonly clean: boolean;
}

declare global {
  interface Window {
    /** Checks `text` by the compiled policy, `rounds` times after as many to warm up. */
    measureCore?: (task: { policy: number[]; text: string; rounds: number }) => Promise<Measured>;
  }
}

const loaded = (async () => {
  const expanded = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  new Uint8Array(core.memory.buffer).set(new Uint8Array(await new Response(expanded).arrayBuffer()), core.memoryStart);
})();

window.measureCore = async ({ policy, text, rounds }) => {
  await loaded;
  const check = armCore(core, { policy: Uint8Array.from(policy), locale: "en" });
  const submission = { text, html: "", channel: "paste" } as const;
  let clean = true;
  const times = Array.from({ length: 2 * rounds }, () => {
    const start = performance.now();
    clean &&= check(submission) === "clean";
    return performance.now() - start;
  });
  return { times: times.slice(rounds).sort((a, b) => a - b), clean };
};
