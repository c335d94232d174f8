/** Says in words which policy is in force, for the popup and the options page alike. */
import type { PolicyError } from "shareguard";
import { element } from "./element";
import { text } from "./messages";
import type { Defect, PolicyState } from "./policy-state";

/** What people know the policy by. */
export function policyName({ json, name }: PolicyState): string {
  return json === null ? text("policy_built_in") : (name ?? text("policy_unnamed"));
}

/** Where it came from, in one sentence. */
export function policyOrigin({ source, defects }: PolicyState): string {
  switch (source) {
    case "managed":
      return text("policy_origin_managed");
    case "last-good":
      return text("policy_origin_last_good");
    case "built-in":
      return text(defects.length > 0 ? "policy_origin_built_in_instead" : "policy_origin_built_in");
    default:
      return source satisfies never;
  }
}

/** That it holds for now only, where it does. */
export function unkeptNote({ unkept }: PolicyState): HTMLElement[] {
  if (unkept === undefined) return [];
  return [element("p", { class: "defects", role: "alert" }, text("policy_unkept", unkept))];
}

/** What is wrong with the policy that was given last, each defect with its place. */
export function defectList({ defects }: PolicyState): HTMLElement {
  return element(
    "div",
    { class: "defects", role: "alert" },
    element("h3", {}, text("policy_defects")),
    listOf(defects),
  );
}

/** What in the policy in force is probably not meant, such as pages that nothing guards. */
export function warningList(warnings: readonly PolicyError[]): HTMLElement {
  const list = listOf(warnings.map(({ at, message }) => ({ pointer: at, message })));
  return element("div", { class: "defects warnings" }, element("h3", {}, text("policy_warnings")), list);
}

function listOf(defects: readonly Defect[]): HTMLElement {
  const list = element("ul");
  for (const { pointer, message } of defects) {
    list.append(
      element("li", {}, element("code", {}, pointer === "" ? text("policy_defect_whole") : pointer), message),
    );
  }
  return list;
}
