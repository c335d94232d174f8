/** Notices that a frame is going to be used for writing, so that nothing is loaded into the many that never are. */
import { composerOf, framedComposers, isTextField } from "./composer";
import type { Listen } from "./listen";

/** How long a page may keep its thread busy before it is prepared for what has the focus all the same, in milliseconds. */
const BUSY_AT_MOST_MS = 500;

/**
 * Calls `prepare` when the person is about to write or paste: focus or pointer on something editable, a drag over the
 * page, or a Ctrl or Command key. Calls often; `prepare` must be cheap when there is nothing to do.
 */
export function watchFirstUse(listen: Listen, prepare: () => void): void {
  listen(["pointerdown"], (event) => {
    if (isEditable(event.composedPath()[0])) prepare();
  });
  // Pages give it to their composer while they build themselves. Who is quicker than they are presses a key.
  listen(["focusin"], (event) => {
    if (isEditable(event.composedPath()[0])) requestIdleCallback(prepare, { timeout: BUSY_AT_MOST_MS });
  });
  // The focus may have gone into a frame. What is written there may be sent by a button here.
  listen(["blur"], ({ target }) => {
    if (target === window && framedComposers(document).length > 0) prepare();
  });
  listen(["dragenter"], (event) => {
    if (event.isTrusted) prepare();
  });
  listen(["keydown"], (event) => {
    if (event.isTrusted && (event.ctrlKey || event.metaKey)) prepare();
  });
}

/** Whether one can write there. Inside a closed shadow root this is not seen; the key of the paste is. */
function isEditable(target: EventTarget | undefined): boolean {
  if (isTextField(target)) return !target.readOnly && !target.disabled;
  return target !== undefined && composerOf(target) !== null;
}
