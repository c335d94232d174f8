/** How the page in a tab is guarded: by what is in it, and not by its address alone. */
import { stanceAt } from "../shared/engine";
import type { PageState } from "../shared/page-state";
import { sites } from "../shared/sites";
import { placeOfPage } from "./place";
import { policyInForce } from "./policy";

/** Null where the page belongs to no guarded site. Its address is known only where we may run. */
export async function pageState(tabId: number): Promise<PageState | null> {
  const { url } = await chrome.tabs.get(tabId);
  if (url === undefined) return null;
  const { json } = await policyInForce();
  const place = await placeOfPage(json, url);
  if (place === null) return null;
  const site = sites.find(({ id }) => id === place.site);
  const isThere = await isGuardedIn(tabId);
  // A policy's rules name pages that nothing guards, too; its names for guarded ones nobody knows but it.
  if (site === undefined && !isThere) return null;
  const title = site?.title ?? new URL(url).hostname;
  return { title, category: place.category, stance: isThere ? await stanceAt(json, place) : "absent" };
}

/** Whether the content script is in the page. Asked in its world, which the page does not see. */
async function isGuardedIn(tabId: number): Promise<boolean> {
  const asking = chrome.scripting.executeScript({
    target: { tabId },
    injectImmediately: true,
    func: () => globalThis.shareguardIsHere === true,
  });
  // Rejected where browsers let nobody in.
  const [answer] = await asking.catch(() => []);
  return answer?.result === true;
}
