/** Who judges what leaves: the same channels work in a guarded page and on the playground. */
import type { Verdict } from "shareguard";
import type { Calls, Decided } from "../shared/calls";

/** What is to be judged. */
export type Submission = Calls["check-text"]["request"];

export interface Judge {
  /** The verdict at once; `clean` also where nothing is guarded, `later` while there is no core in this frame. */
  judge(submission: Submission): Verdict | "clean" | "later";
  /** The verdict from elsewhere. Never rejects: what goes wrong is a verdict that says so. */
  judgeLater(submission: Submission): Promise<Verdict | "clean">;
  /** Counts what became of a submission in which something was found. */
  count(decided: Decided): void;
}

/** A verdict on which the person is asked. */
export type Asking = Verdict & { readonly action: "warn" | "justify" | "block" };

/** Whether the person is asked before the submission goes its way. */
export function isAsking(verdict: Verdict | "clean"): verdict is Asking {
  return verdict !== "clean" && verdict.action !== "allow" && verdict.action !== "report";
}

/** Counts a submission that went its way without a question, where the policy wants to know of it. */
export function countLetGo(judge: Judge, submission: Submission, verdict: Verdict | "clean"): void {
  if (verdict !== "clean" && verdict.action === "report") judge.count(decidedOn(verdict, submission, "reported"));
}

/** What became of a submission, without its content. */
export function decidedOn(verdict: Verdict, submission: Submission, outcome: Decided["outcome"], reason?: string): Decided {
  return {
    outcome,
    rule: verdict.guidance?.rule ?? "",
    systems: [...new Set(verdict.findings.map((finding) => finding.system))],
    rank: verdict.rank,
    channel: submission.channel,
    ...(reason === undefined ? {} : { reason }),
  };
}
