/**
 * What the extension costs: sizes against their budgets, the core in each browser, and a page with and without it: its
 * load, keys and pastes, files, pictures. Arguments choose some of these: `node build/e2e/bench/main.js typing files`.
 */
import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserKind } from "../driver/driver";
import { start, testExtension } from "../driver/start";
import { measureFiles } from "./files";
import { measureLoads } from "./load";
import { measurePictures } from "./pictures";
import { measureTyping } from "./typing";
import type { Measured, Task } from "../pages/core";
import { page, startSite, type Site } from "../server";

/** How much later a guarded page may have loaded, in milliseconds. */
const LOAD_BUDGET_MS = 5;
/** Which of the loads, sorted, is compared: a quick one, because what slows single loads down is not the extension. */
const LOAD_QUANTILE = 0.25;

/** Ordinary mail and chat, in two scripts, with words that a slow scanner would stumble over. */
const ORDINARY =
  "The minutes of the garden club are attached. Nobody knows the secret of the neighbour's tomatoes, and the restricted area " +
  "behind the shed stays closed. 会议纪要已发送，请查收。Classification of roses follows the usual scheme (S. 12).\n";

/**
 * After so many judgements of a kilobyte Chromium compiles nothing of the translated core any more. Until then its
 * compiling threads take a core of two from the page now and then, for some milliseconds each time.
 */
const UNTIL_COMPILED = 3_000;

/** What the check of files may add to attaching them, in milliseconds. */
const FILE_BUDGETS: Readonly<Record<string, number>> = { "a file of 100 kB": 60, "10 files of 1 MB": 500 };

/** How long a decision on a picture may take, in milliseconds, and a text file while a picture is read. */
const PICTURE_BUDGET_MS = 700;
const TEXT_BESIDE_PICTURE_BUDGET_MS = 120;

/** What a key may cost on the page's thread, in milliseconds. */
const KEY_BUDGET_MS = 0.2;

const PARTS = ["core", "load", "typing", "files", "pictures"] as const;
const wanted = process.argv.slice(2);
const isWanted = (part: (typeof PARTS)[number]) => wanted.length === 0 || wanted.includes(part);
const unknown = wanted.find((name) => !PARTS.some((part) => part === name));
if (unknown !== undefined) throw new Error(`${unknown}: there are ${PARTS.join(", ")}`);

let isWithin = true;

await measureSizes();
const site = await startSite();
for (const kind of ["chromium", "firefox"] as const satisfies readonly BrowserKind[]) {
  console.log(`\n${kind}`);
  const plain = await start(kind, { preciseClock: true });
  const guarded = await start(kind, { preciseClock: true, extension: testExtension(kind) });
  try {
    if (isWanted("core")) await measureCore(kind, plain, site);
    for (const { what, isGuarded, without, withIt } of isWanted("load")
      ? await measureLoads(plain, guarded, site)
      : []) {
      const [before, after] = [quantile(without, LOAD_QUANTILE), quantile(withIt, LOAD_QUANTILE)];
      report(`load of ${what}, without`, before, "ms", null);
      report(`load of ${what}, with`, after, "ms", null);
      report(`difference for ${what}`, after - before, "ms", isGuarded ? LOAD_BUDGET_MS : null);
    }
    for (const { what, without, withIt } of isWanted("typing")
      ? await measureTyping(plain, guarded, site, ORDINARY)
      : []) {
      for (const [name, share] of [
        ["median", 0.5],
        ["99th percentile", 0.99],
      ] as const) {
        report(`${what}, ${name}, without`, quantile(without, share), "ms", null);
        report(`${what}, ${name}, with`, quantile(withIt, share), "ms", null);
      }
      // Not the mean: one key that the machine kept waiting outweighs hundreds.
      report(
        `difference for ${what}, median`,
        quantile(withIt, 0.5) - quantile(without, 0.5),
        "ms",
        what.includes("key") ? KEY_BUDGET_MS : null,
      );
    }
    for (const { what, without, withIt } of isWanted("files")
      ? await measureFiles(plain, guarded, site, ORDINARY)
      : []) {
      report(`attaching ${what}, without`, without, "ms", null);
      report(`attaching ${what}, with`, withIt, "ms", null);
      report(`difference for ${what}`, withIt - without, "ms", FILE_BUDGETS[what] ?? null);
    }
    for (const { what, time } of isWanted("pictures") ? await measurePictures(guarded, site, ORDINARY) : []) {
      report(what, time, "ms", what.includes(".png") ? PICTURE_BUDGET_MS : TEXT_BESIDE_PICTURE_BUDGET_MS);
    }
  } finally {
    await plain.close();
    await guarded.close();
  }
}
await site.close();
process.exitCode = isWithin ? 0 : 1;

