/**
 * Checks everything that one action of a person carries, and comes to one verdict. A file that fails is a notice in it,
 * never clean; the others are checked all the same.
 */
import type { Inspection, Locale, Place, TimeLimits, Verdict } from "shareguard";
import { MAX_FILES, type FileSubmission, type Progress, type SharedFile } from "../shared/calls";
import { embeddedPictures } from "../shared/html-pictures";
import { createEarlyTelling } from "./early-telling";
import { createInspector } from "./inspector";
import { merged, unchecked } from "./inspections";
import {
  IDLE_MS,
  MAX_ACTION_BYTES,
  MAX_ENDS_BYTES,
  MAX_PICTURE_BYTES,
  MIN_SHARED_BYTES,
  STEP_MS,
  WORKERS,
} from "./limits";
import { createPictures } from "./pictures";
import type { CheckerTasks } from "./tasks";
import type { WorkerLike } from "./worker-host";
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
  /**
   * Told what is known before everything was checked, as soon as the person is to be asked because of it; again where
   * that rises. Never told of what is clean.
   */
  readonly onEarly?: (verdict: Verdict) => void;
}

/** How its workers are started: those that check, and the one that reads pictures for them. */
export interface Workers {
  readonly checker: () => WorkerLike;
  readonly pictures: () => WorkerLike;
}

export interface Analyser {
  /** Starts the workers, so that the first file need not wait for them. */
  warm(policy: string | null): Promise<void>;
  check(job: Job, watching: Watching): Promise<Verdict>;
}

const TOO_MANY_FILES = `beyond the first ${MAX_FILES} files of an action`;
const TOO_MANY_BYTES = `beyond the first ${MAX_ACTION_BYTES / 1024 ** 3} GiB of an action`;
/** How often progress is told while nothing else happens, in milliseconds. */
const HEARTBEAT_MS = 1_000;

/** `onIdle` is called when the workers were ended because nothing was to be done. */
export function createAnalyser(start: Workers, onIdle: () => void = () => {}): Analyser {
  const checkers = createWorkerPool<CheckerTasks>(
    start.checker,
    { orderFor: ({ policy }) => ({ task: "warm", request: { policy } }), timeout: STEP_MS },
    WORKERS,
  );
  const pictures = createPictures(start.pictures);
  let busy = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  /** Keeps the workers while `work` goes on, and for a while after. */
  async function using<Result>(work: () => Promise<Result>): Promise<Result> {
    clearTimeout(idle);
    busy += 1;
    try {
      return await work();
    } finally {
      busy -= 1;
      if (busy === 0) {
        idle = setTimeout(() => {
          checkers.end();
          pictures.end();
          onIdle();
        }, IDLE_MS);
      }
    }
  }

  async function check(job: Job, { signal, onProgress, onEarly = () => {} }: Watching): Promise<Verdict> {
    const { submission, policy, timeLimits, place, locale } = job;
    const { channel, text, html } = submission;
    const deadline = performance.now() + timeLimits.action_seconds * 1_000;

    const conclude = (inspections: readonly Inspection[]) =>
      // The findings are safe here even if the worker was not: whichever one there is comes to the verdict.
      checkers.run(
        "conclude",
        { policy, inspected: { place, channel, locale, ...merged(inspections) } },
        { timeout: STEP_MS, signal },
      );
    /** In the order of the files, whichever is done first. */
    const ofFiles: Inspection[] = [];
    let ofText: Inspection[] = [];
    const tell = createEarlyTelling(conclude, onEarly);
    const inspector = createInspector({
      checkers,
      pictures,
      policy,
      locale,
      signal,
      fileMs: timeLimits.file_seconds * 1_000,
      remainingMs: () => deadline - performance.now(),
      // Files that are not done yet are holes, which are left out.
      onFound: (soFar) => tell([ofText, ofFiles, soFar].flat()),
      onReaderLost: () => void using(() => pictures.warm()).catch(() => {}),
    });

    const formats = [text, html].filter((format) => format !== "").length;
    if (formats > 0) ofText = [await inspector.inspectText(text, html)];

    const { readable, bytes } = limited([...submission.files, ...embeddedPictures(html)]);
    const queue = readable.entries();
    let done = 0;
    const inspectFiles = async () => {
      for (const [index, { name, content }] of queue) {
        const what = { item: formats + index, file: name };
        if ("kind" in content) {
          ofFiles[index] = unchecked({ ...content, ...what });
          continue;
        }
        onProgress({ file: name, done, total: readable.length });
        ofFiles[index] =
          performance.now() > deadline
            ? unchecked({
                kind: "timeout",
                detail: `the action took longer than ${timeLimits.action_seconds} s`,
                ...what,
              })
            : await inspector.inspectFile(name, content, what.item);
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: bytes < MIN_SHARED_BYTES ? 1 : WORKERS }, inspectFiles));
    return conclude([...ofText, ...ofFiles]);
  }

  return {
    async warm(policy) {
      // Neither waits for the other: a text file need not wait for the networks.
      await using(() => Promise.all([checkers.run("warm", { policy }, { timeout: STEP_MS }), pictures.warm()]));
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

/**
 * The files, of which those beyond the limits of an action are not read, and how many bytes are. What does not fit
 * leaves room for what comes behind it.
 */
function limited(files: readonly SharedFile[]): { readable: readonly SharedFile[]; bytes: number } {
  let bytes = 0;
  const readable = files.map(({ name, content }, index): SharedFile => {
    if ("kind" in content) return { name, content };
    const needed = content.size <= MAX_PICTURE_BYTES ? content.size : MAX_ENDS_BYTES;
    if (index >= MAX_FILES || bytes + needed > MAX_ACTION_BYTES)
      return { name, content: { kind: "too_large", detail: index >= MAX_FILES ? TOO_MANY_FILES : TOO_MANY_BYTES } };
    bytes += needed;
    return { name, content };
  });
  return { readable, bytes };
}
