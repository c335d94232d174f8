/**
 * Verdicts that are told before everything was checked. A picture takes seconds to be read, and its marking mostly
 * stands in the first lines that are. What was said once is not taken back: each verdict is as high as the one before,
 * or higher.
 */
import type { Action, Finding, Verdict } from "shareguard";

/** A verdict; with `rest`, one after which others come. */
export type Told = Verdict & { readonly rest?: Rest };

/** What is still being checked. */
export interface Rest {
  /** The next verdict. Never rejects: what goes wrong is a verdict that says so. */
  readonly next: Promise<Told>;
  /** Ends the check: the person does not wait for it. Nothing more is then found. */
  readonly stop: () => void;
}

/** Actions, mildest first. */
const ACTIONS = ["allow", "report", "warn", "justify", "block"] as const satisfies readonly Action[];

/** Whether the person is asked because of it. */
export function isAsked({ action }: Pick<Verdict | Finding, "action">): boolean {
  return strictness(action) >= strictness("warn");
}

/**
 * Whether a verdict is higher than one that was told before: stricter, or with a finding of a higher rank that is asked
 * about.
 */
export function rises(before: Verdict, verdict: Verdict): boolean {
  return strictness(verdict.action) > strictness(before.action) || rankAsked(verdict) > rankAsked(before);
}

function rankAsked({ findings }: Verdict): number {
  return findings.filter(isAsked).reduce((highest, { rank }) => Math.max(highest, rank), -1);
}

/** As the core orders findings: what led to the verdict first. Excepted ones are last, whatever their rank. */
function byWeight(a: Finding, b: Finding): number {
  return strictness(b.action) - strictness(a.action) || b.rank - a.rank;
}

/** The verdict, where another was told before: it keeps what that one found, and is no milder. */
export function notBelow(before: Verdict, verdict: Verdict): Verdict {
  const kept = before.findings.filter((finding) => !verdict.findings.some((other) => isSame(finding, other)));
  // Stable, so that of equals the order of the items stays.
  const findings = kept.length === 0 ? verdict.findings : [...verdict.findings, ...kept].sort(byWeight);
  const { action, guidance } = strictness(before.action) > strictness(verdict.action) ? before : verdict;
  const { guidance: _, ...said } = verdict;
  const rank = verdict.rank === null || (before.rank ?? -1) > verdict.rank ? before.rank : verdict.rank;
  return { ...said, action, rank, findings, ...(guidance === undefined ? {} : { guidance }) };
}

/** How a check is asked for that tells verdicts early. */
export type Ask = (watching: {
  readonly signal: AbortSignal;
  readonly onEarly: (verdict: Verdict) => void;
}) => Promise<Verdict>;

/**
 * The first verdict of a check, early or not. Rejects only where `signal` aborts before there is any; where there is
 * one, `failed` says what it means that no further one comes.
 */
export function firstVerdict(ask: Ask, signal: AbortSignal, failed: (error: unknown) => Verdict): Promise<Told> {
  return new Promise((resolve, reject) => {
    const stopped = new AbortController();
    let said: Verdict | null = null;
    let answer: (told: Told) => void = resolve;
    const say = (verdict: Verdict, rest?: Rest) => {
      said = said === null ? verdict : notBelow(said, verdict);
      answer(rest === undefined ? said : { ...said, rest });
    };
    const onEarly = (verdict: Verdict) => {
      let answerNext = answer;
      const next = new Promise<Told>((resolveNext) => (answerNext = resolveNext));
      say(verdict, { next, stop: () => stopped.abort() });
      answer = answerNext;
    };
    ask({ signal: AbortSignal.any([signal, stopped.signal]), onEarly }).then(
      (verdict) => say(verdict),
      (error: unknown) => {
        const isCancelled = signal.aborted || stopped.signal.aborted;
        if (!isCancelled) say(failed(error));
        else if (said !== null) say(said);
        else reject(error);
      },
    );
  });
}

/** The verdict after which no other comes. */
export async function lastVerdict(told: Told): Promise<Verdict> {
  let last = told;
  while (last.rest !== undefined) last = await last.rest.next;
  return last;
}

function strictness(action: Action): number {
  return ACTIONS.indexOf(action);
}

/** Whether both are the same marking: when more of a line is known, it may be quoted otherwise. */
function isSame(finding: Finding, other: Finding): boolean {
  return finding.item === other.item && finding.system === other.system && finding.level === other.level;
}
