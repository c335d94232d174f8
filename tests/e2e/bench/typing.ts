/**
 * What writing costs, with the extension and without: of a key, what its events' listeners take on the page's thread;
 * of a clean paste, the time from the browser's event until the text is there.
 */
import { until, type Browser, type Tab } from "../driver/driver";
import { Clipboard, enter, paste, warmUp, warning } from "../person";
import { page, type Site } from "../server";
import { MARKED } from "../texts";

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
  const url = site.chat + page("fields");
  const tabs = [
    await plain.open(site.elsewhere + page("copy")),
    await guarded.open(site.elsewhere + page("copy")),
  ] as const;
  for (const tab of tabs) await tab.goWith(url, FIRST_LISTENERS);
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
      const typed = await times(tab, "keys", written, () => tab.type(KEYS));
      const pasted = await times(tab, "pastes", "", async () => {
        for (let done = 0; done < PASTES; done++) await tab.press("Control", "v");
      });
      // The first round warms up.
      if (round > 0) keys[index].push(...typed);
      if (round > 0) pastes[index].push(...pasted);
    }
  }
  await expectFirst(tabs[1], clipboards[1]);
  for (const tab of [...tabs, ...clipboards]) await tab.close();
  const sorted = ([without, withIt]: [number[], number[]]) => ({
    without: without.sort((a, b) => a - b),
    withIt: withIt.sort((a, b) => a - b),
  });
  return [
    { what: "a key in 10,000 characters", ...sorted(keys) },
    { what: "a clean paste of 1 kB", ...sorted(pastes) },
  ];
}

/** Fills the field, does something in it, and gives how long each key or paste took. */
async function times(tab: Tab, of: "keys" | "pastes", written: string, act: () => Promise<void>): Promise<number[]> {
  await tab.evaluate((text: string) => {
    const field = document.querySelector<HTMLTextAreaElement>("#textarea");
    if (field !== null) field.value = text;
    window.times = { keys: [], pastes: [] };
  }, written);
  await act();
  return tab.evaluate((which: "keys" | "pastes") => window.times[which], of);
}

/** Stand before those of every other script, the extension's too: runs before them. */
const FIRST_LISTENERS = `
  window.began = {};
  for (const type of ["keydown", "keypress", "beforeinput", "input", "keyup", "paste"]) {
    window.addEventListener(type, ({ timeStamp }) => (window.began[type] = { first: performance.now(), timeStamp }), true);
  }`;

/** Adds the last listeners. */
function watch(tab: Tab): Promise<void> {
  return tab.evaluate(() => {
    let spent = 0;
    for (const type of ["keydown", "keypress", "beforeinput", "input", "keyup"]) {
      window.addEventListener(type, () => {
        spent += performance.now() - (window.began[type]?.first ?? Number.NaN);
        if (type !== "keyup") return;
        window.times.keys.push(spent);
        spent = 0;
      });
    }
    window.addEventListener("input", () => {
      const { paste } = window.began;
      if (paste !== undefined) window.times.pastes.push(performance.now() - paste.timeStamp);
      delete window.began["paste"];
    });
  }, undefined);
}

/** Fails where the extension's listeners stand before the first: then what they take would not have been measured. */
async function expectFirst(tab: Tab, clipboard: Clipboard): Promise<void> {
  await clipboard.put({ text: MARKED });
  await paste(tab);
  const shown = await warning(tab);
  await until("the first listener heard of the paste that was stopped", () =>
    tab.evaluate(() => window.began["paste"] !== undefined, undefined),
  );
  await shown.press("withhold");
  await shown.gone();
}

declare global {
  interface Window {
    times: { keys: number[]; pastes: number[] };
    /**
     * When the latest event of each type reached the first listener, by the page's clock, and when the browser had it.
     */
    began: Record<string, { first: number; timeStamp: number }>;
  }
}
