/** Puts the in-page core into a frame that asks for it. */
import type { Frame } from "./sender";

/**
 * Runs core.js beside the content script of the frame. It works in every kind of frame that the content script runs in
 * (same-origin, sandboxed, srcdoc, about:blank, data:, blob:) under every page CSP, in Chromium 156 and Firefox 153.
 */
export async function injectCore({ tab, frame, document }: Frame): Promise<boolean> {
  // By document where the browser knows it: a frame that has navigated meanwhile must not get another page's core.
  const target = document === undefined ? { tabId: tab, frameIds: [frame] } : { tabId: tab, documentIds: [document] };
  const [result] = await chrome.scripting.executeScript({ target, files: ["core.js"], injectImmediately: true });
  return result !== undefined && !("error" in result);
}
