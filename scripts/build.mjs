/**
 * Builds everything that ships, or the steps that are named:
 * `node scripts/build.mjs [--test] [--only web,reader,inpage,extension,archives,www] [--force]`.
 *
 * - web: Rust -> build/web, what wasm-bindgen writes for the background and the playground, with its .d.ts
 * - reader: Rust -> build/reader, the module that reads pictures, with and without relaxed SIMD, and its networks
 * - inpage: Rust -> build/inpage, the C-ABI core as wasm, and translated to JavaScript
 * - extension: all -> dist/{chrome,firefox}, with --test build/test-extension/{chrome,firefox}
 * - archives: dist -> dist/shareguard-<version>-{chrome.zip,firefox.xpi}
 * - www: www -> dist/www
 *
 * A step whose inputs have not changed since its last success is skipped. Needs only Node, cargo, wasm-pack,
 * wasm-bindgen and what package-lock.json pins.
 */
import { parseArgs } from "node:util";
import { BROWSERS } from "./package/manifest.mjs";
import { buildArchives } from "./package/archives.mjs";
import { buildExtension } from "./package/extension.mjs";
import { buildInpageCore } from "./package/inpage-core.mjs";
import { buildReaderModule } from "./package/reader-module.mjs";
import { buildWebModule } from "./package/web-module.mjs";
import { buildWww } from "./package/www.mjs";

const { values } = parseArgs({
  options: {
    test: { type: "boolean", default: false },
    only: { type: "string" },
    force: { type: "boolean", default: false },
  },
});

/** In the order in which they depend on each other. */
const steps = {
  web: () => buildWebModule(values),
  reader: () => buildReaderModule(values),
  inpage: () => buildInpageCore(values),
  extension: async () => {
    for (const browser of BROWSERS) await buildExtension(browser, values);
  },
  archives: async () => {
    // The test variant is loaded unpacked and never distributed.
    if (!values.test) await buildArchives(values);
  },
  www: () => buildWww(values),
};

const wanted = values.only?.split(",") ?? Object.keys(steps);
for (const name of wanted) {
  if (!Object.hasOwn(steps, name)) {
    console.error(`build: no step called "${name}"; there are ${Object.keys(steps).join(", ")}`);
    process.exit(2);
  }
}
try {
  for (const [name, run] of Object.entries(steps)) if (wanted.includes(name)) await run();
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
