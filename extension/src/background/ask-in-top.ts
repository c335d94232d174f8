/**
 * Passes on what a frame too small for the warning wants asked, to the frame at the top of its tab, and what the person
 * answers there.
 */
import { ASK_IN_TOP_PORT } from "../shared/calls";
import { inject } from "./inject";
import { readSaidInTop, readVerdict } from "./message";
import { frameOf } from "./sender";

/** Passes it on if the port is one of such a frame. Where either end goes, the other hears of it. */
export function passToTop(port: chrome.runtime.Port): void {
  const frame = port.sender === undefined ? null : frameOf(port.sender);
  if (port.name !== ASK_IN_TOP_PORT || frame === null) return;
  let isGone = false;
  port.onDisconnect.addListener(() => (isGone = true));
  port.onMessage.addListener(async (value: unknown) => {
    const verdict = readVerdict(value);
    // Which answers there; a page around that is not guarded does not get it.
    const isThere =
      verdict !== null && (await inject("late.js", { ...frame, frame: 0, document: undefined }).catch(() => false));
    if (isGone) return;
    if (!isThere) return port.disconnect();
    const top = chrome.tabs.connect(frame.tab, { name: ASK_IN_TOP_PORT, frameId: 0 });
    top.onDisconnect.addListener(() => {
      // Asked for, so that the browser does not complain that nobody did.
      void chrome.runtime.lastError;
      port.disconnect();
    });
    port.onDisconnect.addListener(() => top.disconnect());
    top.onMessage.addListener((said: unknown) => port.postMessage(readSaidInTop(said)));
    top.postMessage(verdict);
  });
}
