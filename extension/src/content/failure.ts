/** The verdict where there is none. */
import type { FailureOutcomes, NoticeKind, Verdict } from "shareguard";
import { Timeout } from "./timeout";

/** Why a verdict speaks of a part only. */
export class ReadInPart extends Error {}

/**
 * "Could not be checked" is never "clean". A frame that was armed knows what its policy says to that; one that never
 * was asks the person, as the policy has it by default.
 */
export function failure(error: unknown, outcomes: FailureOutcomes | null): Verdict {
  const kind: NoticeKind =
    error instanceof Timeout ? "timeout" : error instanceof ReadInPart ? "truncated" : "engine_error";
  const notice = { kind, detail: error instanceof Error ? error.message : String(error) };
  const contact = outcomes?.contact ?? null;
  return {
    action: outcomes?.actions[kind] ?? "warn",
    rank: null,
    complete: false,
    findings: [],
    notices: [notice],
    guidance: { rule: `failures/${kind}`, ...(contact === null ? {} : { contact }) },
  };
}
