/** What a page of composers has sent: each of its ways tells its name and the text. */
import { until, type Tab } from "./driver/driver";

export interface Sent {
  readonly by: string;
  readonly text: string;
}
declare global {
  interface Window {
    sent: Sent[];
  }
}

export function soFar(tab: Tab): Promise<Sent[]> {
  return tab.evaluate(() => window.sent, undefined);
}

/** The same, as soon as it has sent something. */
export function sent(tab: Tab): Promise<Sent[]> {
  return until("the page sends", async () => {
    const all = await soFar(tab);
    return all.length > 0 && all;
  });
}
