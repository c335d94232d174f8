/** Shows a verdict: the text with its findings, and for each where it stands and why it is taken for a marking. */
import type { Evidence, Finding, Notice, Verdict } from "shareguard";
import type { FileSubmission } from "../../extension/src/shared/calls";
import { embeddedPictures } from "../../extension/src/shared/html-pictures";
import { element } from "../../extension/src/warning/element";
import { sayLeftOut } from "../../extension/src/warning/compose";
import { sentenceFor } from "../../extension/src/warning/evidence";
import { showPicture } from "../../extension/src/warning/picture";
import type { Translate } from "../../extension/src/warning/strings";
import { whereOf } from "../../extension/src/warning/where";
import type { Strings } from "./strings";

/** How much of a text is shown, in UTF-16 code units: more than anybody reads here. */
const MAX_SHOWN_UTF16 = 20_000;

export function resultOf(
  text: string,
  verdict: Verdict,
  nearMisses: readonly Finding[],
  strings: Strings,
  translate: Translate,
): HTMLElement[] {
  const notices = verdict.notices.map((notice) => sayNotice(notice, translate));
  const missed =
    nearMisses.length === 0 ? [] : [element("h3", {}, strings.near_misses), list(nearMisses, strings, translate)];
  if (verdict.findings.length === 0)
    return [outcome(verdict, strings), ...notices, element("p", {}, strings.result_clean), ...missed];
  return [
    outcome(verdict, strings),
    ...notices,
    element("div", { class: "text", dir: "auto" }, ...highlighted(text, verdict.findings)),
    list(verdict.findings, strings, translate),
    ...missed,
  ];
}

/** The same for files, of which the pictures are shown with their findings framed. */
export function resultOfFiles(
  { text, html, files }: FileSubmission,
  verdict: Verdict,
  strings: Strings,
  translate: Translate,
): HTMLElement[] {
  const formats = [text, html].filter((format) => format !== "").length;
  const ofFile = [...files, ...embeddedPictures(html)].map(({ name, content }, index) => {
    const item = formats + index;
    const findings = verdict.findings.filter((finding) => finding.item === item);
    const notices = verdict.notices.filter((notice) => notice.item === item);
    const skimmed = verdict.skimmed?.find((picture) => picture.item === item) ?? null;
    const [first, ...others] = findings.flatMap(({ region }) => region ?? []);
    return element(
      "section",
      { class: "file" },
      element("h3", { dir: "auto" }, name),
      ...notices.map((notice) => sayNotice(notice, translate)),
      first === undefined || "kind" in content
        ? null
        : showPicture(content, [first, ...others], "alone", translate).figure,
      findings.length === 0
        ? element("p", {}, notices.length === 0 ? strings.result_clean : strings.incomplete)
        : list(findings, strings, translate),
      sayLeftOut(skimmed, translate),
    );
  });
  const ofAll = verdict.notices
    .filter(({ item }) => (item ?? null) === null)
    .map((notice) => sayNotice(notice, translate));
  return [outcome(verdict, strings), ...ofAll, ...ofFile];
}

function sayNotice({ kind, detail }: Notice, translate: Translate): HTMLElement {
  return element("p", { class: "notice" }, translate(`warning_notice_${kind}`), ` (${detail})`);
}

function list(findings: readonly Finding[], strings: Strings, translate: Translate): HTMLElement {
  return element(
    "ol",
    { class: "findings" },
    ...findings.map((finding) => element("li", {}, ...describe(finding, strings, translate))),
  );
}

function outcome({ action, guidance, complete }: Verdict, strings: Strings): HTMLElement {
  const rule = guidance?.rule ?? "";
  return element(
    "p",
    { class: "outcome" },
    element("strong", { class: `action ${action}` }, strings[`action_${action}`]),
    rule === "" ? null : element("span", {}, ` ${strings.by_rule} `, element("code", {}, rule)),
    complete ? null : ` · ${strings.incomplete}`,
  );
}

/** The text with the findings marked. Of findings that overlap the first is marked; the list below has them all. */
function highlighted(text: string, findings: readonly Finding[]): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let shown = 0;
  const spans = findings.filter(({ origin }) => origin === "body").map(({ span, rank }) => ({ ...span, rank }));
  for (const { start, end, rank } of spans.sort((a, b) => a.start - b.start)) {
    if (start < shown || start >= MAX_SHOWN_UTF16) continue;
    parts.push(text.slice(shown, start), element("mark", { class: `rank-${rank}` }, text.slice(start, end)));
    shown = end;
  }
  parts.push(text.slice(shown, Math.max(shown, MAX_SHOWN_UTF16)), text.length > MAX_SHOWN_UTF16 ? "…" : "");
  return parts;
}

function describe(finding: Finding, strings: Strings, translate: Translate): HTMLElement[] {
  const { quote, level, level_title, system_title, confidence, evidence, controls } = finding;
  const named = (controls ?? []).map(({ name, meaning }) =>
    (meaning ?? null) === null ? name : `${name} (${meaning})`,
  );
  const facts = [
    level_title ?? level,
    system_title,
    whereOf(finding, translate),
    // Never 100: a detector that claims to be certain is not believed.
    strings.confidence.replace("$1", `${Math.min(99, Math.round(confidence * 100))} %`),
  ];
  return [
    element("q", { class: `stamp rank-${finding.rank}`, dir: "auto" }, quote),
    element("p", { class: "facts" }, facts.filter((fact) => fact !== null).join(" · ")),
    ...(named.length === 0 ? [] : [element("p", { class: "facts" }, `${strings.controls}${named.join(", ")}`)]),
    element(
      "ul",
      { class: "evidence", "aria-label": strings.evidence },
      ...evidence.map((reason) => weighed(reason, translate)),
    ),
  ];
}

/** A reason with its weight, the change of the log-odds. */
function weighed({ cue, weight }: Evidence, translate: Translate): HTMLElement {
  const sign = weight < 0 ? "−" : "+";
  return element(
    "li",
    { class: weight < 0 ? "against" : "for" },
    element("span", { class: "weight" }, `${sign}${Math.abs(weight).toFixed(1)}`),
    element("span", {}, sentenceFor(cue, translate)),
  );
}
