/** A frame too small for the warning, or out of sight, has it shown by the frame at the top of the tab. */
import type { Verdict } from "shareguard";
import { ASK_IN_TOP_PORT, type Answer, type SaidInTop } from "../shared/calls";
import type { checkFiles } from "../shared/check-files";
import { lastVerdict } from "../shared/early";
import type { Dialog } from "./dialog";

/** The smallest part of a frame, in CSS pixels, in which the warning can be read and its buttons be reached. */
const ROOM = { width: 300, height: 220 };
/**
 * How long the browser may take to tell what can be seen of this frame, in milliseconds. It does with the next picture
 * it draws.
 */
const LOOK_MS = 300;

/** A dialog that is shown where it can be seen. */
export function shownWhereSeen(dialog: Dialog): Dialog {
  if (window.top === window) return dialog;
  return {
    owns: dialog.owns,
    async ask(verdict, shared, gone) {
      if (await hasRoom()) return dialog.ask(verdict, shared, gone);
      // A warning in another frame is not raised from here.
      const last = await lastVerdict(verdict);
      // Without the pictures: they were given to this frame's site, not to the one around it. The warning says where in
      // them to look.
      const answer = await askInTop(last, gone).catch(() => null);
      // The page around may not be guarded, or the background is gone: then better a cramped warning than none.
      return answer === null ? dialog.ask(last, shared, gone) : { ...answer, about: last };
    },
  };
}

/** The person's answer; null where nobody at the top can ask. Rejects where the extension was reloaded. */
async function askInTop(verdict: Verdict, gone: AbortSignal | undefined): Promise<Answer | null> {
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    const port = chrome.runtime.connect(undefined, { name: ASK_IN_TOP_PORT });
    let isAsking = false;
    port.onMessage.addListener((said: SaidInTop) => {
      isAsking = said === "asking";
      if (said !== "asking") resolve(said);
    });
    port.onDisconnect.addListener(() => resolve(null));
    port.postMessage(verdict);
    const answer = await promise;
    // Kept until what was asked about is settled: the top asks nothing else before.
    if (answer !== null && gone !== undefined) gone.addEventListener("abort", () => port.disconnect());
    else port.disconnect();
    // Whoever was asking is gone without an answer: a browser ends a background whenever it likes, and the question
    // with it.
    if (answer !== null || !isAsking) return answer;
  }
}

/**
 * A check that tells early verdicts only where the warning is shown in this frame; elsewhere it goes on being told as a
 * check.
 */
export function earlyWhereSeen(check: typeof checkFiles): typeof checkFiles {
  if (window.top === window) return check;
  return async (submission, watching) => {
    const told = await check(submission, watching);
    if (told.rest === undefined || (await hasRoom())) return told;
    const last = await lastVerdict(told);
    watching.signal.throwIfAborted();
    return last;
  };
}

/** Whether enough of this frame is inside the window, whatever frames and scrolling are in between. */
function hasRoom(): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // As large as the frame, which the root element need not be.
  const probe = document.createElement("div");
  probe.style.cssText = "all: initial; position: fixed; inset: 0; visibility: hidden; pointer-events: none";
  const observer = new IntersectionObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.intersectionRect ?? {};
    resolve(width >= ROOM.width && height >= ROOM.height);
  });
  const timer = setTimeout(() => resolve(innerWidth >= ROOM.width && innerHeight >= ROOM.height), LOOK_MS);
  document.documentElement.append(probe);
  observer.observe(probe);
  return promise.finally(() => {
    clearTimeout(timer);
    observer.disconnect();
    probe.remove();
  });
}
