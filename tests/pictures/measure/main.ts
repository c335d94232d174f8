/**
 * Measures how well markings in pictures are found: `node measure.js PROGRAM [--against READER] LABELLED… [--ordinary FOLDER]`.
 * PROGRAM is the command line; LABELLED are folders with labels.jsonl; every finding in FOLDER's pictures is an alarm.
 * READER, a script that answers lines of JSON with paths by lines with text, reads the first LABELLED folder as well, for comparison.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readLabels, type Label } from "./label";
import { report, wrongs } from "./report";
import { scan } from "./scan";
import type { Judged } from "./tally";

const RESULTS = "build/quality";
/** The other reader takes seconds for a picture: each so manieth of the labelled ones is read by it. */
const COMPARED_EACH = 3;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { against: { type: "string" }, ordinary: { type: "string" } } });
const [program, ...folders] = positionals;
if (program === undefined || folders.length === 0) throw new Error("which program, and which pictures?");
mkdirSync(RESULTS, { recursive: true });

for (const folder of folders) judge(path.basename(folder), readLabels(folder));
if (values.ordinary !== undefined) judge("ordinary", ordinary(values.ordinary));
if (values.against !== undefined) compare(values.against, folders.flatMap(readLabels).filter((_label, index) => index % COMPARED_EACH === 0));

function judge(name: string, labels: readonly Label[]): void {
  const started = performance.now();
  const judged = answered(labels, scan(program ?? "", labels.map(({ path: file }) => ({ id: file, path: file }))));
  const each = (performance.now() - started) / labels.length;
  tell(name, judged, `${each.toFixed(0)} ms a picture`);
}

function compare(reader: string, labels: readonly Label[]): void {
  const own = answered(labels, scan(program ?? "", labels.map(({ path: file }) => ({ id: file, path: file }))));
  tell("compared-own", own, "on what the other reader reads");
  const input = labels.map(({ path: file }) => `${JSON.stringify({ id: file, path: path.resolve(file) })}\n`).join("");
  const { stdout, stderr, status } = spawnSync(process.execPath, [reader], { input, encoding: "utf8", maxBuffer: 64 << 20 });
  if (status !== 0) throw new Error(`${reader}: ${stderr.slice(-2000)}`);
  const texts = stdout.split("\n").filter((line) => line !== "").map((line) => textOf(JSON.parse(line)));
  tell("compared-other", answered(labels, scan(program ?? "", texts)), "the same pictures by the other reader, its lines as text to the same checker");
}

function answered(labels: readonly Label[], answers: ReturnType<typeof scan>): Judged[] {
  return labels.flatMap((label, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ label, answer }];
  });
}

function tell(name: string, judged: readonly Judged[], remark: string): void {
  const text = `${report(name, judged)}  ${remark}\n`;
  console.log(text);
  writeFileSync(path.join(RESULTS, `pictures-${name}.txt`), text);
  writeFileSync(path.join(RESULTS, `pictures-${name}-wrong.jsonl`), wrongs(judged).map((wrong) => `${JSON.stringify(wrong)}\n`).join(""));
}

/** Pictures without labels: none of them carries a marking. */
function ordinary(folder: string): Label[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name))
    .sort()
    .map((file) => ({ path: file, marked: false, system: "none", rank: 0, conditions: ["none"], marking: "", layout: path.basename(path.dirname(file)) }));
}

function textOf(value: unknown): { id: string; text: string } {
  if (typeof value === "object" && value !== null && "id" in value && "text" in value) {
    const { id, text } = value;
    if (typeof id === "string" && typeof text === "string") return { id, text };
  }
  throw new Error(`the other reader answered ${JSON.stringify(value)}`);
}
