/** Bundles the tests of the applications into build/apps, one file each. */
import { build } from "esbuild";
import { readdir, rm } from "node:fs/promises";
import { IN_NODE } from "./test-bundle.mjs";

const SOURCE = "tests/apps";
const TARGET = "build/apps";

const folders = (await readdir(SOURCE, { withFileTypes: true })).filter((entry) => entry.isDirectory());

await rm(TARGET, { recursive: true, force: true });
await build({
  entryPoints: folders.map(({ name }) => `${SOURCE}/${name}/${name}.test.ts`),
  outdir: TARGET,
  entryNames: "[name]",
  ...IN_NODE,
});
