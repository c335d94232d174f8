/**
 * Checks everything that one action of a person carries, and comes to one verdict. A file that fails is a notice in it, never clean; the
 * others are checked all the same.
 */
import type { Finding, Inspection, Locale, Notice, Place, Reading, TimeLimits, Verdict } from "shareguard";
import type { FileSubmission, Progress, SharedFile } from "../shared/calls";
import { isAsked, rises } from "../shared/early";
import { embeddedPictures } from "../shared/html-pictures";
import { IDLE_MS, MAX_ACTION_BYTES, MAX_FILE_MS, MAX_FILES, MIN_SHARED_BYTES, PICTURE_TIMEOUT_MS, STEP_MS, WORKERS } from "./limits";
import { createPictures } from "./pictures";
import { drawSvg, isSvg } from "./svg";
import type { CheckerTasks, PictureRead } from "./tasks";
import { FileUnreadable, TaskTimeout, type Limits, type WorkerLike } from "./worker-host";
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
  /** Told what is known before everything was checked, as soon as the person is to be asked because of it; again where that rises. Never told of what is clean. */
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

/** How often progress is told while nothing else happens, in milliseconds. */
const HEARTBEAT_MS = 1_000;

/** `onIdle` is called when the workers were ended because nothing was to be done. */
export function createAnalyser(start: Workers, onIdle: () => void = () => {}): Analyser {
  const checkers = createWorkerPool<CheckerTasks>(start.checker, { orderFor: ({ policy }) => ({ task: "warm", request: { policy } }), timeout: STEP_MS }, WORKERS);
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

  async function check({ submission, policy, timeLimits, place, locale }: Job, { signal, onProgress, onEarly = () => {} }: Watching): Promise<Verdict> {
    const { channel, text, html } = submission;
    const files = [...submission.files, ...embeddedPictures(html)];
    const fileMs = Math.min(timeLimits.file_seconds * 1_000, MAX_FILE_MS);
    const deadline = performance.now() + timeLimits.action_seconds * 1_000;
    /** The limits of a task that may take so long, and no longer than what is left of the action. */
    const within = (timeout: number): Limits => ({ timeout: Math.min(timeout, deadline - performance.now()), signal });

    /** What was found so far in pictures that are being read, by the numbers of their items. */
    const foundSoFar = new Map<number, readonly Finding[]>();

    /** What an inspection found; of one that failed, what had been found, and a notice that says what was not checked. */
    const outcomeOf = async (inspecting: Promise<Inspection>, { item, file }: { readonly item: number; readonly file?: string }): Promise<Inspection> => {
      try {
        return await inspecting;
      } catch (error) {
        signal.throwIfAborted();
        const notice = { ...noticeOf(error), item, ...(file === undefined ? {} : { file }) };
        return { ...unchecked(notice), findings: [...(foundSoFar.get(item) ?? [])] };
      } finally {
        foundSoFar.delete(item);
      }
    };

    const inspectFile = async ({ name, content }: SharedFile, item: number): Promise<Inspection> => {
      const file = await checkers.run("inspect-file", { policy, name, content, item, locale }, within(fileMs));
      if (isSvg(name, content)) return withDrawing(file, name, content, item);
      if (file.pictures.length === 0) return file;
      const written = await outcomeOf(inspectPicture(file, name, content, item), { item, file: name });
      return { ...written, findings: [...file.findings, ...written.findings], notices: [...file.notices, ...written.notices] };
    };

    /** A drawing was read as the text that it is; what is drawn may hold more. */
    const withDrawing = async (file: Inspection, name: string, content: Blob, item: number): Promise<Inspection> => {
      const inspecting = drawSvg(content).then((drawn) => {
        if (drawn === null) return unchecked({ kind: "truncated", detail: "only the text of the drawing was read", item, file: name });
        return inspectPicture(file, name, drawn, item);
      });
      const written = await outcomeOf(inspecting, { item, file: name });
      return { ...written, findings: distinct([...file.findings, ...written.findings]), notices: [...file.notices, ...written.notices], pictures: [] };
    };

    /** What is written in a picture; `pictures` says what it is as long as nobody has read it. */
    const inspectPicture = async ({ pictures: unread }: Inspection, name: string, content: Blob, item: number): Promise<Inspection> => {
      const onInterim = async (readings: readonly Reading[]) => {
        const { findings } = await judge(readings, name, item);
        foundSoFar.set(item, findings);
        await tellEarly();
      };
      // What goes wrong with a part goes wrong with all of it, and is told then.
      const ignore = () => {};
      // Reading takes long, so that whatever is known already is told before it.
      let telling = tellEarly().catch(ignore);
      const reading = pictures.read(name, content, within(PICTURE_TIMEOUT_MS), (readings) => {
        telling = telling.then(() => onInterim(readings)).catch(ignore);
      });
      const read = await reading.finally(() => telling).catch((error: unknown) => {
        // Its reader was ended because nobody waits: mostly for a marking that was told early, in place of which another picture comes soon.
        if (signal.aborted) void using(() => pictures.warm()).catch(ignore);
        throw error;
      });
      if (read.unread?.kind === "unsupported") return { findings: [], notices: [], pictures: unread, skimmed: [] };
      const { findings, notices, skimmed } = await judge(read.readings, name, item);
      return { findings, notices: [...notices, ...noticesOf(read, { item, file: name })], pictures: [], skimmed };
    };

    /** What the frames of a picture hold, as far as they were read. */
    const judge = async (readings: readonly Reading[], name: string, item: number): Promise<Pick<Inspection, "findings" | "notices" | "skimmed">> => {
      const frames = await Promise.all(readings.map((reading) => checkers.run("inspect-reading", { policy, name, reading, item, locale }, { timeout: STEP_MS, signal })));
      const findings = frames.flatMap((frame, index) => (index === 0 ? frame.findings : frame.findings.map(withoutRegion)));
      const notices = frames.flatMap((frame) => frame.notices);
      // Frames of a picture hardly differ: the first one that was skimmed stands for it.
      const skimmed = frames.flatMap((frame) => frame.skimmed).slice(0, 1);
      return { findings: distinct(findings), notices, skimmed };
    };

    /** In the order of the files, whichever is done first. */
    const ofFiles: Inspection[] = [];
    let ofText: Inspection[] = [];
    let told: Verdict | null = null;
    /** What the verdict may depend on, of all findings so far. */
    const weighed = new Set<string>();

    /** Tells what is known so far, if the person is to be asked because of it and was not yet, or would be asked more strictly. */
    const tellEarly = async () => {
      const known = [ofText, ofFiles].flat();
      const findings = [...known.map((inspection) => inspection.findings), ...foundSoFar.values()].flat().sort((a, b) => a.item - b.item);
      const kinds = findings.map(({ system, rank }) => `${system} ${rank}`);
      // Of files by the hundred each is not weighed together with all before it.
      if (kinds.every((kind) => weighed.has(kind))) return;
      for (const kind of kinds) weighed.add(kind);
      const notices = known.flatMap((inspection) => [...inspection.notices, ...inspection.pictures]);
      const verdict = await checkers.run("conclude", { policy, inspected: { place, channel, locale, findings, notices, skimmed: [] } }, { timeout: STEP_MS, signal });
      if (!isAsked(verdict) || (told !== null && !rises(told, verdict))) return;
      told = verdict;
      onEarly({ ...verdict, complete: false });
    };

    const formats = [text, html].filter((format) => format !== "").length;
    ofText = formats > 0 ? [await outcomeOf(checkers.run("inspect-text", { policy, text, html, locale }, within(fileMs)), { item: 0 })] : [];

    const { read, bytes, beyond } = share(files);
    const queue = read.entries();
    let done = 0;
    const inspectFiles = async () => {
      for (const [index, file] of queue) {
        const { name } = file;
        onProgress({ file: name, done, total: files.length });
        const item = formats + index;
        ofFiles[index] =
          performance.now() > deadline
            ? unchecked({ kind: "timeout", detail: `the action took longer than ${timeLimits.action_seconds} s`, item, file: name })
            : await outcomeOf(inspectFile(file, item), { item, file: name });
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: bytes < MIN_SHARED_BYTES ? 1 : WORKERS }, inspectFiles));
    const ofOthers = beyond > 0 ? [unchecked({ kind: "too_large", detail: `${beyond} of ${files.length} files were not checked` })] : [];

    const inspections = [...ofText, ...ofFiles, ...ofOthers];
    const findings = inspections.flatMap((inspection) => inspection.findings);
    const notices = inspections.flatMap((inspection) => [...inspection.notices, ...inspection.pictures]);
    const skimmed = inspections.flatMap((inspection) => inspection.skimmed);
    // The findings are safe here even if the worker was not: whichever one there is comes to the verdict.
    return checkers.run("conclude", { policy, inspected: { place, channel, locale, findings, notices, skimmed } }, { timeout: STEP_MS, signal });
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
  return { findings: [], notices: [notice], pictures: [], skimmed: [] };
}

function noticeOf(error: unknown): Notice {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof TaskTimeout) return { kind: "timeout", detail };
  if (error instanceof FileUnreadable) return { kind: "damaged", detail: `the browser cannot read it: ${detail}` };
  return { kind: "engine_error", detail };
}

function noticesOf({ unread }: PictureRead, what: Pick<Notice, "item" | "file">): Notice[] {
  return unread === null ? [] : [{ ...unread, ...what }];
}

/** Of a picture that moves, the person is shown the first frame: what stands in another one stands nowhere in it. */
function withoutRegion({ region: _, ...finding }: Finding): Finding {
  return finding;
}

/** The first of each marking: several frames of a picture hold the same one. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ system, level, quote, region }) => {
    const marking = `${system} ${level ?? ""} ${quote}`;
    if (region === undefined && seen.has(marking)) return false;
    seen.add(marking);
    return true;
  });
}
