/** The effective policy: where it is from, what is wrong with a newer one, what it says. */
import { defectList, policyName, policyOrigin, unkeptNote, warningList } from "../shared/describe-policy";
import { element } from "../shared/element";
import { summaryOf, validate } from "../shared/engine";
import { text } from "../shared/messages";
import type { PolicyState } from "../shared/policy-state";
import { rulesTable } from "./rules-table";

export async function policySection(policy: PolicyState): Promise<HTMLElement> {
  const section = element("section", { "aria-live": "polite" }, element("h2", {}, text("policy_title")));
  if (policy.defects.length > 0) section.append(defectList(policy));
  section.append(...unkeptNote(policy));
  const facts = element("dl", { class: "facts" });
  const fact = (name: string, ...value: (Node | string)[]) =>
    facts.append(element("dt", {}, name), element("dd", {}, ...value));
  fact(text("options_name"), policyName(policy));
  fact(text("options_source"), policyOrigin(policy));
  if (policy.sha256 !== null) fact(text("options_digest"), element("code", {}, policy.sha256));
  section.append(facts);
  try {
    const warnings = policy.json === null ? [] : (await validate(policy.json)).warnings;
    if (warnings.length > 0) section.append(warningList(warnings));
    const summary = await summaryOf(policy.json);
    fact(text("options_mode"), text(summary.mode === "audit" ? "options_mode_audit" : "options_mode_enforce"));
    const { file_seconds, action_seconds } = summary.time_limits;
    fact(
      text("options_time_limits"),
      text("options_time_limits_seconds", String(file_seconds), String(action_seconds)),
    );
    section.append(rulesTable(summary), element("p", { class: "quiet small note" }, text("options_ranks")));
  } catch (error) {
    section.append(element("p", { role: "alert" }, text("options_engine_failed", String(error))));
  }
  if (policy.json !== null) {
    section.append(
      element("details", {}, element("summary", {}, text("options_json")), element("pre", {}, indented(policy.json))),
    );
  }
  return section;
}

/** The JSON as people read it. It was parsed before it came into force. */
function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2);
}
