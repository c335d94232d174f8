/**
 * Bundles the browser tests into build/e2e: specs, run and bench for Node, one page for each editor, which are npm
 * packages, what pages of composers are made from, and one page for each browser's core. Specs that share a browser are
 * there alone and all in one, as build/e2e/shared.test.js.
 */
import { build } from "esbuild";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { IN_NODE } from "./test-bundle.mjs";

const SOURCE = "tests/e2e";
const TARGET = "build/e2e";
/** The core that each browser gets. */
const CORES = { chromium: "core.mjs", firefox: "loaded.mjs" };

/** Entry points of a folder: every file that is not shared between others. */
const entries = async (folder, pattern) =>
  (await readdir(`${SOURCE}/${folder}`))
    .filter((name) => pattern.test(name))
    .map((name) => `${SOURCE}/${folder}/${name}`);

const specs = await entries("specs", /\.test\.ts$/);
const shared = await entries("specs/shared", /\.test\.ts$/);
const editors = await entries("pages/editors", /^(?!contract).*\.ts$/);
const composers = await entries("pages/composers", /\.ts$/);

await rm(TARGET, { recursive: true, force: true });
await mkdir(`${TARGET}/pages/editors`, { recursive: true });
await Promise.all([
  build({
    entryPoints: [
      ...specs,
      ...shared,
      ...(await entries("run", /^main\.ts$/)),
      ...(await entries("bench", /^main\.ts$/)),
    ],
    outbase: SOURCE,
    outdir: TARGET,
    ...IN_NODE,
  }),
  // All in one process, and so in one browser.
  build({
    stdin: { contents: shared.map((file) => `import "./${file}";`).join("\n"), resolveDir: "." },
    outfile: `${TARGET}/shared.test.js`,
    ...IN_NODE,
  }),
  build({
    entryPoints: [...editors, ...composers],
    outbase: SOURCE,
    outdir: TARGET,
    bundle: true,
    format: "iife",
    target: ["chrome140", "firefox140"],
    define: { "process.env.NODE_ENV": '"production"', global: "window" },
    loader: { ".ttf": "dataurl" },
    logLevel: "error",
  }),
  ...Object.entries(CORES).map(([kind, core]) =>
    build({
      entryPoints: { [`core-${kind}`]: `${SOURCE}/pages/core.ts` },
      outdir: `${TARGET}/pages`,
      bundle: true,
      format: "iife",
      target: ["chrome140", "firefox140"],
      alias: { "shareguard-core": `./build/inpage/${core}`, "shareguard-core-memory": "./build/inpage/core.bin" },
      loader: { ".bin": "binary", ".wasm": "binary" },
      logLevel: "error",
    }),
  ),
]);

for (const kind of Object.keys(CORES)) {
  await writeFile(
    `${TARGET}/pages/core-${kind}.html`,
    `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>The core alone</title>\n<script src="core-${kind}.js"></script>\n</html>\n`,
  );
}

for (const editor of editors) {
  const name = editor.slice(editor.lastIndexOf("/") + 1, -".ts".length);
  const style = name === "monaco" ? '<link rel="stylesheet" href="monaco.css">\n' : "";
  await writeFile(
    `${TARGET}/pages/editors/${name}.html`,
    `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${name}</title>\n${style}<script src="/record.js"></script>\n` +
      `<div id="editor"></div>\n<script src="${name}.js"></script>\n</html>\n`,
  );
}
