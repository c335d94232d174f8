/** How the page in a tab is guarded, as the background knows it and tells the popup. */
import type { Category, Stance } from "shareguard";

/** A page that belongs to a guarded site. */
export interface PageState {
  /** What people know the site by. */
  readonly title: string;
  readonly category: Category;
  /** What the policy does there; `absent` where nothing of ours is in the page, and so nothing is checked. */
  readonly stance: Stance | "absent";
}

/** What the popup asks the background, with the number of a tab; the answer is a {@link PageState}, or null. */
export interface AskPage {
  readonly askPage: number;
}

/** Asks for the state of a page; null where it belongs to no guarded site, or we may not know where it is. */
export async function pageStateOf(tab: number): Promise<PageState | null> {
  return chrome.runtime.sendMessage({ askPage: tab } satisfies AskPage);
}
