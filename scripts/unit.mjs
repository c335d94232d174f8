/**
 * Runs the tests of the extension's parts and of the built packages in Node: tests/unit/*.test.ts, bundled as the
 * extension is, and tests/package/*.test.mjs. Writes TAP.
 */
import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { bundle } from "./package/bundle.mjs";
import { readSites } from "./package/sites.mjs";
import { at, filesBelow, version } from "./package/tree.mjs";

/** Longest for all of them, in milliseconds: five times what they take on two cores. */
const LIMIT = 20 * 60_000;

const settings = {
  format: "esm",
  node: true,
  sites: await readSites({ test: false }),
  version: await version(),
  test: false,
  browser: "chrome",
};
await rm(at("build/unit"), { recursive: true, force: true });
const tests = (await filesBelow("tests/package")).filter((file) => file.endsWith(".test.mjs"));
for (const entry of (await filesBelow("tests/unit")).filter((file) => file.endsWith(".test.ts"))) {
  const file = `build/unit/${entry.slice("tests/unit/".length, -".ts".length)}.mjs`;
  await bundle({ entry, file, ...settings });
  tests.push(file);
}
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", ...tests.map((file) => at(file))], {
  stdio: "inherit",
  timeout: LIMIT,
});
process.exit(status ?? 1);
