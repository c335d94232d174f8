/** Notices that a frame is going to be used for writing, so that nothing is loaded into the many that never are. */
import { composerOf, isTextField } from "./composer";
import type { Listen } from "./listen";

/**
 * Calls `prepare` when the person is about to write or paste: focus or pointer on something editable, a drag over the page,
 * or a Ctrl or Command key. Calls often; `prepare` must be cheap when there is nothing to do.
 */
export function watchFirstUse(listen: Listen, prepare: () => void): void {
  listen(["focusin", "pointerdown"], (event) => {
    if (isEditable(event.composedPath()[0])) prepare();
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
