/** Why something was taken for a marking, in a sentence for each reason. */
import type { Finding } from "shareguard";
import { element } from "./element";
import type { Translate } from "./strings";

/** The reasons for it, strongest first; those against it did not win, and are left to the playground. */
export function evidenceFor(finding: Finding, translate: Translate): HTMLUListElement {
  const list = element("ul", {});
  for (const { cue, weight } of finding.evidence) {
    if (weight > 0) list.append(element("li", {}, sentenceFor(cue, translate)));
  }
  return list;
}

/** A sentence for a reason; one that no translator has met yet appears under its own name. */
export function sentenceFor(cue: string, translate: Translate): string {
  return translate(`warning_cue_${cue}`) || cue.replaceAll("_", " ");
}
