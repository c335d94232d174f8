/** Listeners that outlive `document.open()`. */
import { SIGNALS, type OnSignal } from "./beacon";
import { report } from "./report";

/** Listens to events of these kinds on the window, in capture, before any listener of the page. */
export type Listen = <K extends keyof WindowEventMap>(
  kinds: readonly K[],
  listener: (event: WindowEventMap[K]) => void,
) => void;

/**
 * Everything registered through the result ends when `signal` aborts, and until then survives `document.open()`, which
 * takes all listeners away and runs no injected script again. Editors that write their frame that way (TinyMCE and most
 * webmail) would otherwise be unguarded. Adding a listener that is still there changes nothing.
 *
 * The beacon tells at once, so that our listeners stand before those that the page adds next. Where there is none, on
 * the playground or in a document written to without being opened, the children of the document tell a little later.
 */
export function createListen(onSignal: OnSignal, signal: AbortSignal): Listen {
  /** For each kind those who listen, in the order in which they came. */
  const listeners = new Map<string, EventListenerObject[]>();
  // The browser has one listener of ours a kind: to enter our world costs it more than what most of us do there for a
  // key.
  const tell = (event: Event) => {
    const { cancelBubble } = event;
    for (const listener of listeners.get(event.type) ?? []) {
      // One that breaks does not keep the others from what they guard.
      try {
        listener.handleEvent(event);
      } catch (error) {
        report(error);
      }
      // Stopped, for those after it as well.
      if (event.cancelBubble !== cancelBubble) return;
    }
  };
  const register = (kind: string) => window.addEventListener(kind, tell, { capture: true, signal });
  const renew = () => {
    for (const kind of listeners.keys()) register(kind);
  };
  onSignal(SIGNALS.reopened, renew);
  const observer = new MutationObserver(renew);
  // Opening a document removes its root element, and writing to it adds one: both are seen here.
  observer.observe(document, { childList: true });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });

  return (kinds, listener) => {
    for (const kind of kinds) {
      const those = listeners.get(kind) ?? [];
      if (those.push({ handleEvent: listener }) > 1) continue;
      listeners.set(kind, those);
      register(kind);
    }
  };
}
