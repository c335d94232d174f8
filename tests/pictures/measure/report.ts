/** What is printed and saved about the judged pictures of one set. */
import path from "node:path";
import { isReadable } from "./label";
import { grouped, isExactRank, isExactSystem, isFlagged, Tally, type Judged } from "./tally";

export function report(name: string, judged: readonly Judged[]): string {
  const partly = judged.filter(({ answer }) => !answer.complete).length;
  const readable = judged.filter(({ label }) => !label.marked || isReadable(label));
  return [
    `${name}: ${judged.length} pictures, ${partly} only partly read`,
    `  ${"all".padEnd(14)} ${new Tally(judged).toString()}`,
    `  ${"zh and Latin".padEnd(14)} ${new Tally(readable).toString()}`,
    " by system",
    ...grouped(judged, ({ system }) => [system]),
    " by layout or kind of page",
    ...grouped(judged, ({ layout }) => [layout]),
    " by condition",
    ...grouped(judged, ({ conditions }) => conditions),
    "",
  ].join("\n");
}

/** What went wrong, one line a picture: a marking not found, a clean page that was flagged, a wrong rank or system. */
export function wrongs(judged: readonly Judged[]): object[] {
  return judged.flatMap((one) => {
    const { label, answer } = one;
    const expected = label.marked && label.rank > 0;
    const wrong = expected
      ? !isFlagged(one)
        ? "missed"
        : !isExactRank(one)
          ? "rank"
          : !isExactSystem(one)
            ? "system"
            : undefined
      : isFlagged(one)
        ? "alarm"
        : undefined;
    if (wrong === undefined) return [];
    const { marking, system, rank, conditions } = label;
    return [
      {
        wrong,
        file: path.basename(label.path),
        marking,
        system,
        rank,
        conditions,
        answered: answer.findings,
        complete: answer.complete,
      },
    ];
  });
}
