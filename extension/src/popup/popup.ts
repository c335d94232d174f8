/** The popup: whether this site is guarded, by which policy, and what happened today. */
import { CATEGORIES } from "../shared/categories";
import { followCounters, type Counters } from "../shared/counters";
import { defectList, policyName, policyOrigin, unkeptNote } from "../shared/describe-policy";
import { button, element } from "../shared/element";
import { text } from "../shared/messages";
import { askFor, withheldSites } from "../shared/permissions";
import { pageStateOf, type PageState } from "../shared/page-state";
import { followPolicyState, type PolicyState } from "../shared/policy-state";
import type { Site } from "../shared/sites";
import { unreadSection } from "./unchecked";

/** How many withheld sites are named; the options page shows all. */
const MAX_NAMED = 4;

async function show(): Promise<void> {
  const [tab, withheld] = await Promise.all([tabBelow(), withheldSites()]);
  const site = replaceable();
  const policy = replaceable();
  const counters = replaceable();
  let asking: Promise<void> | undefined;
  const showSite = async () => site.show(siteSection(await pageOf(tab), withheld));
  await Promise.all([
    followCounters((today) => counters.show(countersSection(today))),
    followPolicyState((state) => {
      policy.show(policySection(state));
      asking = showSite();
    }),
  ]);
  await asking;
  document.documentElement.lang = text("language_tag");
  document.documentElement.dir = text("language_direction");
  document.title = text("extension_name");
  document.body.append(
    element("header", { class: "brand" }, icon(), element("h1", {}, text("extension_name"))),
    site.section(),
    ...withheldSection(withheld),
    policy.section(),
    counters.section(),
    element("footer", {}, button(text("popup_more"), openOptions)),
  );
}

/** The tab that the popup is about: where a test opens it in a tab of its own, the one that its address names. */
async function tabBelow(): Promise<chrome.tabs.Tab | undefined> {
  const named = __TEST__ && decodeURIComponent(location.hash.slice(1));
  const [tab] = await chrome.tabs.query(named ? { url: named } : { active: true, currentWindow: true });
  return tab;
}

/** Where the background does not know, nothing is said to be guarded. */
async function pageOf(tab: chrome.tabs.Tab | undefined): Promise<PageState | null> {
  return tab?.id === undefined ? null : pageStateOf(tab.id).catch(() => null);
}

/** A section that is shown anew when what it says changes. */
function replaceable(): { section: () => HTMLElement; show: (next: HTMLElement) => void } {
  let section = element("section");
  return {
    section: () => section,
    show(next) {
      section.replaceWith(next);
      section = next;
    },
  };
}

function icon(): HTMLElement {
  const image = element("img");
  image.src = "icons/48.png";
  image.width = image.height = 24;
  // The name stands beside it.
  image.alt = "";
  return image;
}

function siteSection(page: PageState | null, withheld: readonly Site[]): HTMLElement {
  const [title, why] = page === null ? unguarded(withheld) : told(page);
  const isGuarded = page !== null && page.stance !== "absent" && page.stance !== "excepted";
  return element(
    "section",
    { class: isGuarded ? "state guarded" : "state" },
    element("h2", {}, title),
    element("p", { class: "quiet small" }, why),
  );
}

function told({ title, category, stance }: PageState): [title: string, why: string] {
  switch (stance) {
    case "enforced":
      return [text("popup_guarded", title), text("popup_guarded_why", text(CATEGORIES[category]))];
    case "audited":
      return [text("popup_audited", title), text("popup_audited_why")];
    case "excepted":
      return [text("popup_excepted", title), text("popup_excepted_why")];
    case "absent":
      return [text("popup_absent", title), text("popup_absent_why")];
    default:
      return stance satisfies never;
  }
}

function unguarded(withheld: readonly Site[]): [title: string, why: string] {
  const why = withheld.length === 0 ? "popup_not_guarded_why" : "popup_not_guarded_permissions";
  return [text("popup_not_guarded"), text(why)];
}

/**
 * Sites that the person, or somebody for them, took back: nothing is checked there, which nobody would notice
 * otherwise.
 */
function withheldSection(withheld: readonly Site[]): HTMLElement[] {
  if (withheld.length === 0) return [];
  const names = withheld.slice(0, MAX_NAMED).map((site) => site.title);
  if (withheld.length > MAX_NAMED) names.push("…");
  const granted = button(
    text("popup_ask"),
    () => void askFor(withheld).then((isGranted) => isGranted && location.reload()),
  );
  return [
    element(
      "section",
      { class: "withheld", role: "alert" },
      element("h2", {}, text("popup_withheld", withheld.length)),
      element("p", { class: "small" }, names.join(text("rule_list_separator"))),
      element("p", { class: "quiet small" }, text("popup_withheld_why")),
      granted,
    ),
  ];
}

function policySection(policy: PolicyState): HTMLElement {
  const section = element(
    "section",
    {},
    element("h2", {}, text("policy_title")),
    element("p", {}, policyName(policy)),
    element("p", { class: "quiet small" }, policyOrigin(policy)),
    ...unkeptNote(policy),
  );
  if (policy.defects.length > 0) section.append(defectList(policy));
  return section;
}

function countersSection(counters: Counters): HTMLElement {
  const { outcomes } = counters;
  const total = outcomes.withheld + outcomes.shared + outcomes.blocked + outcomes.reported;
  const section = element("section", {}, element("h2", {}, text("counters_title")));
  if (total === 0) {
    section.append(element("p", { class: "quiet" }, text("counters_none")), ...unreadSection(counters));
    return section;
  }
  const count = (label: string, number: number) =>
    element("div", {}, element("dt", {}, label), element("dd", {}, String(number)));
  section.append(
    element(
      "dl",
      { class: "counts" },
      count(text("counters_withheld"), outcomes.withheld),
      count(text("counters_shared"), outcomes.shared),
      count(text("counters_blocked"), outcomes.blocked),
      count(text("counters_reported"), outcomes.reported),
    ),
    ...unreadSection(counters),
  );
  return section;
}

function openOptions(): void {
  void chrome.runtime.openOptionsPage().then(() => window.close());
}

void show();
