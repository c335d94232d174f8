/**
 * How long a page of 1280×960 pixels takes in a browser: a marked one until the warning, a clean one until the page has
 * it; and whether text waits for it.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser, Tab } from "../driver/driver";
import { earlyWarning } from "../person";
import { unlike } from "../pictures";
import { page, type Site } from "../server";
import { attachTime, choose, median } from "./files";

const PAGES = "benches/pictures";
/** Attachments of each page, after one that warms up. */
const ROUNDS = 5;

export interface PictureTimes {
  readonly what: string;
  /** Median, in milliseconds. */
  readonly time: number;
}

/** Each picture is another file each time: what was read before is remembered. `text` is a file's. */
export async function measurePictures(guarded: Browser, site: Site, text: string): Promise<PictureTimes[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "shareguard-bench-"));
  const tabs = [await guarded.open(site.chat + page("files")), await guarded.open(site.chat + page("files"))] as const;
  let written = 0;
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(folder, `${written++}-${name}`);
    await writeFile(file, content);
    return file;
  };
  const pictureOf = async (name: string) => write(name, unlike(await readFile(path.join(PAGES, name)), `${written}`));
  const textFile = () => write("notes.txt", `${written}\n${text}`);
  try {
    const times = new Map<string, number[]>();
    for (let round = 0; round <= ROUNDS; round++) {
      const note = (what: string, time: number) =>
        times.set(what, [...(times.get(what) ?? []), ...(round > 0 ? [time] : [])]);
      for (const language of ["en", "zh"]) {
        note(
          `clean-${language}.png, until the page has it`,
          await attachTime(tabs[0], [await pictureOf(`clean-${language}.png`)]),
        );
        const { shown, whole } = await warningTimes(tabs[0], await pictureOf(`marked-${language}.png`));
        note(`marked-${language}.png, until the warning`, shown);
        note(`marked-${language}.png, until it is whole`, whole);
      }
      note("a text file", await attachTime(tabs[1], [await textFile()]));
      await choose(tabs[0], [await pictureOf("clean-zh.png")]);
      note("a text file while a picture is read", await attachTime(tabs[1], [await textFile()]));
      await tabs[0].evaluate(() => window.attached, undefined);
    }
    return [...times].map(([what, all]) => ({ what, time: median(all) }));
  } finally {
    for (const tab of tabs) await tab.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * From the choice in the picker until somebody who looks every 20 ms sees the warning, and until nothing more is
 * checked.
 */
async function warningTimes(tab: Tab, file: string): Promise<{ shown: number; whole: number }> {
  await choose(tab, [file]);
  const start = performance.now();
  const warning = await earlyWarning(tab);
  const shown = performance.now() - start;
  await warning.whole();
  const whole = performance.now() - start;
  await warning.press("withhold");
  await warning.gone();
  return { shown, whole };
}
