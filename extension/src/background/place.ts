/** Where a frame is, as policy rules name it. */
import type { Place } from "shareguard";
import { placeOf } from "../shared/engine";
import { siteOf } from "../shared/sites";
import type { Frame } from "./sender";

/**
 * Null when the frame is not guarded. One whose address nobody tells runs our content script only because a guarded page made it: what
 * holds everywhere holds there.
 */
export async function placeOfFrame(json: string | null, { address }: Frame): Promise<Place | null> {
  if (address === null) return { site: "unknown", category: "other" };
  const place = await placeOf(json, address);
  if (__TEST__) {
    // Pages on this machine are sites of the test variant only; the core does not know them.
    const site = siteOf(address);
    if (site !== undefined) return { ...place, site: site.id, category: site.category };
  }
  return place;
}
