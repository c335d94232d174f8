/** Has files checked by the background, from a frame: with progress, and with a way to lose interest. */
import type { Verdict } from "shareguard";
import { CHECK_FILES_PORT, type FileSubmission } from "./calls";
import { askOnPort, Disconnected, type Watching } from "./verdict-port";

/**
 * The verdict on a submission with files. A file that cannot be checked is a notice in it. Rejects only when there is no verdict at all:
 * cancelled, or the background out of reach; nothing was checked then, and the frame applies the policy's outcome for that.
 */
export async function checkFiles(submission: FileSubmission, watching: Watching): Promise<Verdict> {
  try {
    return await askOnPort(CHECK_FILES_PORT, submission, watching);
  } catch (error) {
    // A browser ends a background whenever it likes, also in the middle. It starts with the next message, so one more try is due.
    if (error instanceof Disconnected) return askOnPort(CHECK_FILES_PORT, submission, watching);
    throw error;
  }
}
