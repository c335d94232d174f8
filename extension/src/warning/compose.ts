/** What the dialog says: a verdict as elements. */
import type { Finding, Notice, NoticeKind, Skimmed, Verdict } from "shareguard";
import { isAsked } from "../shared/early";
import { evidenceFor } from "./evidence";
import { element } from "./element";
import { showPicture, type Pictures } from "./picture";
import { composeReason } from "./reason";
import type { MessageKey, Translate } from "./strings";
import { whereOf } from "./where";

/** Value of the button that shares. */
export const SHARE = "share";

/**
 * A button that closes the dialog with its value is the browser's doing from press to close: a page that swallows
 * clicks cannot get in between. (A form would do the same, but not in a sandboxed frame.)
 */
const CLOSES = { type: "button", commandfor: "dialog", command: "close" };

export interface Composed {
  /** Not yet shown. Its buttons close it; only {@link SHARE} as its `returnValue` means yes. */
  readonly dialog: HTMLDialogElement;
  /** Fulfilled when everything in it has its size. Never rejects. */
  readonly drawn: Promise<unknown>;
}

/** The dialog for a verdict; `pictures` are those that the person is sharing. */
export function compose(judged: Verdict, pictures: Pictures, translate: Translate): Composed {
  // What is excepted is no reason to ask, and would only be taken for one.
  const verdict = { ...judged, findings: judged.findings.filter(({ action }) => action !== "allow") };
  const groups = byFile(verdict, pictures);
  const drawings: Promise<void>[] = [];
  const draw: Draw = ({ picture, findings }) => {
    const [first, ...others] = findings.flatMap(({ region }) => region ?? []);
    if (picture === null || first === undefined) return null;
    const { figure, drawn } = showPicture(
      picture,
      [first, ...others],
      groups.length === 1 ? "alone" : "among",
      translate,
    );
    drawings.push(drawn);
    return figure;
  };
  const [only, ...others] = groups;
  const first = verdict.findings.find(isAsked);
  const title = element(
    "h1",
    { id: "title", "data-part": "title" },
    translate(titleOf(verdict, subjectOf(groups, pictures))),
  );
  const why = element("p", { id: "why", class: "why", "data-part": "why" }, translate(whyOf(verdict)));
  // Of one text or file everything is said at once; of several each is named with what was found in it.
  const said =
    only === undefined || others.length > 0
      ? [element("div", { id: "summary" }, why), ...summariseAll(groups, draw, translate)]
      : describeOne(only, why, draw, translate);
  const told = guidance(verdict, translate);
  const body = element(
    "div",
    { class: "body" },
    element("p", { class: "name" }, translate("warning_product")),
    title,
    ...said,
    pictures.linked === 0
      ? null
      : element(
          "p",
          { class: "aside", "data-part": "linked" },
          translate("warning_linked_pictures", String(pictures.linked)),
        ),
    told,
    verdict.action === "justify" ? composeReason(verdict.guidance?.reasons ?? [], translate) : null,
    others.length > 0 || only === undefined ? null : foldOthers(only, translate),
    first === undefined ? null : fold("evidence", translate("warning_evidence"), [evidenceFor(first, translate)]),
  );
  const buttons = element(
    "div",
    { class: "buttons" },
    element(
      "button",
      { ...CLOSES, class: "withhold", value: "withhold", autofocus: "" },
      translate("warning_withhold"),
    ),
    verdict.action === "block"
      ? null
      : element("button", { ...CLOSES, class: "share", value: SHARE }, translate("warning_share")),
  );
  const dialog = element(
    "dialog",
    {
      id: "dialog",
      role: "alertdialog",
      lang: translate("language_tag"),
      dir: translate("language_direction"),
      "aria-labelledby": "title",
      "aria-describedby": readAloud([...said, told]),
      class: gravityOf(first),
    },
    element("div", { class: "sheet" }, body, buttons),
  );
  return { dialog, drawn: Promise.all(drawings) };
}

/**
 * What is read aloud when the dialog opens, before its first button: the title, then what was found first or not
 * checked, why it matters, and the administrator's sentence. The rest is there to be read; of many files all of it would
 * take minutes.
 */
