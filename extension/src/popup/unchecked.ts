/** What was not read today: what could not be checked, by why, and pictures that were not read in full. */
import type { NoticeKind } from "shareguard";
import type { Counters } from "../shared/counters";
import { element } from "../shared/element";
import { text, type MessageKey } from "../shared/messages";

/** In the order in which they are shown: what a person can do something about first. */
const REASONS = [
  ["unsupported", "unchecked_unsupported"],
  ["encrypted", "unchecked_encrypted"],
  ["too_large", "unchecked_too_large"],
  ["truncated", "unchecked_truncated"],
  ["damaged", "unchecked_damaged"],
  ["timeout", "unchecked_timeout"],
  ["engine_error", "unchecked_engine_error"],
] as const satisfies readonly (readonly [NoticeKind, MessageKey])[];

/** Nothing where all was read. */
export function unreadSection({ unchecked, skimmed = 0 }: Counters): HTMLElement[] {
  return [
    ...uncheckedList(unchecked),
    ...(skimmed === 0 ? [] : [element("p", { class: "quiet small" }, text("unchecked_skimmed", skimmed))]),
  ];
}

function uncheckedList(unchecked: Counters["unchecked"]): HTMLElement[] {
  const rows = REASONS.filter(([kind]) => (unchecked[kind] ?? 0) > 0).map(([kind, reason]) =>
    element("div", {}, element("dt", {}, text(reason)), element("dd", {}, String(unchecked[kind]))),
  );
  if (rows.length === 0) return [];
  return [element("h3", {}, text("unchecked_title")), element("dl", { class: "counts reasons" }, ...rows)];
}
