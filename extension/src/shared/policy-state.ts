/** Which policy is in force, as the background knows it and tells the popup and the options page. */

/** One thing that is wrong with a policy. */
export interface Defect {
  /** JSON pointer into the policy, or into managed storage for what concerns its keys; empty for the whole. */
  readonly pointer: string;
  /** What was expected, in English, for an administrator. */
  readonly message: string;
}

export interface PolicyState {
  /**
   * `managed`: what the administrator gave is in force. `last-good`: what was given last is not valid, so the one
   * before it is. `built-in`: none was ever given, it was taken back, or none that was given was valid.
   */
  readonly source: "managed" | "last-good" | "built-in";
  /** The policy in force as JSON; null for the built-in one. */
  readonly json: string | null;
  /** The name it gives itself; null for the built-in one. */
  readonly name: string | null;
  /** SHA-256 of `json` in UTF-8, hexadecimal; null for the built-in one. */
  readonly sha256: string | null;
  /** What is wrong with the policy given last; empty when it is in force, or none was given. */
  readonly defects: readonly Defect[];
  /** Changes with the policy in force and with the version of the extension, whose rules the policy stands on. */
  readonly revision: string;
  /** Why it could not be written down, in the browser's words; absent where it was. */
  readonly unkept?: string;
}

/** The revision under which a policy with this digest is known; null stands for the built-in one. */
export function revisionOf(sha256: string | null): string {
  return `${__VERSION__} ${sha256 ?? "built-in"}`;
}

/** In force before anything else is known. */
export const BUILT_IN: PolicyState = {
  source: "built-in",
  json: null,
  name: null,
  sha256: null,
  defects: [],
  revision: revisionOf(null),
};

/** What a page of the extension asks the background; it is answered with a {@link PolicyState}. */
export interface AskPolicy {
  readonly askPolicy: true;
}

/** What the background tells pages of the extension whenever another policy is in force. */
export interface PolicyNews {
  readonly policyState: PolicyState;
}

/**
 * In a page of the extension: runs `listener` with the policy in force, and again with each other one. One that comes
 * while the first is asked for is not missed, and not followed by an older one.
 */
export async function followPolicyState(listener: (state: PolicyState) => void): Promise<void> {
  let isTold = false;
  chrome.runtime.onMessage.addListener((news: Partial<PolicyNews> | null, sender: chrome.runtime.MessageSender) => {
    // Content scripts reach this page as well.
    if (sender.id !== chrome.runtime.id || sender.tab !== undefined || !isPolicyState(news?.policyState))
      return undefined;
    isTold = true;
    listener(news.policyState);
    return undefined;
  });
  const state: unknown = await chrome.runtime.sendMessage({ askPolicy: true } satisfies AskPolicy);
  if (!isTold) listener(isPolicyState(state) ? state : BUILT_IN);
}

/** What is kept outlives versions of the extension, so its shape is not taken on trust. */
export function isPolicyState(value: unknown): value is PolicyState {
  if (typeof value !== "object" || value === null) return false;
  const state: Partial<Record<keyof PolicyState, unknown>> = value;
  return (
    (state.source === "managed" || state.source === "last-good" || state.source === "built-in") &&
    isTextOrNull(state.json) &&
    isTextOrNull(state.name) &&
    isTextOrNull(state.sha256) &&
    typeof state.revision === "string" &&
    Array.isArray(state.defects) &&
    state.defects.every(isDefect)
  );
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

function isDefect(value: unknown): value is Defect {
  if (typeof value !== "object" || value === null) return false;
  const defect: Partial<Record<keyof Defect, unknown>> = value;
  return typeof defect.pointer === "string" && typeof defect.message === "string";
}
