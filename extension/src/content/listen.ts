/** Listeners that outlive `document.open()`. */
import { watchReopening } from "./reopening";

/** Listens to events of these kinds on the window, in capture, before any listener of the page. */
export type Listen = <K extends keyof WindowEventMap>(
  kinds: readonly K[],
  listener: (event: WindowEventMap[K]) => void,
) => void;

/**
 * Everything registered through the result ends when `signal` aborts, and until then survives `document.open()`. Editors
 * that write their frame that way (TinyMCE and most webmail) would otherwise be unguarded. Adding a listener that is still
 * there changes nothing.
 */
export function createListen(signal: AbortSignal): Listen {
  const registrations: (() => void)[] = [];
  watchReopening(() => {
    for (const register of registrations) register();
  }, signal);

  return (kinds, listener) => {
    const register = () => {
      for (const kind of kinds) window.addEventListener(kind, listener, { capture: true, signal });
    };
    register();
    registrations.push(register);
  };
}
