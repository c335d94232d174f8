/** What the playground says around the warning; the warning itself speaks from the extension's `_locales`. */
import type { Locale } from "shareguard";

const en = {
  title: "Shareguard playground",
  lead: "Recognises classification markings in what you are about to share. Everything on this page is checked inside your browser; nothing is sent anywhere.",
  failed: "The checker could not be loaded: ",
  try_title: "Try it",
  editor: "A text box, guarded like one on a chat site",
  editor_placeholder: "Paste something here. A marked text is stopped before the box gets it.",
  site: "Pretend to be on",
  site_playground: "this page",
  samples_hint: "Or let one of these invented texts be pasted:",
  samples_marked: "With a marking",
  samples_silent: "About secrets, without a marking",
  result_title: "What was found",
  result_nothing_yet: "Nothing has been checked yet.",
  result_clean: "No marking. A paste of this is not touched.",
  policy_title: "Policy",
  policy_hint: "An organisation decides what a finding leads to. Change a rule, and paste again.",
  policy_example: "Start from",
  policy_valid: "This policy is in force on this page.",
  policy_invalid: "Not valid. The last valid policy stays in force.",
  policy_whole: "the whole policy",
  footer: "A determined person can retype or photograph a text. This is for honest people in a hurry.",
  action_allow: "Let go",
  action_report: "Let go, and counted",
  action_warn: "Ask first",
  action_justify: "Ask first, with a reason",
  action_block: "Stop",
  by_rule: "by rule",
  incomplete: "not fully checked",
  formatted: "in the formatted version",
  confidence: "$1 sure",
  evidence: "Why",
  controls: "With ",
} as const;

/** A text of the playground. */
export type StringKey = keyof typeof en;
/** All texts of the playground in one language. */
export type Strings = Readonly<Record<StringKey, string>>;

const zh_CN: Strings = {
  title: "Shareguard 演示",
  lead: "在分享之前识别内容中的密级标志。本页的所有检查都在您的浏览器内完成，不会向任何地方发送内容。",
  failed: "检查程序未能加载：",
  try_title: "试一试",
  editor: "与聊天网站同样受保护的输入框",
  editor_placeholder: "在这里粘贴。带有密级标志的文字会在进入输入框之前被拦下。",
  site: "假定所在网站",
  site_playground: "本页",
  samples_hint: "也可以让以下虚构的文字粘贴进来：",
  samples_marked: "带有标志",
  samples_silent: "谈到秘密但没有标志",
  result_title: "检查结果",
  result_nothing_yet: "还没有检查任何内容。",
  result_clean: "没有发现标志，粘贴时不会受到任何影响。",
  policy_title: "策略",
  policy_hint: "发现标志之后如何处理，由单位决定。修改一条规则，再粘贴一次看看。",
  policy_example: "从示例开始",
  policy_valid: "此策略已在本页生效。",
  policy_invalid: "此策略无效，仍按上一个有效的策略执行。",
  policy_whole: "整个策略",
  footer: "执意泄露的人可以重新录入或拍照。它要帮助的，是匆忙之中的老实人。",
  action_allow: "放行",
  action_report: "放行并计数",
  action_warn: "先询问",
  action_justify: "先询问并要求说明理由",
  action_block: "阻止",
  by_rule: "依据规则",
  incomplete: "未全部检查",
  formatted: "仅在带格式的版本中",
  confidence: "把握 $1",
  evidence: "依据",
  controls: "附带：",
};

export const STRINGS: Readonly<Record<Locale, Strings>> = { en, zh_CN };
