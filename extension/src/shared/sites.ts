/** The guarded sites of this build, for pages and for the background. */
import sites from "shareguard-sites";
import { matches } from "./match-pattern";

export type Site = (typeof sites)[number];

/** Where one writes and sends at a site. */
export type SiteEditor = NonNullable<Site["editor"]>;

export { sites };

/** The site that a page with this address belongs to; undefined where none of this build is meant. */
export function siteOf(url: string): Site | undefined {
  return sites.find((site) => site.matches.some((pattern) => matches(pattern, url)));
}

/** Where one writes and sends at a site; null where no file says it. */
export function editorOf(id: string): SiteEditor | null {
  return sites.find((site) => site.id === id)?.editor ?? null;
}
