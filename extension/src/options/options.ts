/**
 * The options page: what is in force, where it holds, and what it cannot see. Shows; the policy itself comes from the
 * administrator.
 */
import { element } from "../shared/element";
import { text } from "../shared/messages";
import { onPermissions } from "../shared/permissions";
import { followPolicyState, type PolicyState } from "../shared/policy-state";
import { blindSection, versionsSection } from "./about";
import { policySection } from "./policy-section";
import { sitesSection } from "./sites-section";

async function show(): Promise<void> {
  document.documentElement.lang = text("language_tag");
  document.documentElement.dir = text("language_direction");
  document.title = text("options_title");
  const image = element("img");
  image.src = "icons/48.png";
  image.width = image.height = 40;
  // The name stands beside it.
  image.alt = "";

  let policy = element("section");
  const sites = await sitesSection();
  document.body.append(
    element("header", { class: "brand" }, image, element("h1", {}, text("options_title"))),
    element("main", {}, policy, sites.section, blindSection(), versionsSection()),
  );

  let newest: PolicyState;
  await followPolicyState((state) => {
    newest = state;
    void policySection(state).then((section) => {
      // Describing a policy takes time, the first one a second: another may have come meanwhile.
      if (state !== newest) return;
      policy.replaceWith(section);
      policy = section;
    });
  });
  onPermissions(() => void sites.update());
}

void show();
