/**
 * The policy in force: what the administrator gave, while it is valid; else what was given before; else the built-in one.
 * What was in force last is used at once, the real value is looked up behind it, and only a difference is acted on.
 */
import { BUILT_IN, readPolicyState, revisionOf, writePolicyState, type Defect, type PolicyState } from "../shared/policy-state";
import { validate } from "../shared/engine";
import { readManaged, sha256, type Managed } from "./managed";

/** Resolves to what holds now. Waits for nothing but storage, except right after an update of the extension. */
export async function policyInForce(): Promise<PolicyState> {
  const last = await readPolicyState();
  // An older version may have accepted what this one does not.
  return last.revision === revisionOf(last.sha256) ? last : refreshPolicy();
}

let refreshing: Promise<PolicyState> = Promise.resolve(BUILT_IN);

/** Looks up what the administrator gave and puts it in force. One after the other, so that an older answer never wins. */
export function refreshPolicy(): Promise<PolicyState> {
  const next = refreshing.then(refresh, refresh);
  refreshing = next;
  return next;
}

async function refresh(): Promise<PolicyState> {
  const last = await readPolicyState();
  // When the checker itself fails nothing is known of the policy that was given: what held before holds, and says so.
  const state = await successor(last, await readManaged()).catch((error: unknown) => ({ ...last, defects: [{ pointer: "", message: `it could not be checked: ${String(error)}` }] }));
  if (JSON.stringify(state) !== JSON.stringify(last)) await writePolicyState(state);
  return state;
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
  const json = JSON.stringify({ ...JSON.parse(own), ...(mode === null ? {} : { mode }), ...(contact === null ? {} : { contact }) });
  return { json, defects: await defectsOf(json) };
}

async function defectsOf(json: string): Promise<readonly Defect[]> {
  const { errors } = await validate(json);
  return errors.map(({ at, message, suggestion }) => ({ pointer: at, message: suggestion === null ? message : `${message}; did you mean "${suggestion}"?` }));
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
  return { source, json, name: typeof name === "string" ? name : null, sha256: digest, defects: [], revision: revisionOf(digest) };
}
