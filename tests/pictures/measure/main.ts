/**
 * Measures how well markings in pictures are found: `node measure.js PROGRAM [--against READER] LABELLED… [--ordinary
 * FOLDER]`. PROGRAM is the command line; LABELLED are folders with labels.jsonl; every finding in FOLDER's pictures is
 * an alarm. READER, a script that answers lines of JSON with paths by lines with text, reads some of the labelled
 * pictures as well.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readLabels, type Label } from "./label";
import { report, wrongs } from "./report";
import { MAX_OUTPUT_BYTES, scan } from "./scan";
import type { Judged } from "./tally";

const RESULTS = "build/quality";
/** The other reader takes seconds for a picture: of so many labelled ones it reads one. */
const COMPARED_ONE_OF = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { against: { type: "string" }, ordinary: { type: "string" } },
});
const [program, ...folders] = positionals;
if (program === undefined || folders.length === 0) throw new Error("which program, and which pictures?");
mkdirSync(RESULTS, { recursive: true });

const labelled = folders.flatMap((folder) => measure(path.basename(folder), readLabels(folder)));
if (values.ordinary !== undefined) measure("ordinary", ordinary(values.ordinary));
if (values.against !== undefined)
  compare(
    values.against,
    labelled.filter((_judged, index) => index % COMPARED_ONE_OF === 0),
  );

function measure(name: string, labels: readonly Label[]): Judged[] {
  const started = performance.now();
  const judged = answered(
    labels,
    scan(
      program ?? "",
      labels.map(({ path: file }) => ({ id: file, path: file })),
    ),
  );
  const each = (performance.now() - started) / labels.length;
  tell(name, judged, `${each.toFixed(0)} ms a picture`);
  return judged;
}

/** What the other reader makes of the same pictures, its lines judged as text by the same checker. */
function compare(reader: string, own: readonly Judged[]): void {
  const labels = own.map(({ label }) => label);
  const input = labels.map(({ path: file }) => `${JSON.stringify({ id: file, path: path.resolve(file) })}\n`).join("");
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, [reader], {
    input,
    encoding: "utf8",
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const each = (performance.now() - started) / labels.length;
  if (status !== 0) throw new Error(`${reader}: ${stderr.slice(-2000)}`);
  const texts = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => textOf(JSON.parse(line)));
  tell("compared-own", own, "what follows is about the same pictures");
  tell("compared-other", answered(labels, scan(program ?? "", texts)), `${each.toFixed(0)} ms a picture`);
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
  writeFileSync(
    path.join(RESULTS, `pictures-${name}-wrong.jsonl`),
    wrongs(judged)
      .map((wrong) => `${JSON.stringify(wrong)}\n`)
      .join(""),
  );
}

/** Pictures without labels: none of them carries a marking. */
function ordinary(folder: string): Label[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name))
    .sort()
    .map((file) => ({
      path: file,
      marked: false,
      system: "none",
      rank: 0,
      conditions: ["none"],
      marking: "",
      layout: path.basename(path.dirname(file)),
    }));
}

function textOf(value: unknown): { id: string; text: string } {
  if (typeof value === "object" && value !== null && "id" in value && "text" in value) {
    const { id, text } = value;
    if (typeof id === "string" && typeof text === "string") return { id, text };
  }
  throw new Error(`the other reader answered ${JSON.stringify(value)}`);
}
