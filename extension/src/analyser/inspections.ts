/** What was found in parts of a submission, put together. */
import type { Finding, Inspection, Notice } from "shareguard";

/** Of something that was not checked. */
export function unchecked(notice: Notice): Inspection {
  return { findings: [], notices: [notice], pictures: [], skimmed: [] };
}

/** Several as one, findings in the order of the items. Pictures that nobody has read become what they are: notices. */
export function merged(inspections: readonly Inspection[]): Pick<Inspection, "findings" | "notices" | "skimmed"> {
  return {
    findings: inspections.flatMap(({ findings }) => findings).sort((a, b) => a.item - b.item),
    notices: inspections.flatMap(({ notices, pictures }) => [...notices, ...pictures]),
    skimmed: inspections.flatMap(({ skimmed }) => skimmed),
  };
}

/** The first of each marking: several frames of a picture hold the same one. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ system, level, quote, region }) => {
    const marking = `${system} ${level ?? ""} ${quote}`;
    if (region === undefined && seen.has(marking)) return false;
    seen.add(marking);
    return true;
  });
}
