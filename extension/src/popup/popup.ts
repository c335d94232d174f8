/** The popup: whether this site is guarded, by which policy, and what happened today. */
import { readCounters, type Counters } from "../shared/counters";
import { defectList, policyName, policyOrigin } from "../shared/describe-policy";
import { button, element } from "../shared/element";
import { text } from "../shared/messages";
import { askFor, withheldSites } from "../shared/permissions";
import { followPolicyState, type PolicyState } from "../shared/policy-state";
import { siteOf, type Site } from "../shared/sites";
import { unreadSection } from "./unchecked";

/** How many withheld sites are named; the options page shows all. */
const MAX_NAMED = 4;

async function show(): Promise<void> {
  let policy = element("section");
  const [[tab], counters, withheld] = await Promise.all([
    chrome.tabs.query({ active: true, currentWindow: true }),
    readCounters(),
    withheldSites(),
    followPolicyState((state) => {
      const section = policySection(state);
      policy.replaceWith(section);
      policy = section;
    }),
  ]);
  document.documentElement.lang = text("language_tag");
  document.documentElement.dir = text("language_direction");
  document.title = text("extension_name");
  document.body.append(
    element("header", { class: "brand" }, icon(), element("h1", {}, text("extension_name"))),
    siteSection(tab?.url, withheld),
    ...withheldSection(withheld),
    policy,
    countersSection(counters),
    element("footer", {}, button(text("popup_more"), openOptions)),
  );
}

function icon(): HTMLElement {
  const image = element("img");
  image.src = "icons/48.png";
  image.width = image.height = 24;
  // The name stands beside it.
  image.alt = "";
  return image;
}

/** The address is known only where we may run, so that an unknown one means: not guarded. */
function siteSection(address: string | undefined, withheld: readonly Site[]): HTMLElement {
  const site = address === undefined ? undefined : siteOf(address);
  if (site !== undefined) {
    const category = text(site.category === "ai-chat" ? "category_ai_chat" : site.category === "social" ? "category_social" : "category_playground");
    return element(
      "section",
      { class: "state guarded" },
      element("h2", {}, text("popup_guarded", site.title)),
      element("p", { class: "quiet small" }, text("popup_guarded_why", category)),
    );
  }
  return element(
    "section",
    { class: "state" },
    element("h2", {}, text("popup_not_guarded")),
    element("p", { class: "quiet small" }, text(withheld.length === 0 ? "popup_not_guarded_why" : "popup_not_guarded_permissions")),
  );
}

/** Sites that the person, or somebody for them, took back: nothing is checked there, which nobody would notice otherwise. */
function withheldSection(withheld: readonly Site[]): HTMLElement[] {
  if (withheld.length === 0) return [];
  const names = withheld.slice(0, MAX_NAMED).map((site) => site.title);
  if (withheld.length > MAX_NAMED) names.push("…");
  const granted = button(text("popup_ask"), () => void askFor(withheld).then((isGranted) => isGranted && location.reload()));
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
  const count = (label: string, number: number) => element("div", {}, element("dt", {}, label), element("dd", {}, String(number)));
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
