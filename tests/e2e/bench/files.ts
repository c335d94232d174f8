/**
 * What it costs to attach files: from the choice in the picker to the page's own event, with the extension and without.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser, Tab } from "../driver/driver";
import { page, type Site } from "../server";

/** Attachments each way; they take turns, so that whatever else the machine does meets both. */
const ROUNDS = 15;

export interface FilesTimes {
  readonly what: string;
  /** Medians, in milliseconds. */
  readonly without: number;
  readonly withIt: number;
}

/**
 * Each file is another one each time: to choose the same again changes nothing, and what was judged before is
 * remembered.
 */
export async function measureFiles(plain: Browser, guarded: Browser, site: Site, text: string): Promise<FilesTimes[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "shareguard-bench-"));
  const tabs = [await plain.open(site.chat + page("files")), await guarded.open(site.chat + page("files"))] as const;
  try {
    const measured: FilesTimes[] = [];
    for (const [what, count, bytes] of [
      ["a file of 100 kB", 1, 100_000],
      ["10 files of 1 MB", 10, 1_000_000],
    ] as const) {
      const times: [number[], number[]] = [[], []];
      // The first round warms up: the analyser starts, the code is compiled.
      for (let round = 0; round <= ROUNDS; round++) {
        const files = await write(
          folder,
          `${count}-${round}`,
          count,
          text.repeat(Math.ceil(bytes / text.length)).slice(0, bytes),
        );
        for (const index of [0, 1] as const) {
          const time = await attachTime(tabs[index], files);
          if (round > 0) times[index].push(time);
        }
      }
      measured.push({ what, without: median(times[0]), withIt: median(times[1]) });
    }
    return measured;
  } finally {
    for (const tab of tabs) await tab.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(folder: string, name: string, count: number, content: string): Promise<string[]> {
  const files = Array.from({ length: count }, (_, index) => path.join(folder, `${name}-${index}.txt`));
  await Promise.all(files.map((file, index) => writeFile(file, `${index}\n${content}`)));
  return files;
}

/** From the choice in the picker to the page's own event, in milliseconds. */
export async function attachTime(tab: Tab, files: readonly string[]): Promise<number> {
  await choose(tab, files);
  return tab.evaluate(() => window.attached, undefined);
}

/** Chooses files, and has the page note when it gets them. */
export async function choose(tab: Tab, files: readonly string[]): Promise<void> {
  await tab.activate();
  await tab.evaluate(
    () =>
      void (window.attached = new Promise((resolve) =>
        document
          .querySelector("#input")
          ?.addEventListener("change", () => resolve(performance.now() - window.chosen), { once: true }),
      )),
    undefined,
  );
  await tab.choose(async () => {
    await tab.click(await tab.pointOf("#input"));
    // The driver sets the files right after this.
    await tab.evaluate(() => void (window.chosen = performance.now()), undefined);
  }, files);
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

declare global {
  interface Window {
    /** When the files were about to be set, by the page's clock. */
    chosen: number;
    /** Milliseconds from then to the page's own event. */
    attached: Promise<number>;
  }
}
