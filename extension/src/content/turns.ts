/** One after the other. */
import { report } from "./report";

/** Runs it when everything before it has run. `signal` aborts when it has, whatever came of it. Never rejects. */
export type InTurn = (run: (signal: AbortSignal) => Promise<unknown>) => Promise<unknown>;

/**
 * A question with what comes of it: two dialogs would cover each other, and while one is up, nothing can be put where
 * the person was writing. Whoever asks in a frame, or delivers there, takes turns with the others.
 */
export function createTurns(): InTurn {
  let before: Promise<unknown> = Promise.resolve();
  return (run) => {
    const over = new AbortController();
    before = before
      .then(() => run(over.signal))
      .catch(report)
      .finally(() => over.abort());
    return before;
  };
}
