/** Puts into a frame that asks for it what most frames never need. */
import type { Frame } from "./sender";

/**
 * Runs a script of ours beside the content script of the frame. It works in every kind of frame that the content script runs in
 * (same-origin, sandboxed, srcdoc, about:blank, data:, blob:) under every page CSP, in Chromium 156 and Firefox 153.
 */
export async function inject(script: "core.js" | "late.js", { tab, frame, document }: Frame): Promise<boolean> {
  // By document where the browser knows it: a frame that has navigated meanwhile must not get another page's core.
  const target = document === undefined ? { tabId: tab, frameIds: [frame] } : { tabId: tab, documentIds: [document] };
  const [result] = await chrome.scripting.executeScript({ target, files: [script], injectImmediately: true });
  return result !== undefined && !("error" in result);
}
