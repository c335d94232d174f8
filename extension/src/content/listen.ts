/** Listeners that outlive `document.open()`. */

/** Listens to events of these kinds on the window, in capture, before any listener of the page. */
export type Listen = <K extends keyof WindowEventMap>(
  kinds: readonly K[],
  listener: (event: WindowEventMap[K]) => void,
) => void;

/**
 * Everything registered through the result ends when `signal` aborts, and until then survives `document.open()`, which
 * removes all listeners of the window without running injected scripts again. Editors that write their frame that way
 * (TinyMCE and most webmail) would otherwise be unguarded. Adding a listener that is still there changes nothing.
 */
export function createListen(signal: AbortSignal): Listen {
  const registrations: (() => void)[] = [];
  const observer = new MutationObserver(() => {
    for (const register of registrations) register();
  });
  // Opening a document removes its root element, and writing to it adds one: both are seen here.
  observer.observe(document, { childList: true });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });

  return (kinds, listener) => {
    const register = () => {
      for (const kind of kinds) window.addEventListener(kind, listener, { capture: true, signal });
    };
    register();
    registrations.push(register);
  };
}
