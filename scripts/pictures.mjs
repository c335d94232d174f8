/**
 * Bundles and runs what is TypeScript around pictures, which Node 20 does not read: `node scripts/pictures.mjs draw
 * FOLDER COLLECTION…` draws collections of labelled pictures, `… measure …` measures on them
 * (tests/pictures/measure/main.ts).
 */
import { execFileSync } from "node:child_process";
import { build } from "esbuild";

const SOURCE = "tests/pictures";
const TARGET = "build/pictures/programs";
const PROGRAMS = { draw: "generator/main", measure: "measure/main" };

const [name, ...parameters] = process.argv.slice(2);
const program = PROGRAMS[name];
if (program === undefined) throw new Error(`draw or measure was expected, not ${name}`);

await build({
  entryPoints: [`${SOURCE}/${program}.ts`],
  outbase: SOURCE,
  outdir: TARGET,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // The driver finds files beside itself.
  packages: "external",
  logLevel: "error",
});
if (name === "draw") {
  // This part runs in the browser that draws.
  await build({
    entryPoints: [`${SOURCE}/generator/page/degrade.ts`],
    outdir: `${TARGET}/generator`,
    bundle: true,
    format: "iife",
    target: "chrome140",
    logLevel: "error",
  });
}
execFileSync(process.execPath, [`${TARGET}/${program}.js`, ...parameters], { stdio: "inherit" });
