/** What writing costs, key by key, and a clean paste: from the browser's event to the end of its task, with the extension and without. */
import type { Browser, Tab } from "../driver/driver";
import { Clipboard, enter, warmUp } from "../person";
import { page, type Site } from "../server";

/** What stands in the composer already, in UTF-16 code units. */
const WRITTEN_UTF16 = 10_000;
/** Turns each way, so that whatever else the machine does meets both. */
const ROUNDS = 10;
/** Keys and pastes of one turn. */
const KEYS = "the roses are cut back ";
const PASTES = 20;

export interface EventTimes {
  readonly what: string;
  /** In milliseconds, sorted. */
  readonly without: readonly number[];
  readonly withIt: readonly number[];
}

export async function measureTyping(plain: Browser, guarded: Browser, site: Site, text: string): Promise<EventTimes[]> {
  const tabs = [await plain.open(site.chat + page("fields")), await guarded.open(site.chat + page("fields"))] as const;
  const clipboards = [await Clipboard.open(plain, site), await Clipboard.open(guarded, site)] as const;
  const written = text.repeat(Math.ceil(WRITTEN_UTF16 / text.length)).slice(0, WRITTEN_UTF16);
  const keys: [number[], number[]] = [[], []];
  const pastes: [number[], number[]] = [[], []];
  for (const index of [0, 1] as const) {
    await enter(tabs[index], "#textarea");
    await warmUp(tabs[index], clipboards[index]);
    await watch(tabs[index]);
    await clipboards[index].put({ text: text.slice(0, 1_000) });
  }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const index of [0, 1] as const) {
      const tab = tabs[index];
      await tab.activate();
      const typed = await times(tab, written, () => tab.type(KEYS));
      const pasted = await times(tab, "", async () => {
        for (let done = 0; done < PASTES; done++) await tab.press("Control", "v");
      });
      // The first round warms up.
      if (round > 0) keys[index].push(...typed);
      if (round > 0) pastes[index].push(...pasted);
    }
  }
  for (const tab of [...tabs, ...clipboards]) await tab.close();
  const sorted = ([without, withIt]: [number[], number[]]) => ({ without: without.sort((a, b) => a - b), withIt: withIt.sort((a, b) => a - b) });
  return [
    { what: "a key in 10,000 characters", ...sorted(keys) },
    { what: "a clean paste of 1 kB", ...sorted(pastes) },
  ];
}

/** Fills the field, does something in it, and gives how long each of its events took. */
async function times(tab: Tab, written: string, act: () => Promise<void>): Promise<number[]> {
  await tab.evaluate((text: string) => {
    const field = document.querySelector<HTMLTextAreaElement>("#textarea");
    if (field !== null) field.value = text;
    window.times = [];
  }, written);
  await act();
  return tab.evaluate(() => window.times, undefined);
}

/** From the moment that the browser had the key or the command until all listeners of the input that follows have run. */
function watch(tab: Tab): Promise<void> {
  return tab.evaluate(() => {
    let began = Number.NaN;
    for (const type of ["keydown", "paste"]) window.addEventListener(type, (event) => (began = event.timeStamp), true);
    window.addEventListener("input", () => window.times.push(performance.now() - began));
  }, undefined);
}

declare global {
  interface Window {
    times: number[];
  }
}
