/** Draws collections of labelled pictures: `node scripts/pictures.mjs FOLDER COLLECTION…`. The drawing code is TypeScript, which Node 20 does not read. */
import { execFileSync } from "node:child_process";
import { build } from "esbuild";

const SOURCE = "tests/pictures/generator";
const TARGET = "build/pictures/generator";

await build({
  entryPoints: [`${SOURCE}/main.ts`],
  outdir: TARGET,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // The driver finds files beside itself.
  packages: "external",
  logLevel: "error",
});
await build({ entryPoints: [`${SOURCE}/page/degrade.ts`], outdir: TARGET, bundle: true, format: "iife", target: "chrome140", logLevel: "error" });
execFileSync(process.execPath, [`${TARGET}/main.js`, ...process.argv.slice(2)], { stdio: "inherit" });
