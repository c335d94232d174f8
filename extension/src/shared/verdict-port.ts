/**
 * A question on a port of its own, answered with any number of `progress` and early verdicts, and then one verdict.
 * Whoever disconnects has lost interest.
 */
import type { Verdict } from "shareguard";
import type { Progress, VerdictAnswer } from "./calls";

/**
 * How long the other side may be silent, in milliseconds. It says at least once a second how far it is, and has its own
 * time limits for files; beyond this it is gone.
 */
export const SILENCE_MS = 15_000;

/** The other side was ended, crashed or was reloaded before it answered. */
export class Disconnected extends Error {}

export interface Watching {
  /** Ends the question; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Hears of verdicts that come before everything was checked. */
  readonly onEarly?: (verdict: Verdict) => void;
}

/** Asks on a new port of this name. Rejects with {@link Disconnected} where nobody is there (any more). */
export function askOnPort(
  name: string,
  question: unknown,
  { signal, onProgress, onEarly }: Watching,
): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Throws where the extension was reloaded: then the promise rejects.
    const port = chrome.runtime.connect(undefined, { name });
    let timer = setTimeout(fallSilent, SILENCE_MS);
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      port.disconnect();
    };
    function fallSilent(): void {
      end();
      reject(new Error(`nothing was heard for ${SILENCE_MS} ms`));
    }
    function cancel(): void {
      end();
      reject(signal.reason);
    }
    signal.addEventListener("abort", cancel, { once: true });
    port.onDisconnect.addListener(() => {
      end();
      reject(new Disconnected("the other side was ended before it answered"));
    });
    port.onMessage.addListener((answer: VerdictAnswer) => {
      if ("progress" in answer) {
        clearTimeout(timer);
        timer = setTimeout(fallSilent, SILENCE_MS);
        onProgress?.(answer.progress);
        return;
      }
      if ("early" in answer) return onEarly?.(answer.early);
      end();
      if ("verdict" in answer) resolve(answer.verdict);
      else reject(new Error(answer.failed));
    });
    port.postMessage(question);
  });
}

/** Answers what is asked on a port. `answer` is aborted when whoever asked has lost interest. */
export function answerOnPort<Question>(
  port: chrome.runtime.Port,
  answer: (question: Question, watching: Required<Watching>) => Promise<Verdict>,
): void {
  const interest = new AbortController();
  port.onDisconnect.addListener(() => interest.abort(new Disconnected("nobody waits for the answer")));
  const say = (said: VerdictAnswer) => {
    if (!interest.signal.aborted) port.postMessage(said);
  };
  port.onMessage.addListener((question: Question) => {
    answer(question, {
      signal: interest.signal,
      onProgress: (progress) => say({ progress }),
      onEarly: (early) => say({ early }),
    })
      .then((verdict): VerdictAnswer => ({ verdict }))
      .catch((error: unknown): VerdictAnswer => ({ failed: error instanceof Error ? error.message : String(error) }))
      .then(say)
      // Gone between the look and the word.
      .catch((error: unknown) => console.error("Shareguard:", error));
  });
}
