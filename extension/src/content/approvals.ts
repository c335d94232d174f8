/**
 * What the person has already said yes to, so that one text does not lead to one question for each step on its way out.
 */
import type { Verdict } from "shareguard";
import { isAsking } from "./judge";

/**
 * How long it is watched whether what was sent leaves the composer, in milliseconds: pages send in several steps, each
 * of which would be a question, and empty it when their server has answered.
 */
const LEAVING_MS = 5_000;
/** Most markings and notices remembered. */
const MAX_APPROVED = 1_000;

export interface Approvals {
  /** The person shares this at an address. */
  approve(verdict: Verdict, address: string): void;
  /** Whether the person has said yes to all that is in it, for this page as it is now. Never where the policy blocks. */
  covers(verdict: Verdict): boolean;
  /**
   * The person sends what `read` gives, by something that may only break the line. Where it leaves the composer, every
   * yes to what stands in it is over: the next message is a decision of its own.
   */
  use(read: () => string): void;
  /** The person goes on writing, which is the last step of no send: what is no longer there has been sent. */
  look(read: () => string): void;
}

export function createApprovals(): Approvals {
  /** Each with what has to stand in a text that it is about; empty where that is any. */
  const approved = new Map<string, string>();
  /** Those of which it is watched whether they are over. */
  const used = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (read: () => string) => {
    if (used.size === 0) return;
    const text = tight(read());
    for (const key of used) if (!stands(approved.get(key), text)) approved.delete(key);
  };
  return {
    approve(verdict, address) {
      const keys = keysOf(verdict, address);
      if (approved.size + keys.length > MAX_APPROVED) approved.clear();
      for (const [key, quote] of keys) {
        approved.set(key, quote);
        used.delete(key);
      }
    },
    covers: (verdict) =>
      verdict.action !== "block" && keysOf(verdict, location.href).every(([key]) => approved.has(key)),
    use(read) {
      const text = tight(read());
      for (const [key, quote] of approved)
        if (key.startsWith(`${location.href} `) && stands(quote, text)) used.add(key);
      clearTimeout(timer);
      timer = setTimeout(() => {
        look(read);
        used.clear();
      }, LEAVING_MS);
    },
    look,
  };
}

function stands(quote: string | undefined, text: string): boolean {
  return quote !== undefined && text !== "" && text.includes(quote);
}

/** Editors break lines and change blanks; the marking stays. */
function tight(text: string): string {
  return text.replace(/\s+/g, "");
}

/** What the person was asked about, and where: which conversation of an application it is, its address tells. */
function keysOf({ findings, notices }: Verdict, address: string): [key: string, quote: string][] {
  const keyOf = (of: string, quote: string): [string, string] => [`${address} ${of}`, quote];
  return [
    ...findings
      .filter(isAsking)
      .map(({ system, level, quote }) => keyOf(`${system} ${level ?? ""} ${tight(quote)}`, tight(quote))),
    ...notices.map(({ kind, detail }) => keyOf(`${kind} ${detail}`, "")),
  ];
}
