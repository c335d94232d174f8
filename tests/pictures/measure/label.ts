/** What labelled pictures are labelled with: `labels.jsonl` beside them. */
import { readFileSync } from "node:fs";
import path from "node:path";

export interface Label {
  readonly path: string;
  readonly marked: boolean;
  readonly system: string;
  readonly rank: number;
  /** What was done to the picture, without amounts; "none" where nothing was. */
  readonly conditions: readonly string[];
  /** As it is written in the picture; empty in a clean one. */
  readonly marking: string;
  /** The layout, or what kind of page mentions secrets; "other" where the label does not say. */
  readonly layout: string;
}

export function readLabels(folder: string): Label[] {
  return readFileSync(path.join(folder, "labels.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const fields: unknown = JSON.parse(line);
      const field = <T>(name: string, narrow: (value: unknown) => value is T): T => {
        const value =
          typeof fields === "object" && fields !== null ? new Map(Object.entries(fields)).get(name) : undefined;
        if (!narrow(value)) throw new Error(`${folder}: ${name} of ${line}`);
        return value;
      };
      const conditions = field("conditions", isTexts).map(nameOf);
      return {
        path: path.join(folder, field("file", isText)),
        marked: field("expect", isText) === "marked",
        system: field("system", isText),
        rank: field("rank", isNumber),
        conditions: conditions.length === 0 ? ["none"] : conditions,
        marking: field("marking", isText),
        layout: line.includes('"layout"') ? field("layout", isText) : "other",
      };
    });
}

/** Whether a marking is in the scripts that the reader knows: Chinese characters and Latin. */
export function isReadable({ marking }: Label): boolean {
  return !/[\p{Script=Cyrillic}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]/u.test(
    marking,
  );
}

/** `rot270` and `quarter:3` are the same turn, written in two ways. */
function nameOf(condition: string): string {
  const [name = condition, amount] = condition.split(":");
  if (name === "quarter") return `rot${Number(amount) * 90}`;
  return name;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