function readAloud(parts: readonly (HTMLElement | null)[]): string {
  const told = parts.filter((part) => part !== null);
  const [first] = told.flatMap((part) => [...(part.matches(FIRST) ? [part] : []), ...part.querySelectorAll(FIRST)]);
  first?.setAttribute("id", "first");
  return [
    ...(first === undefined ? [] : ["first"]),
    "why",
    ...told.flatMap(({ id }) => (id === "guidance" ? id : [])),
  ].join(" ");
}

/** A finding, or what was not checked. */
const FIRST = ".finding, .notices";

/** What there is to say of one file, or of the text. */
interface Group {
  /** Null for text. */
  readonly file: string | null;
  /** Null where it is none, or is not at hand here. */
  readonly picture: Blob | null;
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** Where it is a picture of which something was left out. */
  readonly skimmed: Skimmed | null;
}

/** The picture of a group with its findings framed; null where there is nothing to show. */
type Draw = (group: Group) => HTMLElement | null;

/**
 * The strictest file first; the verdict has its findings in this order. Several files may have one name, as pasted
 * pictures do.
 */
function byFile({ findings, notices, skimmed = [] }: Verdict, pictures: Pictures): Group[] {
  const keyOf = ({ file, item }: Finding | Notice) => ((file ?? null) === null ? "text" : `${item} ${file}`);
  const said = new Map([...findings, ...notices].map((one) => [keyOf(one), one]));
  return [...said].map(([key, { file, item }]) => ({
    file: file ?? null,
    picture: ((file ?? null) === null ? null : pictures.files.get(item ?? -1)) ?? null,
    findings: findings.filter((finding) => keyOf(finding) === key),
    notices: notices.filter((notice) => keyOf(notice) === key),
    skimmed: skimmed.find((other) => other.item === item && other.file === file) ?? null,
  }));
}

type Subject = "text" | "file" | "files" | "picture";

function subjectOf(groups: readonly Group[], { shared, isAll }: Pictures): Subject {
  const files = groups.filter(({ file }) => file !== null);
  // A failure of the whole check names none.
  if (files.length === 0) return !isAll ? "text" : shared === 1 ? "file" : "files";
  return groups.length > 1 ? "files" : files.every(({ picture }) => picture !== null) ? "picture" : "file";
}

/** What stands out in a group, and what is only mentioned: also what alone would be no reason to ask. */
function divide({ findings }: Group): { first: Finding | undefined; others: readonly Finding[] } {
  const first = findings.find(isAsked);
  return { first, others: findings.filter((finding) => finding !== first) };
}

function foldOthers(group: Group, translate: Translate): HTMLElement | null {
  const { others } = divide(group);
  return others.length === 0
    ? null
    : fold(
        "others",
        translate("warning_others", String(others.length)),
        others.map((other) => describe(other, translate)),
      );
}

function describeOne(group: Group, why: HTMLElement, draw: Draw, translate: Translate): (HTMLElement | null)[] {
  const { file, notices, skimmed } = group;
  const { first } = divide(group);
  const summary = element(
    "div",
    { id: "summary" },
    file === null ? null : fileName(file),
    first === undefined ? null : describe(first, translate),
    draw(group),
    why,
  );
  return [summary, unchecked(notices, translate), sayLeftOut(skimmed, translate)];
}

/** How many files of which only is to be said that they were not checked are named; there may be thousands. */
const MAX_UNREAD_NAMED = 20;

function summariseAll(groups: readonly Group[], draw: Draw, translate: Translate): HTMLElement[] {
  const unread = groups.filter(({ findings }) => findings.length === 0);
  const unnamed = unread.slice(MAX_UNREAD_NAMED);
  const named = groups.filter((group) => !unnamed.includes(group)).map((group) => summarise(group, draw, translate));
  if (unnamed.length === 0) return named;
  const more = element(
    "section",
    { class: "file", "data-part": "more-files" },
    element("h2", {}, translate("warning_more_files", String(unnamed.length))),
    unchecked(
      unnamed.flatMap(({ notices }) => notices),
      translate,
    ),
  );
  return [...named, more];
}

/** One of several files. */
function summarise(group: Group, draw: Draw, translate: Translate): HTMLElement {
  const { file, notices, skimmed } = group;
  const { first, others } = divide(group);
  return element(
    "section",
    { class: "file", "data-part": "file" },
    file === null ? element("h2", {}, translate("warning_text_itself")) : fileName(file),
    first === undefined ? null : describe(first, translate),
    draw(group),
    others.length === 0
      ? null
      : element("p", { class: "what" }, translate("warning_others_file", String(others.length))),
    unchecked(notices, translate),
    sayLeftOut(skimmed, translate),
  );
}

