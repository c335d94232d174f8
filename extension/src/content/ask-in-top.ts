/** The frame at the top of a tab asks for frames in it that are too small for the warning. */
import type { AskInTop } from "../shared/calls";
import type { Dialog } from "../warning/dialog";

/** Shows what frames of this tab cannot. One after the other: whoever asks meanwhile waits. */
export function answerFrames(dialog: Dialog): void {
  if (window.top !== window || chrome.runtime?.id === undefined) return;
  let before: Promise<unknown> = Promise.resolve();
  chrome.runtime.onMessage.addListener(({ ask: verdict }: AskInTop) => {
    const asked = before.then(() => dialog.ask(verdict));
    before = asked.catch(() => null);
    return asked;
  });
}
