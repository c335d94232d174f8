/**
 * Has files checked by the background, from a frame: with progress, with verdicts that come early, and with a way to
 * lose interest.
 */
import type { Verdict } from "shareguard";
import { CHECK_FILES_PORT, type FileSubmission, type Progress } from "./calls";
import { firstVerdict, type Told } from "./early";
import { askOnPort, Disconnected, type Watching } from "./verdict-port";

export interface FileCheck {
  /** Ends the check until there is a verdict; the answer then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /**
   * What the policy says where there is no verdict at all: the background is out of reach. Its notice is about each
   * file.
   */
  readonly failed: (error: unknown) => Verdict;
}

/**
 * The verdict on a submission with files, which may have a rest. A file that cannot be checked is a notice in it.
 * Rejects only where it is cancelled.
 */
export function checkFiles(submission: FileSubmission, { signal, onProgress, failed }: FileCheck): Promise<Told> {
  const { files } = submission;
  const formats = [submission.text, submission.html].filter((format) => format !== "").length;
  const failedFiles = (error: unknown): Verdict => {
    const verdict = failed(error);
    const notices = verdict.notices.flatMap((notice) =>
      files.map(({ name }, index) => ({ ...notice, item: formats + index, file: name })),
    );
    return { ...verdict, notices: files.length === 0 ? verdict.notices : notices };
  };
  return firstVerdict((watching) => ask(submission, { ...watching, onProgress }), signal, failedFiles);
}

async function ask(submission: FileSubmission, watching: Watching): Promise<Verdict> {
  try {
    return await askOnPort(CHECK_FILES_PORT, submission, watching);
  } catch (error) {
    // A browser ends a background whenever it likes, also in the middle. It starts with the next message, so one more
    // try is due.
    if (error instanceof Disconnected) return askOnPort(CHECK_FILES_PORT, submission, watching);
    throw error;
  }
}
