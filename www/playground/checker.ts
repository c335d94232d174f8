/** The core, with the policy of this page. */
import load, {
  Checker,
  catalogue,
  validatePolicy,
  type Finding,
  type Locale,
  type Place,
  type PolicyError,
  type SiteEntry,
  type TimeLimits,
  type Verdict,
} from "shareguard";
import type { Submission } from "../../extension/src/content/judge";

export interface PageChecker {
  /** Judges as if it went to `place`. */
  check(submission: Submission, place: Place, locale: Locale): Verdict;
  /** What in a text could have been a marking and was judged to be none, likeliest first. */
  nearMisses(text: string, locale: Locale): readonly Finding[];
  /** The policy in force as JSON; null for the built-in one. */
  policy(): string | null;
  /** How long that policy lets checking files take. */
  timeLimits(): TimeLimits;
  /** Puts a policy into force where it is valid; otherwise says what is wrong, and the one before stays. */
  use(policy: string): readonly PolicyError[];
  /** Sites that ship. */
  sites(locale: Locale): readonly SiteEntry[];
}

/**
 * Loads the core, which stands beside the page. Rejects where the browser has no WebAssembly or the file is missing.
 */
export async function loadChecker(): Promise<PageChecker> {
  await load({ module_or_path: new URL("shareguard_bg.wasm", document.baseURI) });
  let checker = new Checker();
  let inForce: string | null = null;
  return {
    check: ({ text, html, channel }, place, locale) => checker.checkText({ text, html, channel, place, locale }),
    nearMisses: (text, locale) => checker.nearMisses(text, locale),
    use(policy) {
      const { errors } = validatePolicy(policy);
      if (errors.length > 0) return errors;
      const before = checker;
      checker = new Checker(policy);
      before.free();
      inForce = policy;
      return [];
    },
    policy: () => inForce,
    timeLimits: () => checker.timeLimits(),
    sites: (locale) => catalogue(locale).sites,
  };
}
