/**
 * Guards the pages that are open when the extension comes. Firefox does that by itself; Chromium waits until they are
 * loaded anew.
 */

import { GUARDING } from "./inject";

/** In every frame of every guarded page; where one is guarded already, nothing comes of it. */
export async function guardOpenPages(): Promise<void> {
  const tabs = await chrome.tabs.query({ url: chrome.runtime.getManifest().host_permissions ?? [] });
  await Promise.allSettled(tabs.map(guard));
}

/**
 * Rejects for a tab that is not loaded, or has gone elsewhere meanwhile: what it loads next is guarded from its start.
 */
async function guard({ id: tabId }: chrome.tabs.Tab): Promise<void> {
  if (tabId === undefined) return;
  for (const { files, ...world } of GUARDING) {
    await chrome.scripting.executeScript({
      target: { tabId, allFrames: true },
      files: [...files],
      injectImmediately: true,
      ...world,
    });
  }
}
