/** How often something was recognised and what became of it. No content, no address, no names of files. */
import type { NoticeKind, Verdict } from "shareguard";
import type { Decided } from "./calls";

export type Outcome = Decided["outcome"];
export const OUTCOMES = ["withheld", "shared", "blocked", "reported"] as const satisfies readonly Outcome[];

/** One day's counts. */
export interface Counters {
  /** In the person's time zone, such as `2026-11-21`. */
  readonly day: string;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Submissions in which a marking of this system was recognised, by the system's id. */
  readonly systems: Readonly<Record<string, number>>;
  /** Submissions of which something was not checked, by why. */
  readonly unchecked: Readonly<Partial<Record<NoticeKind, number>>>;
  /** Pictures of which something was left out. Absent where an earlier version counted. */
  readonly skimmed?: number;
}

const KEY = "counters";

/** Most marking systems counted in a day: whatever sends them, storage does not grow without end. */
const MAX_SYSTEMS = 200;

/** The counts of today; zeros on a new day. */
export async function readCounters(now = new Date()): Promise<Counters> {
  const stored: Record<string, unknown> = await chrome.storage.local.get(KEY);
  const day = dayOf(now);
  const counters = stored[KEY];
  if (isCounters(counters) && counters.day === day) return counters;
  return { day, outcomes: { withheld: 0, shared: 0, blocked: 0, reported: 0 }, systems: {}, unchecked: {} };
}

/** In a page of the extension: runs `listener` with the counts of today, and again whenever something was counted. */
export async function followCounters(listener: (counters: Counters) => void): Promise<void> {
  chrome.storage.local.onChanged.addListener((changes) => {
    if (Object.hasOwn(changes, KEY)) void readCounters().then(listener);
  });
  listener(await readCounters());
}

export async function writeCounters(counters: Counters): Promise<void> {
  await chrome.storage.local.set({ [KEY]: counters });
}

/** The counts with one more decision in them. */
export function counted(counters: Counters, { outcome, systems }: Decided): Counters {
  // A map, because an id could be the name of something that every object has.
  const bySystem = new Map(Object.entries(counters.systems));
  for (const system of new Set(systems)) {
    if (bySystem.has(system) || bySystem.size < MAX_SYSTEMS) bySystem.set(system, (bySystem.get(system) ?? 0) + 1);
  }
  return {
    ...counters,
    outcomes: { ...counters.outcomes, [outcome]: counters.outcomes[outcome] + 1 },
    systems: Object.fromEntries(bySystem),
  };
}

/** The counts with one more submission of which something was not checked, or not read in full. */
export function countedUnread(counters: Counters, { notices, skimmed = [] }: Unread): Counters {
  const unchecked = { ...counters.unchecked };
  for (const kind of new Set(notices.map((notice) => notice.kind))) unchecked[kind] = (unchecked[kind] ?? 0) + 1;
  return { ...counters, unchecked, skimmed: (counters.skimmed ?? 0) + skimmed.length };
}

/** What a verdict says of how much was read. */
type Unread = Pick<Verdict, "notices" | "skimmed">;

let counting: Promise<void> = Promise.resolve();

/** Counts one after the other, so that none is lost between reading and writing. */
function count(change: (counters: Counters) => Counters): Promise<void> {
  const next = async () => writeCounters(change(await readCounters()));
  counting = counting.then(next, next);
  return counting;
}

/** Counts what a person decided. Only the background counts: two that did would lose some. */
export function countDecided(decided: Decided): Promise<void> {
  return count((counters) => counted(counters, decided));
}

/**
 * Counts a submission of which something was not checked, by why, and its pictures that were not read in full; no other
 * one is counted.
 */
export async function countUnread(verdict: Unread): Promise<void> {
  if (verdict.notices.length + (verdict.skimmed?.length ?? 0) > 0)
    await count((counters) => countedUnread(counters, verdict));
}

function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Storage outlives versions of the extension, so its shape is not taken on trust. */
function isCounters(value: unknown): value is Counters {
  if (typeof value !== "object" || value === null) return false;
  const { day, outcomes, systems, unchecked, skimmed = 0 }: Partial<Record<keyof Counters, unknown>> = value;
  const numbers = (record: unknown) =>
    typeof record === "object" && record !== null && Object.values(record).every((count) => typeof count === "number");
  return (
    typeof day === "string" &&
    numbers(outcomes) &&
    numbers(systems) &&
    numbers(unchecked) &&
    typeof skimmed === "number" &&
    OUTCOMES.every((outcome) => outcome in Object(outcomes))
  );
}
