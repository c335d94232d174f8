/**
 * The checker in WebAssembly. The module is compiled once in the life of a background or page; an instance that has
 * trapped is thrown away, because after a stack overflow every later call traps as well and after any trap its state is
 * not to be trusted.
 */
import type {
  Catalogue,
  FailureOutcomes,
  FileItem,
  FileLimits,
  Inspected,
  Inspection,
  Locale,
  Place,
  PolicyReport,
  PolicySummary,
  Reading,
  Stance,
  TextSubmission,
  TimeLimits,
  Verdict,
} from "shareguard";
import { createGlue } from "shareguard-glue";

type Glue = ReturnType<typeof createGlue>;
type Checker = InstanceType<Glue["Checker"]>;

/** A working instance, and the checkers made in it so far by their policies. */
interface Instance {
  readonly glue: Glue;
  readonly checkers: Map<string | null, Checker>;
}

let module: Promise<WebAssembly.Module> | undefined;
let instance: Instance | undefined;

/** Most checkers kept: the policy in force, and the one that comes after it. */
const MAX_CHECKERS = 2;

/** The verdict on a text by a policy; null stands for the built-in one. Rejects when the checker failed. */
export async function check(policy: string | null, submission: TextSubmission): Promise<Verdict> {
  return using(policy, (checker) => checker.checkText(submission));
}

/** Has a checker by this policy ready. */
export async function warm(policy: string | null): Promise<void> {
  return using(policy, () => {});
}

/** What the text of a submission with files holds. */
export async function inspectText(
  policy: string | null,
  { text, html, locale }: { text: string; html: string; locale: Locale },
): Promise<Inspection> {
  return using(policy, (checker) => checker.inspectText(text, html, locale));
}

/** What a file holds; `head` and `tail` as {@link fileLimits} wants them. */
export async function inspectFile(
  policy: string | null,
  file: FileItem,
  head: Uint8Array,
  tail: Uint8Array,
): Promise<Inspection> {
  return using(policy, (checker) => checker.inspectFile(file, head, tail));
}

/** What the writing that was read in a picture holds. */
export async function inspectReading(
  policy: string | null,
  { name, reading, item, locale }: { name: string; reading: Reading; item: number; locale: Locale },
): Promise<Inspection> {
  return using(policy, (checker) => checker.inspectReading(reading, item, name, locale));
}

/** The verdict on a submission whose items were inspected. */
export async function conclude(policy: string | null, inspected: Inspected): Promise<Verdict> {
  return using(policy, (checker) => checker.conclude(inspected));
}

/** How much of a file is looked at. */
export async function fileLimits(): Promise<FileLimits> {
  const { glue } = await working();
  return guarded(() => glue.fileLimits());
}

/** The policy for the in-page core of pages at one place. */
export async function compile(policy: string | null, place: Place | null, locale: Locale): Promise<Uint8Array> {
  return using(policy, (checker) => checker.compiledPolicy(place, locale));
}

/** What failing to check leads to at one place. */
export async function failuresAt(policy: string | null, place: Place | null, locale: Locale): Promise<FailureOutcomes> {
  return using(policy, (checker) => checker.failures(place, locale));
}

/**
 * The place that a page with this address is, as rules name it; null when neither a site file nor the policy is about
 * it.
 */
export async function placeOf(policy: string | null, address: string): Promise<Place | null> {
  return using(policy, (checker) => checker.siteFor(address));
}

/** What the policy does at one place. */
export async function stanceAt(policy: string | null, place: Place): Promise<Stance> {
  return using(policy, (checker) => checker.stance(place));
}

/** How long checking files may take. */
export async function timeLimits(policy: string | null): Promise<TimeLimits> {
  return using(policy, (checker) => checker.timeLimits());
}

/** What people are told of a policy. */
export async function summaryOf(policy: string | null): Promise<PolicySummary> {
  return using(policy, (checker) => checker.policySummary());
}

/** What is wrong with a policy, and what is probably not meant. */
export async function validate(policy: string): Promise<PolicyReport> {
  const { glue } = await working();
  return guarded(() => glue.validatePolicy(policy));
}

/** The marking systems that are recognised. */
export async function catalogue(locale: Locale): Promise<Catalogue> {
  const { glue } = await working();
  return guarded(() => glue.catalogue(locale));
}

async function using<Result>(policy: string | null, use: (checker: Checker) => Result): Promise<Result> {
  const { glue, checkers } = await working();
  return guarded(() => {
    let checker = checkers.get(policy);
    if (checker === undefined) {
      checker = new glue.Checker(policy ?? undefined);
      for (const [old, unused] of checkers) {
        if (checkers.size < MAX_CHECKERS) break;
        checkers.delete(old);
        unused.free();
      }
      checkers.set(policy, checker);
    }
    return use(checker);
  });
}

/** Runs something in the present instance; a trap ends that instance, and the next call gets another one. */
function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (isTrap(error)) instance = undefined;
    throw error;
  }
}

/**
 * Whether the state of an instance that threw this is not to be trusted. What the checker answers with, such as that it
 * refuses a policy, is an `Error` and nothing more; a trap is a `RuntimeError`, and a stack overflow a `RangeError` in
 * V8 and an `InternalError` in SpiderMonkey.
 */
export function isTrap(error: unknown): boolean {
  return !(error instanceof Error) || error.constructor !== Error;
}

async function working(): Promise<Instance> {
  module ??= load();
  const compiled = await module.catch((error: unknown) => {
    // Another call may fare better.
    module = undefined;
    throw error;
  });
  if (instance === undefined) {
    const glue = createGlue();
    glue.initSync({ module: compiled });
    instance = { glue, checkers: new Map() };
  }
  return instance;
}

/**
 * The packaged file; the extension's CSP lets nothing else be fetched. A worker has no extension API, and stands beside
 * the file.
 */
async function load(): Promise<WebAssembly.Module> {
  const name = "shareguard_bg.wasm";
  const moduleUrl = typeof chrome === "undefined" || chrome.runtime === undefined ? name : chrome.runtime.getURL(name);
  const response = await fetch(moduleUrl);
  return WebAssembly.compile(await response.arrayBuffer());
}
