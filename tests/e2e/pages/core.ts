/** The in-page core in a page of its own, so that its speed is measured in each browser without anything around it. */
import * as core from "shareguard-core";
import packed from "shareguard-core-memory";
import { armCore, type Check } from "../../../extension/src/content/core-check";
import { warmedUp } from "../../../extension/src/content/warm-up";

/** How the text is judged: `warm` times untimed, then `rounds` times. */
export interface Task {
  /** As the background compiles it. */
  readonly policy: readonly number[];
  readonly text: string;
  readonly warm: number;
  readonly rounds: number;
}

export interface Measured {
  /** Milliseconds of each check, sorted. */
  readonly times: readonly number[];
  /**
   * Milliseconds, sorted, of arithmetic that takes about as long, done after each check: what the machine and the
   * browser do meanwhile makes it wait as it does the check. Null where finding out how much that is would warm it.
   */
  readonly arithmetic: readonly number[] | null;
  readonly clean: boolean;
}

declare global {
  interface Window {
    /** One after the other, without a pause. */
    measureCore?: (task: Task) => Promise<Measured>;
    /** As people paste: after the warm-up that Chromium's pages get, each in an idle moment of its own. */
    measurePastes?: (task: Task) => Promise<Measured>;
  }
}

const loaded = (async () => {
  const expanded = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  new Uint8Array(core.memory.buffer).set(new Uint8Array(await new Response(expanded).arrayBuffer()), core.memoryStart);
})();

window.measureCore = async (task) => {
  await loaded;
  return measure(task, armCore(core, { policy: Uint8Array.from(task.policy), locale: "en" }), () => null);
};

window.measurePastes = async (task) => {
  await loaded;
  let warming: Promise<void> | null = null;
  const warmed = warmedUp(core, (judge) => {
    warming = idle().then(judge);
  });
  const check = armCore(warmed, { policy: Uint8Array.from(task.policy), locale: "en" });
  // Each round asks for the next one.
  for (let awaited = null; warming !== awaited;) await (awaited = warming);
  return measure(task, check, idle);
};

async function measure(
  { text, warm, rounds }: Task,
  check: Check,
  pause: () => Promise<void> | null,
): Promise<Measured> {
  const judge = () => check({ text, html: "", channel: "paste" }) === "clean";
  let clean = true;
  for (let round = 0; round < warm; round++) clean &&= judge();
  const steps = warm > 0 ? stepsFor(judge) : null;
  const [times, arithmetic]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const paused = pause();
    if (paused !== null) await paused;
    times.push(timed(() => (clean &&= judge())));
    if (steps !== null) arithmetic.push(timed(() => calculate(steps)));
  }
  for (const all of [times, arithmetic]) all.sort((a, b) => a - b);
  return { times, arithmetic: steps === null ? null : arithmetic, clean };
}

function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** Steps of arithmetic on which the first time is spent, so that they are compiled. */
const MANY_STEPS = 10_000_000;

/** How long the check is timed as a whole, in milliseconds: the clock tells no tenth of one. */
const TIMED_MS = 100;

/** How many steps take as long as `act` does in the mean. */
function stepsFor(act: () => unknown): number {
  calculate(MANY_STEPS);
  const perStep = timed(() => calculate(MANY_STEPS)) / MANY_STEPS;
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < TIMED_MS; count++) act();
  return Math.round((performance.now() - start) / count / perStep);
}

/** Kept, so that no compiler leaves it out. */
let sum = 1;
function calculate(steps: number): void {
  for (let step = 0; step < steps; step++) sum = (Math.imul(sum, 1_664_525) + 1_013_904_223) | 0;
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve());
  });
}
