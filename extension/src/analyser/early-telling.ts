/** Tells the verdict of an action before everything was checked. */
import type { Inspection, Verdict } from "shareguard";
import { isAsked, rises } from "../shared/early";

/**
 * What is called with all that is known of an action so far: tells it, if the person is to be asked because of it and
 * was not yet, or would be asked more strictly. `conclude` says what it comes to.
 */
export function createEarlyTelling(
  conclude: (inspections: readonly Inspection[]) => Promise<Verdict>,
  onEarly: (verdict: Verdict) => void,
): (known: readonly Inspection[]) => Promise<void> {
  let told: Verdict | null = null;
  /** What the verdict may depend on, of all findings so far. */
  const weighed = new Set<string>();
  return async (known) => {
    const kinds = known.flatMap(({ findings }) => findings.map(({ system, rank }) => `${system} ${rank}`));
    // Of files by the hundred each is not weighed together with all before it.
    if (kinds.every((kind) => weighed.has(kind))) return;
    for (const kind of kinds) weighed.add(kind);
    const verdict = await conclude(known);
    if (!isAsked(verdict) || (told !== null && !rises(told, verdict))) return;
    told = verdict;
    onEarly({ ...verdict, complete: false });
  };
}