/** Says a measured value beside its budget. */
function report(what: string, value: number, unit: "bytes" | "ms", budget: number | null): void {
  const number = unit === "bytes" ? Math.round(value).toLocaleString("en") : value.toFixed(2);
  const over = budget !== null && value > budget;
  if (over) isWithin = false;
  const limit = budget === null ? "" : `  (budget ${budget.toLocaleString("en")}${over ? ", EXCEEDED" : ""})`;
  console.log(`  ${what.padEnd(44)}${number.padStart(12)} ${unit}${limit}`);
}

async function measureSizes(): Promise<void> {
  console.log("sizes");
  for (const [file, budget] of [
    ["dist/chrome/content.js", 50_000],
    ["build/inpage/core.wasm", null],
    ["build/inpage/loaded.wasm", 250_000],
    ["dist/chrome/core.js", 500_000],
    ["dist/firefox/core.js", 350_000],
    ["dist/chrome/shareguard_bg.wasm", null],
  ] as const) {
    report(file, (await stat(file)).size, "bytes", budget);
  }
  for (const name of await readdir("dist")) {
    if (/\.(zip|xpi)$/.test(name))
      report(`dist/${name}`, (await stat(path.join("dist", name))).size, "bytes", 5_500_000);
  }
}

/** The verdict on clean text by the core that pages get, without the browser's own cost of a paste. */
async function measureCore(kind: BrowserKind, browser: Browser, site: Site): Promise<void> {
  const policy = await compiledPolicy();
  const tab = await browser.open(site.elsewhere + page(`core-${kind}`));
  const soon = await tab.evaluate((task: Task) => window.measurePastes?.(task), {
    policy,
    text: ordinary(1_000),
    warm: 0,
    rounds: 200,
  });
  reportVerdicts("1 kB, soon after its warm-up", soon, null);
  for (const [name, length, warm, rounds, budget] of [
    ["1 kB", 1_000, UNTIL_COMPILED, 500, 1],
    ["100 kB", 100_000, 50, 50, null],
    ["1 MB", 1_000_000, 20, 20, 50],
  ] as const) {
    reportVerdicts(
      name,
      await tab.evaluate((task: Task) => window.measureCore?.(task), { policy, text: ordinary(length), warm, rounds }),
      budget,
    );
  }
  await tab.close();
}

function ordinary(length: number): string {
  return ORDINARY.repeat(Math.ceil(length / ORDINARY.length)).slice(0, length);
}

function reportVerdicts(name: string, measured: Measured | undefined, budget: number | null): void {
  if (measured === undefined) throw new Error("the page has no core");
  if (!measured.clean) throw new Error("the ordinary text is not clean");
  report(`verdict on ${name}, median`, quantile(measured.times, 0.5), "ms", null);
  report(`verdict on ${name}, 99th percentile`, quantile(measured.times, 0.99), "ms", budget);
  if (measured.arithmetic !== null)
    report("as long in arithmetic, 99th percentile", quantile(measured.arithmetic, 0.99), "ms", null);
}

/** The built-in policy as the background gives it to the core. */
async function compiledPolicy(): Promise<number[]> {
  const glue: typeof import("shareguard") = await import(pathToFileURL("build/web/shareguard.js").href);
  glue.initSync({ module: await readFile("build/web/shareguard_bg.wasm") });
  const checker = new glue.Checker();
  return [...checker.compiledPolicy(null, "en")];
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
