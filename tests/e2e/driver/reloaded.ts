/** An extension that was loaded anew, as far as the pages go that were open. */
import { until, type Tab } from "./driver";

/**
 * Resolves when all of them are guarded by it. It comes into them after it has begun itself, and `open` may fail as long
 * as it has not.
 */
export async function untilGuarded(open: () => Promise<Tab>): Promise<void> {
  const tab = await until("the extension is back", () => opened(open));
  await until("the open pages are guarded", () => tab.evaluate(areGuarded, undefined));
  await tab.close();
}

/** A page of the extension, or null where it has none yet. */
async function opened(open: () => Promise<Tab>): Promise<Tab | null> {
  const tab = await open().catch(() => null);
  // The browser may still be about to say that there is no such page.
  const isIts = await tab
    ?.evaluate(() => typeof chrome === "object" && "scripting" in chrome, undefined)
    .catch(() => false);
  if (isIts === true) return tab;
  await tab?.close();
  return null;
}

/** By what our content scripts leave in their world. */
async function areGuarded(): Promise<boolean> {
  const tabs = await chrome.tabs.query({ url: chrome.runtime.getManifest().host_permissions ?? [] });
  const frames = await Promise.all(
    tabs.map(({ id: tabId = 0 }) =>
      chrome.scripting.executeScript({
        target: { tabId, allFrames: true },
        func: () => globalThis.shareguardIsHere === true,
      }),
    ),
  );
  return frames.flat().every(({ result }) => result === true);
}
