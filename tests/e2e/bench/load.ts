/** How long pages take to load, with and without the extension. */
import type { Browser, Tab } from "../driver/driver";
import { page, type Site } from "../server";

/** Tabs each way. One process that draws pages is faster than the next, by more than what is measured. */
const TABS = 10;
/** Loads in each tab; they take turns, so that whatever else the machine does meets both. */
const LOADS = 8;
/** Before each load, in milliseconds: what the page before has set going is no part of the next one. */
const REST_MS = 250;

export interface Loads {
  readonly what: string;
  readonly isGuarded: boolean;
  /** In milliseconds, sorted. */
  readonly without: number[];
  readonly withIt: number[];
}

export async function measureLoads(plain: Browser, guarded: Browser, site: Site): Promise<Loads[]> {
  const all: Loads[] = [];
  for (const [what, origin, isGuarded] of [
    ["a guarded page", site.chat, true],
    ["a page elsewhere", site.elsewhere, false],
  ] as const) {
    const url = origin + page("chat");
    const [without, withIt]: [number[], number[]] = [[], []];
    for (let round = 0; round < TABS; round++) {
      // Opened on that page: the first load in a process reads the scripts from the disk.
      const tabs = [
        { tab: await plain.open(url), times: without },
        { tab: await guarded.open(url), times: withIt },
      ];
      for (let load = 0; load < LOADS; load++) {
        for (const { tab, times } of tabs) times.push(await loadTime(tab, url));
      }
      for (const { tab } of tabs) await tab.close();
    }
    for (const times of [without, withIt]) times.sort((a, b) => a - b);
    all.push({ what, isGuarded, without, withIt });
  }
  return all;
}

/** From the start of the navigation to the end of the load event, in milliseconds. */
async function loadTime(tab: Tab, url: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  await tab.go(url);
  return tab.evaluate(() => {
    const [entry] = performance.getEntriesByType("navigation");
    return entry instanceof PerformanceNavigationTiming ? entry.loadEventEnd - entry.startTime : Number.NaN;
  }, undefined);
}
