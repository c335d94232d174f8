/** Policies to start from. */
import type { Locale } from "shareguard";

const BLOCK_AND_JUSTIFY = {
  version: 1,
  name: "Harbour Board of Wexmouth",
  contact: { en: "Security office, extension 4411", zh_CN: "保密办公室，内线 4411" },
  rules: [
    {
      id: "no-classified",
      ranks: { min: 3 },
      action: "block",
      message: { en: "Classified text stays on the internal network.", zh_CN: "涉密内容只能在内部网络中处理。" },
    },
    {
      id: "say-why",
      ranks: { min: 2, max: 2 },
      action: "justify",
      reasons: {
        en: ["The marking no longer applies", "It is teaching material", "My manager agreed"],
        zh_CN: ["该标志已不再适用", "这是教学材料", "已经领导同意"],
      },
    },
  ],
};

const TERM = {
  version: 1,
  name: "A project name",
  patterns: [
    {
      id: "project-lantern",
      regex: "(?i)\\bproject\\s+lantern\\b",
      rank: 3,
      title: { en: "Project name", zh_CN: "项目名称" },
    },
  ],
  rules: [
    {
      id: "lantern",
      systems: ["project-lantern"],
      action: "warn",
      message: { en: "The project is not public yet.", zh_CN: "该项目尚未公开。" },
    },
  ],
};

const AUDIT = { version: 1, name: "Only count for now", mode: "audit" };

const EXCEPTION = {
  version: 1,
  name: "TLP may go to social sites",
  rules: [{ id: "tlp-social", systems: ["tlp"], categories: ["social", "playground"], action: "allow" }],
};

const DEFAULT = { version: 1, name: "Built-in rules" };

export interface Example {
  readonly title: Readonly<Record<Locale, string>>;
  readonly policy: object;
}

/** In the order in which they are offered; the first is in force at the start. */
export const EXAMPLES: readonly Example[] = [
  { title: { en: "built-in rules", zh_CN: "内置规则" }, policy: DEFAULT },
  { title: { en: "block, or ask for a reason", zh_CN: "阻止，或要求说明理由" }, policy: BLOCK_AND_JUSTIFY },
  { title: { en: "an exception for TLP", zh_CN: "TLP 例外" }, policy: EXCEPTION },
  { title: { en: "a project name", zh_CN: "项目名称" }, policy: TERM },
  { title: { en: "only count", zh_CN: "只计数" }, policy: AUDIT },
];
