/**
 * Checks everything that one action of a person carries, and comes to one verdict. A file that fails is a notice in it, never clean; the
 * others are checked all the same.
 */
import type { Inspection, Locale, Notice, Place, TimeLimits, Verdict } from "shareguard";
import type { FileSubmission, Progress, SharedFile } from "../shared/calls";
import { IDLE_MS, MAX_ACTION_BYTES, MAX_FILE_MS, MAX_FILES, MIN_SHARED_BYTES, STEP_MS, WORKERS } from "./limits";
import { FileUnreadable, TaskTimeout, type WorkerLike } from "./worker-host";
import { createWorkerPool } from "./worker-pool";

/** A submission with all that the verdict depends on. */
export interface Job {
  readonly submission: FileSubmission;
  /** The policy in force as JSON; null for the built-in one. */
  readonly policy: string | null;
  readonly timeLimits: TimeLimits;
  readonly place: Place | null;
  readonly locale: Locale;
}

export interface Watching {
  /** Ends the check; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called at least once a second, so that whoever waits knows that somebody is at work. */
  readonly onProgress: (progress: Progress) => void;
}

export interface Analyser {
  /** Starts the worker, so that the first file need not wait for it. */
  warm(policy: string | null): Promise<void>;
  check(job: Job, watching: Watching): Promise<Verdict>;
}

/** How often progress is told while nothing else happens, in milliseconds. */
const HEARTBEAT_MS = 1_000;

/** `onIdle` is called when the worker was ended because nothing was to be done. */
export function createAnalyser(start: () => WorkerLike, onIdle: () => void = () => {}): Analyser {
  const host = createWorkerPool(start, WORKERS);
  let busy = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  /** Keeps the worker while `work` goes on, and for a while after. */
  async function using<Result>(work: () => Promise<Result>): Promise<Result> {
    clearTimeout(idle);
    busy += 1;
    try {
      return await work();
    } finally {
      busy -= 1;
      if (busy === 0) {
        idle = setTimeout(() => {
          host.end();
          onIdle();
        }, IDLE_MS);
      }
    }
  }

  async function check({ submission, policy, timeLimits, place, locale }: Job, { signal, onProgress }: Watching): Promise<Verdict> {
    const { channel, text, html, files } = submission;
    const fileMs = Math.min(timeLimits.file_seconds * 1_000, MAX_FILE_MS);
    const deadline = performance.now() + timeLimits.action_seconds * 1_000;

    /** What an inspection found; of one that failed, a notice that says what was not checked. */
    const outcomeOf = async (inspecting: Promise<Inspection>, what: Pick<Notice, "item" | "file">): Promise<Inspection> => {
      try {
        return await inspecting;
      } catch (error) {
        signal.throwIfAborted();
        return unchecked({ ...noticeOf(error), ...what });
      }
    };

    const formats = [text, html].filter((format) => format !== "").length;
    const ofText = formats > 0 ? [await outcomeOf(host.run("inspect-text", { text, html, locale }, policy, { timeout: fileMs, signal }), { item: 0 })] : [];

    const { read, bytes, beyond } = share(files);
    const queue = read.entries();
    /** In the order of the files, whichever is done first. */
    const ofFiles: Inspection[] = [];
    let done = 0;
    const inspectFiles = async () => {
      for (const [index, { name, content }] of queue) {
        onProgress({ file: name, done, total: files.length });
        const item = formats + index;
        const left = deadline - performance.now();
        ofFiles[index] =
          left < 0
            ? unchecked({ kind: "timeout", detail: `the action took longer than ${timeLimits.action_seconds} s`, item, file: name })
            : await outcomeOf(host.run("inspect-file", { name, content, item, locale }, policy, { timeout: Math.min(fileMs, left), signal }), { item, file: name });
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: bytes < MIN_SHARED_BYTES ? 1 : WORKERS }, inspectFiles));
    const ofOthers = beyond > 0 ? [unchecked({ kind: "too_large", detail: `${beyond} of ${files.length} files were not checked` })] : [];

    const inspections = [...ofText, ...ofFiles, ...ofOthers];
    const findings = inspections.flatMap((inspection) => inspection.findings);
    const notices = inspections.flatMap((inspection) => [...inspection.notices, ...inspection.pictures]);
    // The findings are safe here even if the worker was not: whichever one there is comes to the verdict.
    return host.run("conclude", { place, channel, locale, findings, notices }, policy, { timeout: STEP_MS, signal });
  }

  return {
    async warm(policy) {
      await using(() => host.run("warm", null, policy, { timeout: STEP_MS }));
    },
    check: (job, watching) =>
      using(async () => {
        let progress: Progress = { file: "", done: 0, total: job.submission.files.length };
        const heartbeat = setInterval(() => watching.onProgress(progress), HEARTBEAT_MS);
        const onProgress = (next: Progress) => {
          progress = next;
          watching.onProgress(next);
        };
        return check(job, { ...watching, onProgress }).finally(() => clearInterval(heartbeat));
      }),
  };
}

/** Those files that are read, how many bytes they have, and how many are beyond the limits. */
function share(files: readonly SharedFile[]): { read: readonly SharedFile[]; bytes: number; beyond: number } {
  let bytes = 0;
  const end = files.findIndex(({ content }, index) => {
    if (index >= MAX_FILES || bytes + content.size > MAX_ACTION_BYTES) return true;
    bytes += content.size;
    return false;
  });
  return end < 0 ? { read: files, bytes, beyond: 0 } : { read: files.slice(0, end), bytes, beyond: files.length - end };
}

function unchecked(notice: Notice): Inspection {
  return { findings: [], notices: [notice], pictures: [] };
}

function noticeOf(error: unknown): Notice {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof TaskTimeout) return { kind: "timeout", detail };
  if (error instanceof FileUnreadable) return { kind: "damaged", detail: `the browser cannot read it: ${detail}` };
  return { kind: "engine_error", detail };
}
