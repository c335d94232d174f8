/** The command line's answers about pictures and texts, from one run of it. */
import { spawnSync } from "node:child_process";

export interface Found {
  readonly system: string;
  readonly rank: number;
  readonly quote: string;
}

export interface Answer {
  /** The highest found; null when nothing was. */
  readonly rank: number | null;
  readonly complete: boolean;
  readonly findings: readonly Found[];
}

export type Question = { readonly id: string; readonly path: string } | { readonly id: string; readonly text: string };

/** As much as the answers about a thousand pictures could be, in bytes. */
export const MAX_OUTPUT_BYTES = 256 << 20;

/** Asks `program scan --jsonl` about all at once: it answers one line each, in order. */
export function scan(program: string, questions: readonly Question[]): Answer[] {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join("");
  const { stdout, stderr, status, error } = spawnSync(program, ["scan", "--jsonl"], {
    input,
    encoding: "utf8",
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (error !== undefined) throw error;
  const lines = stdout.split("\n").filter((line) => line !== "");
  if (lines.length !== questions.length)
    throw new Error(
      `${questions.length} questions, ${lines.length} answers (status ${status}): ${stderr.slice(-2000)}`,
    );
  return lines.map((line, index) => answer(JSON.parse(line), questions[index]?.id ?? line));
}

function answer(value: unknown, id: string): Answer {
  if (
    typeof value !== "object" ||
    value === null ||
    !("findings" in value) ||
    !("rank" in value) ||
    !("complete" in value)
  ) {
    throw new Error(`${id}: ${JSON.stringify(value)}`);
  }
  const { rank, complete, findings } = value;
  if ((rank !== null && typeof rank !== "number") || typeof complete !== "boolean" || !Array.isArray(findings)) {
    throw new Error(`${id}: ${JSON.stringify(value)}`);
  }
  return { rank, complete, findings: findings.map((one: unknown) => found(one, id)) };
}

function found(value: unknown, id: string): Found {
  if (typeof value === "object" && value !== null && "system" in value && "rank" in value && "quote" in value) {
    const { system, rank, quote } = value;
    if (typeof system === "string" && typeof rank === "number" && typeof quote === "string")
      return { system, rank, quote };
  }
  throw new Error(`${id}: a finding is ${JSON.stringify(value)}`);
}
