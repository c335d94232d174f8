/** The in-page core in a page of its own, so that its speed is measured in each browser without anything around it. */
import * as core from "shareguard-core";
import { armCore } from "../../../extension/src/content/core";

export interface Measured {
  /** Milliseconds of each check, sorted. */
  readonly times: readonly number[];
  readonly clean: boolean;
}

declare global {
  interface Window {
    /** Checks `text` by the compiled policy, `rounds` times after as many to warm up. */
    measureCore?: (task: { policy: number[]; text: string; rounds: number }) => Measured;
  }
}

window.measureCore = ({ policy, text, rounds }) => {
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
