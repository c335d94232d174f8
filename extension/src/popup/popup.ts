/** The popup: whether this site is guarded, by which policy, and what happened today. */
import { readCounters, type Counters } from "../shared/counters";
import { defectList, policyName, policyOrigin } from "../shared/describe-policy";
import { button, element } from "../shared/element";
import { text } from "../shared/messages";
import { hasAllPermissions } from "../shared/permissions";
import { readPolicyState, type PolicyState } from "../shared/policy-state";
import { siteOf } from "../shared/sites";

async function show(): Promise<void> {
  const [[tab], policy, counters, complete] = await Promise.all([
    chrome.tabs.query({ active: true, currentWindow: true }),
    readPolicyState(),
    readCounters(),
    hasAllPermissions(),
  ]);
  document.documentElement.lang = text("language_tag");
  document.title = text("extension_name");
  document.body.append(
    element("header", { class: "brand" }, icon(), element("h1", {}, text("extension_name"))),
    siteSection(tab?.url, complete),
    policySection(policy),
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
function siteSection(address: string | undefined, complete: boolean): HTMLElement {
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
    element("p", { class: "quiet small" }, text(complete ? "popup_not_guarded_why" : "popup_not_guarded_permissions")),
  );
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

function countersSection({ outcomes }: Counters): HTMLElement {
  const total = outcomes.withheld + outcomes.shared + outcomes.blocked + outcomes.reported;
  const section = element("section", {}, element("h2", {}, text("counters_title")));
  if (total === 0) {
    section.append(element("p", { class: "quiet" }, text("counters_none")));
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
  );
  return section;
}

function openOptions(): void {
  void chrome.runtime.openOptionsPage().then(() => window.close());
}

void show();
