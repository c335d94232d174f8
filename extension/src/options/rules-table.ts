/** The rules of a policy in words. */
import type { Action, Channel, PolicySummary, RuleSummary } from "shareguard";
import { CATEGORIES } from "../shared/categories";
import { element } from "../shared/element";
import { text, type MessageKey } from "../shared/messages";

const ACTIONS = {
  allow: "action_allow",
  report: "action_report",
  warn: "action_warn",
  justify: "action_justify",
  block: "action_block",
} as const satisfies Record<Action, MessageKey>;

const CHANNELS = {
  paste: "channel_paste",
  drop: "channel_drop",
  attach: "channel_attach",
  send: "channel_send",
} as const satisfies Record<Channel, MessageKey>;

/** When something happens, and what: the policy's own rules first, then what holds behind them. */
export function rulesTable({ rules, base }: PolicySummary): HTMLElement {
  const behind: [MessageKey, Action][] =
    base === "default"
      ? [
          ["rule_base_restricted", "warn"],
          ["rule_base_internal", "report"],
        ]
      : [["rule_base_none", "allow"]];
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, text("options_rule_condition")),
    element("th", { scope: "col" }, text("options_rule_action")),
  );
  const row = (action: Action, ...condition: Node[]) =>
    element("tr", {}, element("th", { scope: "row" }, ...condition), element("td", {}, text(ACTIONS[action])));
  return element(
    "table",
    { class: "rules" },
    element("thead", {}, head),
    element(
      "tbody",
      {},
      ...rules.map((rule) => row(rule.action, ...conditionOf(rule))),
      ...behind.map(([condition, action]) => row(action, element("div", {}, text(condition)))),
    ),
  );
}

function conditionOf({ id, description, sites, categories, channels, systems, lowest, highest }: RuleSummary): Node[] {
  const places = [...categories.map((category) => text(CATEGORIES[category])), ...sites];
  const parts = [lowest === highest ? text("rule_rank", lowest) : text("rule_ranks", lowest, highest)];
  if (systems.length > 0) parts.push(text("rule_systems", listed(systems)));
  if (places.length > 0) parts.push(text("rule_places", listed(places)));
  if (channels.length > 0)
    parts.push(text("rule_channels", listed(channels.map((channel) => text(CHANNELS[channel])))));
  const name = description === "" ? id : `${id}: ${description}`;
  return [element("div", {}, parts.join(" · ")), element("div", { class: "quiet small" }, name)];
}

function listed(words: readonly string[]): string {
  return words.join(text("rule_list_separator"));
}
