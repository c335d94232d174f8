/** Bundles the tests of the applications into build/apps, one file each: Node 20 reads no TypeScript. */
import { build } from "esbuild";
import { readdir, rm } from "node:fs/promises";

const SOURCE = "tests/apps";
const TARGET = "build/apps";

const folders = (await readdir(SOURCE, { withFileTypes: true })).filter((entry) => entry.isDirectory());

await rm(TARGET, { recursive: true, force: true });
await build({
  entryPoints: folders.map(({ name }) => `${SOURCE}/${name}/${name}.test.ts`),
  outdir: TARGET,
  entryNames: "[name]",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "error",
});
