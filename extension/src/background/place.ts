/** Where a frame is, as policy rules name it. */
import type { Place, Verdict } from "shareguard";
import { placeOf } from "../shared/engine";
import { siteOf } from "../shared/sites";
import { documentsOf, originOf, type Frame } from "./sender";

/** What is said of anything that is shared where nothing is guarded. */
export const LET_GO: Verdict = { action: "allow", rank: null, complete: true, findings: [], notices: [] };

/**
 * Null when the frame is not guarded. One whose address nobody tells runs our content script only because a guarded
 * page made it: what holds everywhere holds there.
 */
export async function placeOfFrame(json: string | null, frame: Frame): Promise<Place | null> {
  const address = await addressNow(frame);
  return address === null ? { site: "unknown", category: "other" } : placeOfPage(json, address);
}

/** The place of a page with this address; null when it is not guarded. */
export async function placeOfPage(json: string | null, address: string): Promise<Place | null> {
  const place = await placeOf(json, address);
  if (__TEST__) {
    // Pages on this machine are sites of the test variant only; the core does not know them.
    const site = siteOf(address);
    if (site !== undefined) return { ...place, site: site.id, category: site.category };
  }
  return place;
}

/**
 * Where the frame is now. Chromium tells of a frame within a page only where it was loaded, whatever path it has come to
 * since without loading. So it is asked, and believed within its origin: there a page can give itself any address.
 */
async function addressNow(frame: Frame): Promise<string | null> {
  const { address } = frame;
  if (__BROWSER__ !== "chrome" || frame.frame === 0 || address === null) return address;
  const asking = chrome.scripting.executeScript({
    target: documentsOf(frame),
    injectImmediately: true,
    func: () => location.href,
  });
  // Rejected where the frame is gone.
  const [{ result: said } = { result: null }] = await asking.catch(() => []);
  const isOfSameOrigin = typeof said === "string" && originOf(said) === originOf(address);
  return isOfSameOrigin ? said : address;
}
