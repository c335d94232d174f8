/** Inspects what one action carries, part by part. A part that fails is a notice, never clean. */
import type { Finding, Inspection, Locale, Notice, Reading } from "shareguard";
import { distinct, unchecked } from "./inspections";
import { PICTURE_TIMEOUT_MS, STEP_MS } from "./limits";
import type { Pictures } from "./pictures";
import { drawSvg, isSvg } from "./svg";
import type { CheckerTasks, PictureRead } from "./tasks";
import { FileUnreadable, TaskTimeout, type Limits, type WorkerHost } from "./worker-host";

/** What an action is inspected with, and who hears of it. */
export interface Inspecting {
  readonly checkers: Pick<WorkerHost<CheckerTasks>, "run">;
  readonly pictures: Pick<Pictures, "read">;
  /** As JSON; null for the built-in one. */
  readonly policy: string | null;
  readonly locale: Locale;
  /** Ends it; what is being inspected then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** How long one file may take, in milliseconds. */
  readonly fileMs: number;
  /** How much is left of the time that the action may take, in milliseconds. */
  readonly remainingMs: () => number;
  /**
   * Called before a picture is read, which takes long, and when something was read of it: with what was found so far in
   * all pictures that are being read.
   */
  readonly onFound: (soFar: readonly Inspection[]) => Promise<void>;
  /** Called when the reader of pictures was ended in the middle. */
  readonly onReaderLost: () => void;
}

export interface Inspector {
  /** The formats of a text, which are the first items. */
  inspectText(text: string, html: string): Promise<Inspection>;
  /** A file, with its number in the submission, counted from 0. */
  inspectFile(name: string, content: Blob, item: number): Promise<Inspection>;
}

export function createInspector({
  checkers,
  pictures,
  policy,
  locale,
  signal,
  fileMs,
  remainingMs,
  onFound,
  onReaderLost,
}: Inspecting): Inspector {
  /** In pictures that are being read, by the numbers of their items. */
  const foundSoFar = new Map<number, readonly Finding[]>();

  /** The limits of a task that may take so long, and no longer than what is left of the action. */
  const within = (timeout: number): Limits => ({ timeout: Math.min(timeout, remainingMs()), signal });

  const tell = () => onFound([...foundSoFar.values()].map(ofFindings));

  /** What an inspection found; of one that failed, what had been found, and a notice that says what was not checked. */
  async function outcomeOf(
    inspecting: Promise<Inspection>,
    what: Pick<Notice, "item" | "file"> & { readonly item: number },
  ): Promise<Inspection> {
    try {
      return await inspecting;
    } catch (error) {
      signal.throwIfAborted();
      return { ...unchecked({ ...noticeOf(error), ...what }), findings: [...(foundSoFar.get(what.item) ?? [])] };
    } finally {
      foundSoFar.delete(what.item);
    }
  }

  async function inspectAnyFile(name: string, content: Blob, item: number): Promise<Inspection> {
    const file = await checkers.run("inspect-file", { policy, name, content, item, locale }, within(fileMs));
    const what = { item, file: name };
    // A drawing was read as the text that it is; what is drawn may hold more.
    const isDrawing = isSvg(name, content);
    if (!isDrawing && file.pictures.length === 0) return file;
    const shown = isDrawing ? inspectDrawing(file, content, what) : inspectPicture(file, content, what);
    const seen = await outcomeOf(shown, what);
    const findings = [...file.findings, ...seen.findings];
    return {
      ...seen,
      findings: isDrawing ? distinct(findings) : findings,
      notices: [...file.notices, ...seen.notices],
      pictures: isDrawing ? [] : seen.pictures,
    };
  }

  async function inspectDrawing(file: Inspection, content: Blob, what: What): Promise<Inspection> {
    const drawn = await drawSvg(content);
    return drawn === null
      ? unchecked({ kind: "truncated", detail: "only the text of the drawing was read", ...what })
      : inspectPicture(file, drawn, what);
  }

  /** What is written in a picture; `pictures` of the file says what it is as long as nobody has read it. */
  async function inspectPicture({ pictures: unread }: Inspection, content: Blob, what: What): Promise<Inspection> {
    const onInterim = async (readings: readonly Reading[]) => {
      const { findings } = await judge(readings, what);
      foundSoFar.set(what.item, findings);
      await tell();
    };
    // What goes wrong with a part goes wrong with all of it, and is told then.
    const ignore = () => {};
    // Reading takes long, so that whatever is known already is told before it.
    let telling = tell().catch(ignore);
    const reading = pictures.read(what.file, content, within(PICTURE_TIMEOUT_MS), (readings) => {
      telling = telling.then(() => onInterim(readings)).catch(ignore);
    });
    const read = await reading
      .finally(() => telling)
      .catch((error: unknown) => {
        // Its reader was ended because nobody waits: mostly for a marking that was told early, in place of which
        // another picture comes soon.
        if (signal.aborted) onReaderLost();
        throw error;
      });
    if (read.unread?.kind === "unsupported") return { findings: [], notices: [], pictures: unread, skimmed: [] };
    const judged = await judge(read.readings, what);
    return { ...judged, notices: [...judged.notices, ...noticesOf(read, what)] };
  }

  /** What the frames of a picture hold, as far as they were read. */
  async function judge(readings: readonly Reading[], { file: name, item }: What): Promise<Inspection> {
    const frames = await Promise.all(
      readings.map((reading) =>
        checkers.run("inspect-reading", { policy, name, reading, item, locale }, { timeout: STEP_MS, signal }),
      ),
    );
    const findings = frames.flatMap((frame, index) =>
      index === 0 ? frame.findings : frame.findings.map(withoutRegion),
    );
    return {
      findings: distinct(findings),
      notices: frames.flatMap((frame) => frame.notices),
      pictures: [],
      // Frames of a picture hardly differ: the first one that was skimmed stands for it.
      skimmed: frames.flatMap((frame) => frame.skimmed).slice(0, 1),
    };
  }

  return {
    inspectText: (text, html) =>
      outcomeOf(checkers.run("inspect-text", { policy, text, html, locale }, within(fileMs)), { item: 0 }),
    inspectFile: (name, content, item) => outcomeOf(inspectAnyFile(name, content, item), { item, file: name }),
  };
}

/** Which item, and the name of its file. */
interface What {
  readonly item: number;
  readonly file: string;
}

function ofFindings(findings: readonly Finding[]): Inspection {
  return { findings: [...findings], notices: [], pictures: [], skimmed: [] };
}

function noticeOf(error: unknown): Notice {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof TaskTimeout) return { kind: "timeout", detail };
  if (error instanceof FileUnreadable) return { kind: "damaged", detail: `the browser cannot read it: ${detail}` };
  return { kind: "engine_error", detail };
}

function noticesOf({ unread }: PictureRead, what: What): Notice[] {
  return unread === null ? [] : [{ ...unread, ...what }];
}

/** Of a picture that moves, the person is shown the first frame: what stands in another one stands nowhere in it. */
function withoutRegion({ region: _, ...finding }: Finding): Finding {
  return finding;
}
