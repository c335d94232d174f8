/** Who judges what leaves: the same channels work in a guarded page and on the playground. */
import type { Verdict } from "shareguard";
import type { Calls, Decided, FileSubmission, Progress } from "../shared/calls";
import type { Told } from "../shared/early";
import type { SiteEditor } from "../shared/sites";

/** The text of an action; a format that it does not have is empty. */
export type Submission = Calls["check-text"]["request"];

export interface FileCheck {
  /** Ends the check until there is a verdict: the answer then rejects. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface Judge {
  /** The verdict at once; `clean` also where nothing is guarded, `later` while there is no core in this frame. */
  judge(submission: Submission): Verdict | "clean" | "later";
  /** The verdict from elsewhere. Never rejects: what goes wrong is a verdict that says so. */
  judgeLater(submission: Submission): Promise<Verdict | "clean">;
  /**
   * The verdict on an action with files, perhaps one before all of them were checked. Rejects when `signal` aborts, and
   * where nobody can be asked.
   */
  judgeFiles(submission: FileSubmission, check: FileCheck): Promise<Told>;
  /** The verdict where something could not even be handed over to be judged. */
  failed(error: unknown): Verdict;
  /** What the site file says of where one writes and sends; null where it says nothing, or it is not known yet. */
  editor(): SiteEditor | null;
  /** False once it is known that nothing is guarded here. */
  isGuarding(): boolean;
  /** Counts what became of a submission in which something was found. */
  count(decided: Decided): void;
}

/** A verdict on which the person is asked. */
export type Asking = Verdict & { readonly action: "warn" | "justify" | "block" };

/**
 * Whether the person is asked before the submission goes its way; of a finding, whether it alone would be a reason to.
 */
export function isAsking<Judged extends Pick<Verdict, "action">>(
  judged: Judged | "clean",
): judged is Judged & Pick<Asking, "action"> {
  return judged !== "clean" && judged.action !== "allow" && judged.action !== "report";
}

/**
 * The verdict for which an action is held; null where it goes its way, which is counted. Files, and pictures in HTML,
 * are judged later, and an action without anything is none.
 */
export function obstacleTo(judge: Judge, submission: Submission, hasFiles: boolean): Asking | "later" | null {
  if (hasFiles) return "later";
  if (submission.text + submission.html === "") return null;
  const verdict = judge.judge(submission);
  if (verdict === "later" || isAsking(verdict)) return verdict;
  countLetGo(judge, verdict);
  return null;
}

/** Counts a submission that went its way without a question, where the policy wants to know of it. */
export function countLetGo(judge: Judge, verdict: Verdict | "clean"): void {
  if (verdict !== "clean" && verdict.action === "report") judge.count(decidedOn(verdict, "reported"));
}

/** What became of a submission, without its content. */
export function decidedOn(verdict: Verdict, outcome: Decided["outcome"]): Decided {
  return {
    outcome,
    systems: [...new Set(verdict.findings.filter(({ action }) => action !== "allow").map(({ system }) => system))],
  };
}
