/**
 * The reason that a policy may ask for before something is shared: chosen from a list or typed. It makes the person
 * think; nothing keeps it.
 */
import { element } from "./element";
import type { Translate } from "./strings";

/** Longest reason, in UTF-16 code units: enough for a sentence or two, too short for a document. */
export const MAX_REASON_UTF16 = 280;

/** Name of the choices and of the typed reason in the form. */
const CHOICE = "choice";
const TYPED = "typed";
/** The choice that leads to the typed reason. */
const OTHER = "";

/** The fields for a reason. With nothing to choose from there is only the typed one. */
export function composeReason(reasons: readonly string[], translate: Translate): HTMLElement {
  const typed = element("textarea", {
    name: TYPED,
    rows: "2",
    maxlength: String(MAX_REASON_UTF16),
    "aria-label": translate("warning_reason_typed"),
    placeholder: translate("warning_reason_typed"),
  });
  const error = element("p", { class: "error", role: "alert", "data-part": "reason-error" });
  const fields = element(
    "fieldset",
    { class: "reason", "aria-describedby": "reason-use" },
    element("legend", {}, translate("warning_reason")),
    element("p", { id: "reason-use", class: "aside", "data-part": "reason-use" }, translate("warning_reason_use")),
  );
  for (const reason of reasons) fields.append(choice(reason, reason));
  if (reasons.length > 0) fields.append(choice(OTHER, translate("warning_reason_other")));
  fields.append(typed, error);
  return fields;
}

function choice(value: string, label: string): HTMLLabelElement {
  return element(
    "label",
    { class: "choice" },
    element("input", { type: "radio", name: CHOICE, value }),
    element("span", { dir: "auto" }, label),
  );
}

/** The reason given in a dialog, or null where there is none yet. */
export function readReason(dialog: HTMLDialogElement): string | null {
  const chosen = dialog.querySelector<HTMLInputElement>(`input[name="${CHOICE}"]:checked`)?.value ?? OTHER;
  const typed = dialog.querySelector<HTMLTextAreaElement>(`textarea[name="${TYPED}"]`)?.value ?? "";
  const reason = (chosen === OTHER ? typed : chosen).trim();
  return reason === "" ? null : reason.slice(0, MAX_REASON_UTF16);
}

/** Says that a reason is missing, and leads to where it goes. */
export function askForReason(dialog: HTMLDialogElement, translate: Translate): void {
  for (const error of dialog.querySelectorAll(".reason .error"))
    error.textContent = translate("warning_reason_missing");
  dialog.querySelector<HTMLElement>(".reason input, .reason textarea")?.focus();
}
