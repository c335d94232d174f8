/**
 * How the script in the page's own world (`page-world.ts`) speaks to the content script, in the same task: by events on
 * an element that the page never gets hold of. What an event is about travels as its related target, the one property
 * through which an element crosses between the worlds in both browsers.
 */

/** Type of the event with which the beacon is handed over, before any script of the page runs. */
export const HANDOVER = "shareguard:beacon";
/** Type of the event that carries a port, for what takes longer than one task and for what is not an element. */
export const PORT = "shareguard:port";

/**
 * What is said on the beacon: the document was opened anew; a script is about to open the file picker of this input, or
 * to submit this form without an event, which it must not where that is prevented; is there a content script, which
 * says yes by preventing it?
 */
export const SIGNALS = { reopened: "reopened", picking: "picking", submitting: "submitting", ping: "ping" } as const;

type Signal = (typeof SIGNALS)[keyof typeof SIGNALS];

/** Runs `listener` whenever the script in the page's world says this. */
export type OnSignal = (signal: Signal, listener: (event: MouseEvent) => void) => void;

/** Takes the beacon over when it comes. On the playground none ever does. */
export function createBeacon(signal: AbortSignal): OnSignal {
  const listeners: { type: Signal; listener: EventListener }[] = [];
  let beacon: EventTarget | null = null;
  const take = (event: Event) => {
    if (!(event instanceof MouseEvent)) return;
    beacon = event.relatedTarget;
    for (const { type, listener } of listeners) beacon?.addEventListener(type, listener, { signal });
  };
  document.addEventListener(HANDOVER, take, { once: true, signal });
  return (type, listener) => {
    const onEvent: EventListener = (event) => {
      if (event instanceof MouseEvent) listener(event);
    };
    listeners.push({ type, listener: onEvent });
    beacon?.addEventListener(type, onEvent, { signal });
  };
}
