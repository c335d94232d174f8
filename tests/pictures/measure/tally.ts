/** Counts of a group of labelled pictures. */
import type { Label } from "./label";
import type { Answer } from "./scan";

export interface Judged {
  readonly label: Label;
  readonly answer: Answer;
}

/** Rank 0 says that something is public: it is reported, and is neither a find nor an alarm. */
export const isFlagged = ({ answer }: Judged): boolean => (answer.rank ?? 0) > 0;
export const isExactRank = ({ label, answer }: Judged): boolean => answer.rank === label.rank;
export const isExactSystem = ({ label, answer }: Judged): boolean =>
  answer.findings.some(({ system, rank }) => rank === answer.rank && system === label.system);

/** Carries a marking that somebody is to be warned of. */
const isMarked = ({ label }: Judged): boolean => label.marked && label.rank > 0;

export class Tally {
  readonly marked: readonly Judged[];
  readonly found: readonly Judged[];
  /** Clean ones, and such as say themselves that they are public. */
  readonly harmless: readonly Judged[];
  readonly alarms: readonly Judged[];

  constructor(judged: readonly Judged[]) {
    this.marked = judged.filter(isMarked);
    this.found = this.marked.filter(isFlagged);
    this.harmless = judged.filter((one) => !isMarked(one));
    this.alarms = this.harmless.filter(isFlagged);
  }

  toString(): string {
    const of = (part: number, whole: number): string =>
      `${String(part).padStart(3)}/${String(whole).padEnd(3)} ${whole === 0 ? "  –  " : (part / whole).toFixed(3)}`;
    const exactRank = this.found.filter(isExactRank).length;
    const exactSystem = this.found.filter(isExactSystem).length;
    return [
      `found ${of(this.found.length, this.marked.length)}`,
      `exact rank ${of(exactRank, this.found.length)}`,
      `exact system ${of(exactSystem, this.found.length)}`,
      `false alarms ${of(this.alarms.length, this.harmless.length)}`,
    ].join("   ");
  }
}

/** A line for each value of `key`, in alphabetical order; a picture with several counts in each. */
export function grouped(judged: readonly Judged[], key: (label: Label) => readonly string[]): string[] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged)
    for (const name of new Set(key(one.label))) groups.set(name, [...(groups.get(name) ?? []), one]);
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, group]) => `  ${name.padEnd(14)} ${new Tally(group).toString()}`);
}
