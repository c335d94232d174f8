/** The verdict where there is none. */
import type { NoticeKind, Verdict } from "shareguard";
import { Timeout } from "./timeout";

/**
 * "Could not be checked" is never "clean". The policy says what it leads to, but where the checker is out of reach so is the
 * policy: then the person is asked, as the policy has it by default.
 */
export function failure(error: unknown): Verdict {
  const kind: NoticeKind = error instanceof Timeout ? "timeout" : "engine_error";
  return {
    action: "warn",
    rank: null,
    complete: false,
    findings: [],
    notices: [{ kind, detail: error instanceof Error ? error.message : String(error) }],
    guidance: { rule: `failures/${kind}` },
  };
}
