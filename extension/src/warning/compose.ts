/** What the dialog says: a verdict as elements. */
import type { Finding, Verdict } from "shareguard";
import { evidenceFor } from "./evidence";
import { element } from "./element";
import { composeReason } from "./reason";
import type { MessageKey, Translate } from "./strings";

/** Value of the button that shares. */
export const SHARE = "share";

/**
 * A button that closes the dialog with its value is the browser's doing from press to close: a page that swallows clicks
 * cannot get in between. (A form would do the same, but not in a sandboxed frame.)
 */
const CLOSES = { type: "button", commandfor: "dialog", command: "close" };

/** The dialog, not yet shown. Its buttons close it; only {@link SHARE} as its `returnValue` means yes. */
export function compose(verdict: Verdict, translate: Translate): HTMLDialogElement {
  const [first, ...others] = verdict.findings;
  const title = element("h1", { id: "title", "data-part": "title" }, translate(titleOf(verdict)));
  const body = element("div", { class: "body" },
    element("p", { class: "name" }, translate("warning_product")),
    title,
    element("div", { id: "summary" },
      first === undefined ? null : describe(first, translate),
      element("p", { class: "why", "data-part": "why" }, translate(whyOf(verdict))),
    ),
    unchecked(verdict, translate),
    guidance(verdict, translate),
    verdict.action === "justify" ? composeReason(verdict.guidance?.reasons ?? [], translate) : null,
    others.length === 0 ? null : fold("others", translate("warning_others", String(others.length)), others.map((other) => describe(other, translate))),
    first === undefined ? null : fold("evidence", translate("warning_evidence"), [evidenceFor(first, translate)]),
  );
  const buttons = element("div", { class: "buttons" },
    element("button", { ...CLOSES, class: "withhold", value: "withhold", autofocus: "" }, translate("warning_withhold")),
    verdict.action === "block" ? null : element("button", { ...CLOSES, class: "share", value: SHARE }, translate("warning_share")),
  );
  return element("dialog",
    { id: "dialog", role: "alertdialog", lang: translate("language_tag"), "aria-labelledby": "title", "aria-describedby": "summary", class: gravityOf(verdict) },
    element("div", { class: "sheet" }, body, buttons),
  );
}

/** Systems that say who may read something without classifying it in the sense of a law. */
const NOT_CLASSIFYING: readonly string[] = ["tlp", "corp"];

function titleOf({ findings: [first], notices }: Verdict): MessageKey {
  if (first === undefined) return notices.some((notice) => notice.kind === "engine_error" || notice.kind === "timeout") ? "warning_title_failed" : "warning_title_unchecked";
  if (first.kind === "term" || first.kind === "pattern") return "warning_title_term";
  return first.rank < 3 || NOT_CLASSIFYING.includes(first.system) ? "warning_title_limited" : "warning_title_classified";
}

function whyOf({ action, findings }: Verdict): MessageKey {
  if (action === "block") return "warning_why_block";
  return findings.length === 0 ? "warning_why_unchecked" : "warning_why";
}

/** How strongly it is drawn. */
function gravityOf({ rank }: Verdict): string {
  if (rank === null) return "unknown";
  return rank >= 3 ? "high" : rank === 2 ? "middle" : "low";
}

/** A marking as it was written, and what it is. */
function describe(finding: Finding, translate: Translate): HTMLElement {
  const level = finding.level_title ?? finding.level;
  const where = translate(finding.origin === "html" ? "warning_line_html" : "warning_line", String(finding.line));
  return element("div", { class: "finding" },
    element("blockquote", { class: "stamp", dir: "auto", "data-part": "quote" }, finding.quote),
    element("p", { class: "what" },
      level === null ? null : element("strong", { "data-part": "level" }, level),
      element("span", { "data-part": "system" }, finding.system_title),
      element("span", { "data-part": "where" }, where),
    ),
  );
}

/** What was not checked, in words. */
function unchecked({ notices }: Verdict, translate: Translate): HTMLElement | null {
  if (notices.length === 0) return null;
  const kinds = new Set(notices.map((notice) => notice.kind));
  return element("div", { class: "notices", "data-part": "notices" },
    ...[...kinds].map((kind) => element("p", {}, translate(`warning_notice_${kind}`))),
  );
}

/** What the administrator says, and whom to ask. */
function guidance({ guidance }: Verdict, translate: Translate): HTMLElement | null {
  // Absent or null, depending on which shell of the core wrote it.
  const message = guidance?.message ?? null;
  const contact = guidance?.contact ?? null;
  if (message === null && contact === null) return null;
  return element("div", { class: "guidance" },
    message === null ? null : element("p", { dir: "auto", "data-part": "message" }, message),
    contact === null ? null : element("p", { dir: "auto", "data-part": "contact" }, translate("warning_contact", contact)),
  );
}

function fold(part: string, summary: string, content: readonly HTMLElement[]): HTMLDetailsElement {
  return element("details", { "data-part": part }, element("summary", {}, summary), ...content);
}
