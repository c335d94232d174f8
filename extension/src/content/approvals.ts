/** What the person has already said yes to, so that one text does not lead to one question for each step on its way out. */
import type { Verdict } from "shareguard";

/**
 * How long a yes lasts after it was used to send, in milliseconds: pages send in several steps, each of which would be a question, and
 * the next message is a decision of its own.
 */
const USED_MS = 5_000;
/** Most markings and notices remembered. */
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
    approve(verdict) {
      forgetOld();
      const keys = keysOf(verdict);
      if (approved.size + keys.length > MAX_APPROVED) approved.clear();
      for (const key of keys) approved.add(key);
      until = Number.POSITIVE_INFINITY;
    },
    covers(verdict) {
      forgetOld();
      return verdict.action !== "block" && keysOf(verdict).every((key) => approved.has(key));
    },
    use() {
      until = Math.min(until, performance.now() + USED_MS);
    },
  };
}

/** What the person was told of. Editors break lines and change blanks; the marking stays. */
function keysOf({ findings, notices }: Verdict): string[] {
  return [...findings.map(({ system, level, quote }) => `${system} ${level ?? ""} ${quote.replace(/\s+/g, "")}`), ...notices.map(({ kind, detail }) => `${kind} ${detail}`)];
}
