/** The guarded sites, with search and with what the browser says about each. */
import { button, element } from "../shared/element";
import { text, type MessageKey } from "../shared/messages";
import { askFor, isGranted } from "../shared/permissions";
import { sites, type Site } from "../shared/sites";

/** The category's heading; the order of the page. */
const HEADINGS = [
  ["ai-chat", "category_ai_chat"],
  ["social", "category_social"],
  ["playground", "category_playground"],
] as const satisfies readonly (readonly [Site["category"], MessageKey])[];

export interface SitesSection {
  readonly section: HTMLElement;
  /** Asks the browser again what is granted. */
  update(): Promise<void>;
}

export async function sitesSection(): Promise<SitesSection> {
  const search = element("input", { id: "search", type: "search" });
  search.placeholder = text("options_search");
  search.ariaLabel = text("options_search");
  const count = element("span", { class: "quiet", role: "status" });
  const missing = element("div", { "aria-live": "polite" });
  const list = element("div", { class: "sites" });
  const sorted = sites.toSorted((a, b) => a.title.localeCompare(b.title));
  let granted = new Map<Site, boolean>();

  const show = () => {
    const found = sorted.filter((site) => fits(site, search.value));
    count.textContent = found.length === 0 ? text("options_no_site") : text("options_sites_count", found.length);
    list.replaceChildren(
      ...HEADINGS.flatMap(([category, heading]) =>
        tableOf(
          heading,
          found.filter((site) => site.category === category),
          granted,
        ),
      ),
    );
  };
  const update = async () => {
    granted = new Map(await Promise.all(sites.map(async (site) => [site, await isGranted(site)] as const)));
    missing.replaceChildren(...withheldNote(sites.filter((site) => granted.get(site) === false)));
    show();
  };

  search.addEventListener("input", show);
  await update();
  const section = element(
    "section",
    {},
    element("h2", {}, text("options_sites")),
    missing,
    element("div", { class: "search" }, search, count),
    list,
  );
  return { section, update };
}

/** Whether the words that a person typed stand in the name or one of the addresses, whatever their case. */
function fits(site: Site, words: string): boolean {
  const haystack = [site.title, site.id, ...site.matches].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

function withheldNote(withheld: readonly Site[]): HTMLElement[] {
  if (withheld.length === 0) return [];
  const ask = button(text("options_ask_all"), () => void askFor(withheld));
  return [
    element("div", { class: "withheld" }, element("span", {}, text("options_withheld_some", withheld.length)), ask),
  ];
}

function tableOf(heading: MessageKey, found: readonly Site[], granted: ReadonlyMap<Site, boolean>): HTMLElement[] {
  if (found.length === 0) return [];
  const rows = found.map((site) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, site.title),
      element("td", { class: "quiet" }, [...new Set(site.matches.map(readable))].join(", ")),
      element(
        "td",
        {},
        granted.get(site) === false ? withheld(site) : element("span", { class: "granted" }, text("options_granted")),
      ),
    ),
  );
  return [element("h3", {}, text(heading)), element("table", {}, element("tbody", {}, ...rows))];
}

function withheld(site: Site): HTMLElement {
  const ask = button(text("options_ask"), () => void askFor([site]));
  ask.ariaLabel = `${text("options_ask")}: ${site.title}`;
  return element("span", {}, element("span", { class: "missing" }, text("options_withheld")), " ", ask);
}

/** A match pattern as people write addresses: `chatgpt.com`, `huggingface.co/chat`. */
function readable(pattern: string): string {
  return pattern.replace(/^https?:\/\//, "").replace(/[/?]?\*$/, "");
}
