/**
 * The policy in force: what the administrator gave, while it is valid; else what was given before; else the built-in
 * one. What was in force last is used at once, the real value is looked up behind it, and only a difference is acted
 * on.
 */
import { REVISION_KEY } from "../shared/calls";
import { validate } from "../shared/engine";
import {
  BUILT_IN,
  isPolicyState,
  revisionOf,
  type Defect,
  type PolicyNews,
  type PolicyState,
} from "../shared/policy-state";
import { readKept, writeKept } from "./kept";
import { readManaged, sha256, type Managed } from "./managed";

const KEY = "policy-state";

/**
 * What is in force and could not be written down, as on a disk that is full. The background may end at any time; what
 * holds is then looked up anew.
 */
let unkept: PolicyState | null = null;

/** What was in force last; null where nothing was written down ever, or not by this version. */
async function readLast(): Promise<PolicyState | null> {
  if (unkept !== null) return unkept;
  // Where the database cannot be read, what the administrator gives is looked up anew.
  const state = await readKept(KEY).catch(() => undefined);
  return isPolicyState(state) ? state : null;
}

/**
 * Writes it down, and tells who goes by it: frames hear only that there is another one. Resolves to what is in force
 * then, which says so where it could not be written down.
 */
async function putInForce(state: PolicyState): Promise<PolicyState> {
  let inForce = state;
  try {
    await writeKept(KEY, state);
    unkept = null;
  } catch (error) {
    unkept = inForce = { ...state, unkept: String(error) };
  }
  // What a content script can read here says nothing of the policy, and what it can write decides nothing: frames ask
  // the background for another one then.
  await chrome.storage.local
    .set({ [REVISION_KEY]: state.revision })
    .catch((error: unknown) => console.error("Shareguard:", error));
  // Rejected where no page of ours is open.
  await chrome.runtime.sendMessage({ policyState: inForce } satisfies PolicyNews).catch(() => null);
  return inForce;
}

/**
 * Resolves to what holds now. Waits for nothing but what is stored, except on the very first start, when nobody knows
 * yet whether an administrator gave something; right after an update of the extension, since an older version may have
 * accepted what this one does not; and where frames were told of another policy than the one that was written down.
 */
export async function policyInForce(): Promise<PolicyState> {
  const last = await readLast();
  if (last !== null && last.revision === revisionOf(last.sha256) && (await isTold(last))) return last;
  return refreshing ?? refreshPolicy();
}

/** Whether it is what frames were told of last; where that cannot be read, nothing speaks against it. */
async function isTold({ revision }: PolicyState): Promise<boolean> {
  const told = await chrome.storage.local.get(REVISION_KEY).catch(() => null);
  return told === null || told[REVISION_KEY] === revision;
}

/** The newest look-up that is under way. */
let refreshing: Promise<PolicyState> | null = null;

/**
 * Looks up what the administrator gave and puts it in force. One after the other, so that an older answer never wins.
 */
export function refreshPolicy(): Promise<PolicyState> {
  const next = (refreshing === null ? refresh() : refreshing.then(refresh, refresh)).finally(() => {
    if (refreshing === next) refreshing = null;
  });
  refreshing = next;
  return next;
}

async function refresh(): Promise<PolicyState> {
  const known = await readLast();
  const last = known ?? BUILT_IN;
  // When the checker itself fails nothing is known of the policy that was given: what held before holds, and says so.
  const state = await successor(last, await readManaged()).catch((error: unknown) => ({
    ...last,
    defects: [{ pointer: "", message: `it could not be checked: ${String(error)}` }],
  }));
  // One that could not be written down is another one: it is tried again.
  const isKnown = JSON.stringify(state) === JSON.stringify(known) && (await isTold(state));
  return isKnown ? state : putInForce(state);
}

async function successor(last: PolicyState, managed: Managed): Promise<PolicyState> {
  switch (managed.kind) {
    case "none":
      return BUILT_IN;
    case "unreadable":
      return fallBack(last, [{ pointer: "", message: `managed storage could not be read: ${managed.why}` }]);
    case "defective":
      return fallBack(last, managed.defects);
    case "given": {
      const { json, defects } = await effective(managed);
      return defects.length > 0 ? fallBack(last, defects) : inForce("managed", json);
    }
    default:
      return managed satisfies never;
  }
}

/** The one policy that the keys of managed storage make together, and what is wrong with it. */
async function effective(given: Managed & { kind: "given" }): Promise<{ json: string; defects: readonly Defect[] }> {
  // Checked as it came, because parsing and writing it again would hide some defects and move the others.
  const own = given.policy ?? JSON.stringify({ version: 1, name: "Managed settings" });
  const defects = await defectsOf(own);
  if (defects.length > 0 || (given.mode === null && given.contact === null)) return { json: own, defects };
  const { mode, contact } = given;
  const json = JSON.stringify({
    ...JSON.parse(own),
    ...(mode === null ? {} : { mode }),
    ...(contact === null ? {} : { contact }),
  });
  return { json, defects: await defectsOf(json) };
}

async function defectsOf(json: string): Promise<readonly Defect[]> {
  const { errors } = await validate(json);
  return errors.map(({ at, message, suggestion }) => ({
    pointer: at,
    message: suggestion === null ? message : `${message}; did you mean "${suggestion}"?`,
  }));
}

/** Keeps the last good policy, if there is one that this version accepts, and says why the new one was not taken. */
async function fallBack(last: PolicyState, defects: readonly Defect[]): Promise<PolicyState> {
  const usable = last.json !== null && (await defectsOf(last.json)).length === 0;
  const kept = usable ? await inForce("last-good", last.json) : BUILT_IN;
  return { ...kept, defects };
}

async function inForce(source: "managed" | "last-good", json: string): Promise<PolicyState> {
  const { name }: { name?: unknown } = JSON.parse(json);
  const digest = await sha256(json);
  return {
    source,
    json,
    name: typeof name === "string" ? name : null,
    sha256: digest,
    defects: [],
    revision: revisionOf(digest),
  };
}
