/** Which policy is in force, as the background writes it down for the popup and the options page. */
import { REVISION_KEY } from "./calls";

/** One thing that is wrong with a policy. */
export interface Defect {
  /** JSON pointer into the policy, or into managed storage for what concerns its keys; empty for the whole. */
  readonly pointer: string;
  /** What was expected, in English, for an administrator. */
  readonly message: string;
}

export interface PolicyState {
  /**
   * `managed`: what the administrator gave is in force. `last-good`: what was given last is not valid, so the one before
   * it is. `built-in`: none was ever given, it was taken back, or none that was given was valid.
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

const KEY = "policy-state";

/** What was written down last; the built-in policy where nothing was. */
export async function readPolicyState(): Promise<PolicyState> {
  const stored: Record<string, unknown> = await chrome.storage.local.get(KEY);
  const state = stored[KEY];
  return isPolicyState(state) ? state : BUILT_IN;
}

/** Writes it down, and the revision for content scripts beside it. */
export async function writePolicyState(state: PolicyState): Promise<void> {
  await chrome.storage.local.set({ [KEY]: state, [REVISION_KEY]: state.revision });
}

/** Runs `listener` whenever another state is written down. */
export function onPolicyState(listener: (state: PolicyState) => void): void {
  chrome.storage.local.onChanged.addListener((changes) => {
    const state: unknown = changes[KEY]?.newValue;
    if (isPolicyState(state)) listener(state);
  });
}

/** Runs `listener` with what is written down, and again with each other state: one that is written while the first is read is not missed, and not followed by an older one. */
export async function followPolicyState(listener: (state: PolicyState) => void): Promise<void> {
  let isTold = false;
  onPolicyState((state) => {
    isTold = true;
    listener(state);
  });
  const state = await readPolicyState();
  if (!isTold) listener(state);
}

/** Storage outlives versions of the extension, so its shape is not taken on trust. */
function isPolicyState(value: unknown): value is PolicyState {
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