/** The end of a long name tells more than its middle: the folder, the number, what kind of file it is. */
function fileName(name: string): HTMLElement {
  return element("h2", { dir: "auto", title: name, "data-part": "file-name" }, name);
}

/** Systems that say who may read something without classifying it in the sense of a law. */
const NOT_CLASSIFYING: readonly string[] = ["tlp", "corp"];

/** By what led to the verdict: a marking, or that something was not checked where the policy is stricter with that. */
function titleOf({ action, findings: [first], notices }: Verdict, subject: Subject): MessageKey {
  if (first?.action !== action)
    return notices.every((notice) => UNREAD.includes(notice.kind))
      ? `warning_title_failed_${subject}`
      : `warning_title_unchecked_${subject}`;
  if (first.kind === "term" || first.kind === "pattern") return `warning_title_term_${subject}`;
  return first.rank < 3 || NOT_CLASSIFYING.includes(first.system)
    ? `warning_title_limited_${subject}`
    : `warning_title_classified_${subject}`;
}

/** Notices by which nothing of it was read. */
const UNREAD: readonly NoticeKind[] = ["engine_error", "timeout", "unsupported", "too_large", "encrypted", "damaged"];

function whyOf({ action, findings: [first] }: Verdict): MessageKey {
  if (action === "block") return "warning_why_block";
  return first?.action === action ? "warning_why" : "warning_why_unchecked";
}

/** How strongly it is drawn. */
function gravityOf(finding: Finding | undefined): string {
  if (finding === undefined) return "unknown";
  const { rank } = finding;
  return rank >= 3 ? "high" : rank === 2 ? "middle" : "low";
}

/** A marking as it was written, and what it is. */
function describe(finding: Finding, translate: Translate): HTMLElement {
  const level = finding.level_title ?? finding.level;
  return element(
    "div",
    { class: "finding" },
    element("blockquote", { class: "stamp", dir: "auto", "data-part": "quote" }, finding.quote),
    element(
      "p",
      { class: "what" },
      level === null ? null : element("strong", { "data-part": "level" }, level),
      element("span", { "data-part": "system" }, finding.system_title),
      element("span", { "data-part": "where" }, whereOf(finding, translate)),
    ),
  );
}

/** What was not checked, in words. */
function unchecked(notices: readonly Notice[], translate: Translate): HTMLElement | null {
  if (notices.length === 0) return null;
  const kinds = new Set(notices.map((notice) => notice.kind));
  return element(
    "div",
    { class: "notices", "data-part": "notices" },
    ...[...kinds].map((kind) => element("p", {}, translate(`warning_notice_${kind}`))),
  );
}

/**
 * What of a picture nobody read although all of it was looked at: no reason to ask, and nothing to keep from the person
 * who is asked.
 */
export function sayLeftOut(skimmed: Skimmed | null, translate: Translate): HTMLElement | null {
  if (skimmed === null) return null;
  const { lines, ends_only, codes_unread } = skimmed;
  const said = [
    ends_only === 0 ? "" : translate("warning_skimmed", String(ends_only), String(lines)),
    codes_unread === 0 ? "" : translate("warning_codes_unread", String(codes_unread)),
  ];
  return element("p", { class: "aside", "data-part": "skimmed" }, said.join(" ").trim());
}

/** What the administrator says, and whom to ask. */
function guidance({ guidance }: Verdict, translate: Translate): HTMLElement | null {
  // Absent or null, depending on which shell of the core wrote it.
  const message = guidance?.message ?? null;
  const contact = guidance?.contact ?? null;
  if (message === null && contact === null) return null;
  return element(
    "div",
    { id: "guidance", class: "guidance" },
    message === null ? null : element("p", { dir: "auto", "data-part": "message" }, message),
    contact === null
      ? null
      : element("p", { dir: "auto", "data-part": "contact" }, translate("warning_contact", contact)),
  );
}

function fold(part: string, summary: string, content: readonly HTMLElement[]): HTMLDetailsElement {
  return element("details", { "data-part": part }, element("summary", {}, summary), ...content);
}
