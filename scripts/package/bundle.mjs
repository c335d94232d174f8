/** Bundles TypeScript into one readable script. */
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { patternsOf } from "./sites.mjs";
import { ROOT, at } from "./tree.mjs";

/** The oldest browsers of manifest.mjs: nothing newer than these is left in the output. */
const TARGET = ["chrome148", "firefox144"];

/**
 * The in-page core of each browser. Firefox runs WebAssembly in content scripts whatever the page's policy says;
 * Chromium would refuse it under most, and tell the page.
 */
const CORES = { chrome: "build/inpage/core.mjs", firefox: "build/inpage/loaded.mjs" };

/**
 * @param {object} what @param {string} what.entry   relative to the checkout @param {string} what.file    the output,
 * relative to the checkout @param {"iife" | "esm"} [what.format] @param {boolean} [what.node]  for Node, as the tests
 * of single parts are, and not for a browser @param {object[]} what.sites @param {string} what.version @param {boolean}
 * what.test @param {string} what.browser @param {boolean} [what.generated]  whether it is translated WebAssembly, in
 * which neither blanks nor names tell a reader anything
 */
export async function bundle({
  entry,
  file,
  format = "iife",
  node = false,
  sites,
  version,
  test,
  browser,
  generated = false,
}) {
  await build({
    // What esbuild names the parts of the output from: 800 bytes less of the script that stands in every frame.
    absWorkingDir: path.dirname(at(entry)),
    entryPoints: [at(entry)],
    outfile: at(file),
    bundle: true,
    // A classic script with a scope of its own; esbuild's "iife" would be the same and indent every line of it.
    format: "esm",
    ...(format === "iife" ? { banner: { js: '"use strict";\n(() => {' }, footer: { js: "})();" } } : {}),
    platform: node ? "node" : "browser",
    target: node ? "node20" : TARGET,
    charset: "utf8",
    minify: generated,
    legalComments: "none",
    logLevel: "silent",
    loader: { ".css": "text", ".wasm": "binary" },
    alias: {
      shareguard: at("build/web/shareguard.js"),
      "shareguard-reader": at("build/reader/reader.js"),
      "shareguard-core": at(CORES[browser] ?? CORES.chrome),
    },
    define: {
      __TEST__: JSON.stringify(test),
      __VERSION__: JSON.stringify(version),
      __BROWSER__: JSON.stringify(browser),
    },
    plugins: [siteTable(sites), messagesOnly(), fallbackMessages(), freshGlue()],
  });
}

/** `shareguard-sites`: the site files as one table; `shareguard-paths`: their patterns of some paths of a host. */
function siteTable(sites) {
  const tables = { "shareguard-sites": sites, "shareguard-paths": patternsOf(sites).partial };
  return {
    name: "shareguard-sites",
    setup(build) {
      build.onResolve({ filter: /^shareguard-(?:sites|paths)$/ }, ({ path }) => ({ path, namespace: "sites" }));
      build.onLoad({ filter: /.*/, namespace: "sites" }, ({ path }) => ({
        contents: JSON.stringify(tables[path]),
        loader: "json",
      }));
    },
  };
}

/** Messages without what is said of them to translators: some stand in every frame of every guarded page. */
function messagesOnly() {
  return {
    name: "messages-only",
    setup(build) {
      build.onLoad({ filter: /_locales\/\w+\/messages\.json$/ }, async ({ path }) => {
        const all = JSON.parse(await readFile(path, "utf8"));
        return {
          contents: JSON.stringify(
            Object.fromEntries(Object.entries(all).map(([key, { message }]) => [key, { message }])),
          ),
          loader: "json",
        };
      });
    },
  };
}

/**
 * `shareguard-fallback`: what the warning says in English where the browser gives no messages any more. Only the
 * sentences that nobody can do without: this stands in every frame of every guarded page.
 */
function fallbackMessages() {
  return {
    name: "shareguard-fallback",
    setup(build) {
      build.onResolve({ filter: /^shareguard-fallback$/ }, ({ path }) => ({ path, namespace: "fallback" }));
      build.onLoad({ filter: /.*/, namespace: "fallback" }, async () => {
        const all = JSON.parse(await readFile(at("extension/_locales/en/messages.json"), "utf8"));
        const wanted = Object.entries(all).filter(
          ([key]) => key.startsWith("language_") || (key.startsWith("warning_") && !key.startsWith("warning_cue_")),
        );
        return {
          contents: JSON.stringify(Object.fromEntries(wanted.map(([key, { message }]) => [key, message]))),
          loader: "json",
        };
      });
    },
  };
}

/**
 * `shareguard-glue`: wasm-bindgen's glue as a function that makes a new one each time. The generated module holds its
 * instance in a variable of its own and never replaces it, so that after a trap nothing would work again.
 * The default export, which fetches the wasm by itself, is left out.
 */
function freshGlue() {
  return {
    name: "shareguard-glue",
    setup(plugin) {
      plugin.onResolve({ filter: /^shareguard-glue$/ }, ({ path }) => ({ path, namespace: "glue" }));
      plugin.onLoad({ filter: /.*/, namespace: "glue" }, async () => {
        const glue = await build({
          absWorkingDir: ROOT,
          stdin: { contents: 'export * from "./shareguard.js";', resolveDir: at("build/web") },
          bundle: true,
          format: "iife",
          globalName: "glue",
          target: TARGET,
          charset: "utf8",
          write: false,
          logLevel: "silent",
        });
        return {
          contents: `export function createGlue() {\n${glue.outputFiles[0].text}return glue;\n}\n`,
          loader: "js",
        };
      });
    },
  };
}
