/** The frame at the top of a tab asks for frames in it that are too small for the warning. */
import type { Verdict } from "shareguard";
import { ASKING_EVERY_MS, ASK_IN_TOP_PORT, type SaidInTop } from "../shared/calls";
import { isOrphaned } from "../shared/orphaned";
import type { Dialog } from "../warning/dialog";
import { within } from "./timeout";
import type { InTurn } from "./turns";

/**
 * How long a frame may take to deliver what was shared, in milliseconds. The next question would take the focus from
 * where it does that.
 */
const DELIVERY_TIMEOUT_MS = 2_000;

/** Shows what frames of this tab cannot, as long as they are there. */
export function answerFrames(dialog: Dialog, inTurn: InTurn): void {
  if (window.top !== window || isOrphaned()) return;
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== ASK_IN_TOP_PORT) return;
    const gone = new AbortController();
    const { signal } = gone;
    const leaving = new Promise<unknown>((resolve) => signal.addEventListener("abort", resolve));
    port.onDisconnect.addListener(() => gone.abort());
    const say = (said: SaidInTop) => signal.aborted || port.postMessage(said);
    port.onMessage.addListener((verdict: Verdict) => {
      say("asking");
      const asking = setInterval(say, ASKING_EVERY_MS, "asking");
      void inTurn(async () => {
        say(await dialog.ask(verdict, undefined, signal).catch(() => null));
        clearInterval(asking);
        await within(DELIVERY_TIMEOUT_MS, leaving);
      });
    });
  });
}
