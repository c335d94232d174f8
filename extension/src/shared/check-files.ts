/** Has files checked by the background, from a frame: with progress, and with a way to lose interest. */
import type { Verdict } from "shareguard";
import { CHECK_FILES_PORT, type FileCheckAnswer, type FileSubmission, type Progress } from "./calls";

/**
 * How long the background may be silent, in milliseconds. It says at least once a second how far it is, and has its own time limits
 * for files; beyond this it is gone.
 */
export const SILENCE_MS = 15_000;

/** The background was ended, crashed or was reloaded before it answered. */
class Disconnected extends Error {}

export interface FileCheckOptions {
  /** Ends the check; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * The verdict on a submission with files. A file that cannot be checked is a notice in it. Rejects only when there is no verdict at all:
 * cancelled, or the background out of reach; nothing was checked then, and the frame applies the policy's outcome for that.
 */
export async function checkFiles(submission: FileSubmission, options: FileCheckOptions): Promise<Verdict> {
  try {
    return await ask(submission, options);
  } catch (error) {
    // A browser ends a background whenever it likes, also in the middle. It starts with the next message, so one more try is due.
    if (error instanceof Disconnected) return ask(submission, options);
    throw error;
  }
}

function ask(submission: FileSubmission, { signal, onProgress }: FileCheckOptions): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Throws where the extension was reloaded: then the promise rejects.
    const port = chrome.runtime.connect(undefined, { name: CHECK_FILES_PORT });
    let timer = setTimeout(fallSilent, SILENCE_MS);
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      port.disconnect();
    };
    function fallSilent(): void {
      end();
      reject(new Error(`the background said nothing for ${SILENCE_MS} ms`));
    }
    function cancel(): void {
      end();
      reject(signal.reason);
    }
    signal.addEventListener("abort", cancel, { once: true });
    port.onDisconnect.addListener(() => {
      end();
      reject(new Disconnected("the background was ended before it answered"));
    });
    port.onMessage.addListener((answer: FileCheckAnswer) => {
      if ("progress" in answer) {
        clearTimeout(timer);
        timer = setTimeout(fallSilent, SILENCE_MS);
        onProgress?.(answer.progress);
        return;
      }
      end();
      if ("verdict" in answer) resolve(answer.verdict);
      else reject(new Error(answer.failed));
    });
    port.postMessage(submission);
  });
}
