/** What the person has already said yes to, so that one text does not lead to one question for each step on its way out. */
import type { Finding, Verdict } from "shareguard";

/**
 * How long a yes lasts after it was used to send, in milliseconds: pages send in several steps, each of which would be a question, and
 * the next message is a decision of its own.
 */
const USED_MS = 5_000;
/** Most markings remembered. */
const MAX_APPROVED = 1_000;

export interface Approvals {
  /** The person shares this. */
  approve(verdict: Verdict): void;
  /** Whether the person has said yes to all that is in it. Never where the policy blocks. */
  covers(verdict: Verdict): boolean;
  /** It was sent. */
  use(): void;
}

export function createApprovals(): Approvals {
  const approved = new Set<string>();
  let until = Number.POSITIVE_INFINITY;
  const forgetOld = () => {
    if (performance.now() <= until) return;
    approved.clear();
    until = Number.POSITIVE_INFINITY;
  };
  return {
    approve({ findings }) {
      forgetOld();
      if (approved.size + findings.length > MAX_APPROVED) approved.clear();
      for (const finding of findings) approved.add(keyOf(finding));
      until = Number.POSITIVE_INFINITY;
    },
    covers({ action, complete, findings }) {
      forgetOld();
      return action !== "block" && complete && findings.every((finding) => approved.has(keyOf(finding)));
    },
    use() {
      until = Math.min(until, performance.now() + USED_MS);
    },
  };
}

/** Editors break lines and change blanks; the marking stays. */
function keyOf({ system, level, quote }: Finding): string {
  return `${system} ${level ?? ""} ${quote.replace(/\s+/g, "")}`;
}
