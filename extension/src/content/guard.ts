/** Judges in a guarded page: by the core in this frame, by the background until it is there, and never not at all. */
import type { FailureOutcomes, Verdict } from "shareguard";
import { REVISION_KEY, call } from "../shared/calls";
import type { SiteEditor } from "../shared/sites";
import { forgetCore, requestCore } from "./core";
import type { Check } from "./core-check";
import { failure } from "./failure";
import type { Judge, Submission } from "./judge";
import type { Coming } from "./late";
import { within } from "./timeout";

/**
 * How long the background may take for one text, in milliseconds. It answers a megabyte in 30 ms, a cold start included in
 * 200 ms; beyond this it is broken, and the person has waited long enough.
 */
const CHECK_TIMEOUT_MS = 5_000;
/** How long to leave it after a core could not be had, in milliseconds; until then the background judges. */
const RETRY_AFTER_MS = 5_000;

/** How far a frame is. */
type Readiness =
  | { readonly state: "cold"; readonly notBefore: number }
  | { readonly state: "preparing" }
  | { readonly state: "armed"; readonly check: Check }
  | { readonly state: "unguarded" };

const COLD: Readiness = { state: "cold", notBefore: 0 };

export interface Guard extends Judge {
  /** Gets the core into this frame, unless that is done or under way. */
  prepare(): void;
  /** Whether it can judge: the background is there, or a core from before. */
  isWorking(): boolean;
}

export function createGuard(late: Pick<Coming, "prepare" | "armCore" | "checkFiles">, signal: AbortSignal): Guard {
  let readiness = COLD;
  let isWatching = false;
  /** The check by the policy before, for when the background is gone and a new one cannot be had. */
  let lastCheck: Check | null = null;
  /** What the policy says to checks that fail, as it was when this frame was armed last. */
  let failures: FailureOutcomes | null = null;
  let editor: SiteEditor | null = null;

  async function arm(): Promise<Readiness> {
    const arming = await call("arm", {});
    if (arming.place === null) return { state: "unguarded" };
    ({ failures, editor } = arming);
    lastCheck = await late.armCore(await requestCore(), arming);
    // Not waited for, and no loss where it fails: the first file then takes longer.
    void call("warm-analyser", {}).catch(() => false);
    return { state: "armed", check: lastCheck };
  }

  function prepare(): void {
    if (readiness.state !== "cold" || performance.now() < readiness.notBefore || isOrphaned()) return;
    const preparing: Readiness = { state: "preparing" };
    readiness = preparing;
    if (!isWatching) watchRevision();
    late.prepare();
    void arm()
      // Not silent: until it works, each text is judged by the background, and by the dialog where that is gone too.
      .catch((): Readiness => ({ state: "cold", notBefore: performance.now() + RETRY_AFTER_MS }))
      .then((result) => {
        // A new policy may have come in between; then this result is already old.
        if (readiness === preparing) readiness = result;
      });
  }

  /** Only a frame that is used listens to the storage. */
  function watchRevision(): void {
    isWatching = true;
    const onChanged = (changes: Record<string, unknown>, area: string) => {
      if (area === "local" && Object.hasOwn(changes, REVISION_KEY)) readiness = COLD;
    };
    chrome.storage.onChanged.addListener(onChanged);
    signal.addEventListener("abort", () => chrome.storage.onChanged.removeListener(onChanged), { once: true });
  }

  function judge(submission: Submission): Verdict | "clean" | "later" {
    if (readiness.state === "unguarded") return "clean";
    if (readiness.state !== "armed") return "later";
    try {
      return readiness.check(submission);
    } catch {
      // A core that trapped is not used again; a new one is fetched at the next use, and the background judges this text.
      readiness = COLD;
      lastCheck = null;
      forgetCore();
      return "later";
    }
  }

  async function judgeLater(submission: Submission): Promise<Verdict | "clean"> {
    prepare();
    try {
      return await within(CHECK_TIMEOUT_MS, call("check-text", submission));
    } catch (error) {
      return checkByLast(submission) ?? failed(error);
    }
  }

  /** The background is out of reach: the core that was here last may still be good, by the policy before. */
  function checkByLast(submission: Submission): Verdict | "clean" | null {
    try {
      return lastCheck?.(submission) ?? null;
    } catch {
      lastCheck = null;
      forgetCore();
      return null;
    }
  }

  const failed = (error: unknown) => failure(error, failures);

  return {
    prepare,
    judge,
    judgeLater,
    judgeFiles(submission, check) {
      prepare();
      return late.checkFiles(submission, { ...check, failed });
    },
    failed,
    isWorking: () => !isOrphaned() || lastCheck !== null,
    editor: () => editor,
    isGuarding: () => readiness.state !== "unguarded",
    // Lost where the extension was reloaded: then nobody counts any more.
    count: (decided) => void call("decided", decided).catch(() => null),
  };
}

/** Whether the extension was reloaded or removed under this page. */
function isOrphaned(): boolean {
  return chrome.runtime?.id === undefined;
}
