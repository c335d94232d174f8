/**
 * Checks everything that one action of a person carries, and comes to one verdict. A file that fails is a notice in it, never clean; the
 * others are checked all the same.
 */
import type { Finding, Inspection, Locale, Notice, Place, Verdict } from "shareguard";
import type { FileSubmission, Progress, SharedFile } from "../shared/calls";
import { ACTION_TIMEOUT_MS, FILE_TIMEOUT_MS, IDLE_MS, MAX_ACTION_BYTES, MAX_FILES } from "./limits";
import { createWorkerHost, FileUnreadable, TaskTimeout, type WorkerLike } from "./worker-host";

/** A submission with all that the verdict depends on. */
export interface Job {
  readonly submission: FileSubmission;
  /** The policy in force as JSON; null for the built-in one. */
  readonly policy: string | null;
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
  const host = createWorkerHost(start);
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

  async function check({ submission, policy, place, locale }: Job, { signal, onProgress }: Watching): Promise<Verdict> {
    const { channel, text, html, files } = submission;
    const findings: Finding[] = [];
    const notices: Notice[] = [];
    const limits = { timeout: FILE_TIMEOUT_MS, signal };
    const deadline = performance.now() + ACTION_TIMEOUT_MS;

    /** Takes over what an inspection found; one that fails leaves a notice that says what was not checked. */
    const take = async (inspecting: Promise<Inspection>, what: Pick<Notice, "item" | "file">) => {
      try {
        const inspection = await inspecting;
        findings.push(...inspection.findings);
        notices.push(...inspection.notices, ...inspection.pictures);
      } catch (error) {
        signal.throwIfAborted();
        notices.push({ ...noticeOf(error), ...what });
      }
    };

    const formats = [text, html].filter((format) => format !== "").length;
    if (formats > 0) await take(host.run("inspect-text", { text, html, locale }, policy, limits), { item: 0 });

    const { read, left } = share(files);
    for (const [index, { name, content }] of read.entries()) {
      onProgress({ file: name, done: index, total: files.length });
      const item = formats + index;
      if (performance.now() > deadline) {
        notices.push({ kind: "timeout", detail: `the action took longer than ${ACTION_TIMEOUT_MS / 1000} s`, item, file: name });
        continue;
      }
      await take(host.run("inspect-file", { name, content, item, locale }, policy, limits), { item, file: name });
    }
    if (left > 0) notices.push({ kind: "too_large", detail: `${left} of ${files.length} files were not checked` });
    // The findings are safe here even if the worker was not: whichever one there is comes to the verdict.
    return host.run("conclude", { place, channel, locale, findings, notices }, policy, limits);
  }

  return {
    async warm(policy) {
      await using(() => host.run("warm", null, policy, { timeout: FILE_TIMEOUT_MS }));
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

/** Those files that are read, and how many are left. */
function share(files: readonly SharedFile[]): { read: readonly SharedFile[]; left: number } {
  let bytes = 0;
  const beyond = files.findIndex(({ content }, index) => {
    bytes += content.size;
    return index >= MAX_FILES || bytes > MAX_ACTION_BYTES;
  });
  return beyond < 0 ? { read: files, left: 0 } : { read: files.slice(0, beyond), left: files.length - beyond };
}

function noticeOf(error: unknown): Notice {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof TaskTimeout) return { kind: "timeout", detail };
  if (error instanceof FileUnreadable) return { kind: "damaged", detail: `the browser cannot read it: ${detail}` };
  return { kind: "engine_error", detail };
}
