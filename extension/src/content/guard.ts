/** Judges in a guarded page: by the core in this frame, by the background until it is there, and never not at all. */
import type { FailureOutcomes, Verdict } from "shareguard";
import { REVISION_KEY, call, type Decided } from "../shared/calls";
import { isOrphaned } from "../shared/orphaned";
import type { SiteEditor } from "../shared/sites";
import type { Check } from "./core-check";
import { failure } from "./failure";
import type { Judge, Submission } from "./judge";
import type { Coming } from "./late";
import { within } from "./timeout";

/**
 * How long the background may take for one text, in milliseconds. It answers a megabyte in 30 ms, a cold start included
 * in 200 ms; beyond this it is broken, and the person has waited long enough.
 */
const CHECK_TIMEOUT_MS = 5_000;
/** How long to leave it after a core could not be had, in milliseconds; until then the background judges. */
const RETRY_AFTER_MS = 5_000;

/** How far a frame is. */
interface Readiness {
  readonly state: "cold" | "armed" | "unguarded";
  /**
   * The address for which it is so. Applications go from one conversation to the next without loading a page, and rules
   * may name paths. None is empty.
   */
  readonly address: string;
}

const COLD: Readiness = { state: "cold", address: "" };

export interface Guard extends Judge {
  /** Gets the core into this frame, unless that is done or under way. */
  prepare(): void;
  /** Whether it can judge: the background is there, or a core from before. */
  isWorking(): boolean;
}

export function createGuard(late: Pick<Coming, "prepare" | "requestCheck" | "checkFiles">, signal: AbortSignal): Guard {
  let readiness = COLD;
  /** Whether it is being armed: one core takes one policy after the other. */
  let isPreparing = false;
  /** Whether the policy by which it is being armed is no longer in force. */
  let isOutdated = false;
  /** Not before then, by `performance.now()`. */
  let notBefore = 0;
  let isWatching = false;
  /** The check by this policy or, until a new one can be had, by the one before. */
  let check: Check | null = null;
  /** What the background calls this policy at this place. */
  let key = "";
  /** What the policy says to checks that fail, as it was when this frame was armed last. */
  let failures: FailureOutcomes | null = null;
  let editor: SiteEditor | null = null;

  const isHere = () => readiness.address === location.href;

  async function arm(): Promise<Readiness> {
    const address = location.href;
    const { place, policy, locale, ...arming } = await call("arm", { has: check === null ? "" : key });
    if (place === null) return { state: "unguarded", address };
    ({ failures, editor } = arming);
    if (policy !== null) {
      check = await late.requestCheck({ policy, locale });
      key = arming.key;
    }
    return { state: "armed", address };
  }

  function prepare(): void {
    if (isPreparing || isHere() || performance.now() < notBefore || isOrphaned()) return;
    isPreparing = true;
    isOutdated = false;
    if (!isWatching) watchRevision();
    late.prepare();
    void arm()
      .then((result) => {
        if (!isOutdated) readiness = result;
      })
      // Not silent: until it works, each text is judged by the background, and by the dialog where that is gone too.
      .catch(() => (notBefore = performance.now() + RETRY_AFTER_MS))
      .finally(() => {
        isPreparing = false;
        if (isOutdated) prepare();
      });
  }

  /** Only a frame that is used listens to the storage. */
  function watchRevision(): void {
    isWatching = true;
    const onChanged = (changes: Record<string, unknown>, area: string) => {
      if (area !== "local" || !Object.hasOwn(changes, REVISION_KEY)) return;
      readiness = COLD;
      notBefore = 0;
      isOutdated = isPreparing;
    };
    chrome.storage.onChanged.addListener(onChanged);
    signal.addEventListener("abort", () => chrome.storage.onChanged.removeListener(onChanged), { once: true });
  }

  function judge(submission: Submission): Verdict | "clean" | "later" {
    const verdict = readiness.state === "armed" ? judgeByCore(submission) : null;
    if (isHere()) return readiness.state === "unguarded" ? "clean" : (verdict ?? "later");
    if (readiness !== COLD) prepare();
    // Where nothing is found there is nothing to decide at any place; what is found is for the rules of this one.
    return verdict === "clean" ? verdict : "later";
  }

  async function judgeLater(submission: Submission): Promise<Verdict | "clean"> {
    prepare();
    try {
      const verdict: Verdict | undefined = await within(CHECK_TIMEOUT_MS, call("check-text", submission));
      // Where nobody listens, browsers answer nothing.
      if (verdict === undefined) throw new Error("no answer");
      return verdict;
    } catch (error) {
      // The core that is here may still be good, by the policy before.
      return judgeByCore(submission) ?? failed(error);
    }
  }

  function judgeByCore(submission: Submission): Verdict | "clean" | null {
    try {
      return check?.(submission) ?? null;
    } catch {
      // One that trapped is not used again; a new one is fetched at the next use, and the background judges this text.
      readiness = COLD;
      check = null;
      return null;
    }
  }

  const failed = (error: unknown) => failure(error, failures);

  // Lost where the extension was reloaded: then nobody counts any more.
  const count = (decided: Decided) => void call("decided", decided).catch(() => null);

  return {
    prepare,
    judge,
    judgeLater,
    judgeFiles(submission, watching) {
      prepare();
      return late.checkFiles(submission, { ...watching, failed });
    },
    failed,
    isWorking: () => !isOrphaned() || check !== null,
    editor: () => editor,
    isGuarding: () => readiness.state !== "unguarded" || !isHere(),
    count,
  };
}
