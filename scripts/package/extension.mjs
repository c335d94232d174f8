/** Puts an extension together that a browser loads unpacked: manifest, scripts, pages, translations, icons. */
import { copyFile, cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { at, version } from "./tree.mjs";
import { bundle } from "./bundle.mjs";
import { manifest } from "./manifest.mjs";
import { MODELS } from "./reader-module.mjs";
import { readSites } from "./sites.mjs";
import { runStep } from "./step.mjs";

/** Those in which files are checked and pictures are read, here and on the playground. */
export const WORKERS = {
  "worker.js": "extension/src/analyser/worker.ts",
  "picture-worker.js": "extension/src/analyser/picture-worker.ts",
};

/**
 * Output name -> entry point. Everything is one classic script: content scripts cannot be modules, and the rest need
 * not be.
 */
const SCRIPTS = {
  "content.js": "extension/src/content/main.ts",
  "core.js": "extension/src/content/core-entry.ts",
  "late.js": "extension/src/content/late-entry.ts",
  "arrival.js": "extension/src/content/arrival.ts",
  "page-world.js": "extension/src/content/page-world.ts",
  "background.js": "extension/src/background/main.ts",
  ...WORKERS,
  "popup.js": "extension/src/popup/popup.ts",
  "options.js": "extension/src/options/options.ts",
};

/** Pages with their style sheets, copied as they are. */
const PAGES = ["popup/popup.html", "popup/popup.css", "options/options.html", "options/options.css", "shared/page.css"];

/**
 * What reads pictures, by its name in the package: the module in two flavours, its networks, and what their licence
 * wants to be shipped with them.
 */
export const READER = {
  "reader.wasm": "build/reader/reader_bg.wasm",
  "reader-relaxed.wasm": "build/reader/reader_relaxed_bg.wasm",
  ...Object.fromEntries(MODELS.map((name) => [`models/${name}`, `build/reader/${name}`])),
};

/** What only one browser needs: Firefox's event page starts the worker by itself. */
const EXTRA = {
  chrome: { scripts: { "offscreen.js": "extension/src/analyser/offscreen.ts" }, pages: ["analyser/offscreen.html"] },
  firefox: { scripts: {}, pages: [] },
};

/**
 * Builds one browser's package: dist/<browser>, or build/test-extension/<browser> which also guards pages on this
 * machine.
 */
export async function buildExtension(browser, { test, force }) {
  const folder = test ? `build/test-extension/${browser}` : `dist/${browser}`;
  await runStep({
    name: `${test ? "test " : ""}extension for ${browser}`,
    inputs: [
      "extension",
      "src/extract/silent.json",
      "Cargo.toml",
      "tsconfig.json",
      "build/web",
      "build/inpage",
      "build/reader",
    ],
    settings: { browser, test },
    outputs: [folder, `${folder}/manifest.json`],
    force,
    async run() {
      const sites = await readSites({ test });
      // From an empty folder, so that nothing of an earlier build is shipped.
      await rm(at(folder), { recursive: true, force: true });
      await mkdir(at(folder, "icons"), { recursive: true });
      for (const [name, entry] of Object.entries({ ...SCRIPTS, ...EXTRA[browser].scripts })) {
        const generated = name === "core.js";
        await bundle({ entry, file: `${folder}/${name}`, sites, version: await version(), test, browser, generated });
      }
      for (const page of [...PAGES, ...EXTRA[browser].pages])
        await copyFile(at("extension/src", page), at(folder, page.slice(page.indexOf("/") + 1)));
      for (const icon of (await readdir(at("extension/icons"))).filter((name) => name.endsWith(".png"))) {
        await copyFile(at("extension/icons", icon), at(folder, "icons", icon));
      }
      await cp(at("extension/_locales"), at(folder, "_locales"), { recursive: true });
      await copyFile(at("build/web/shareguard_bg.wasm"), at(folder, "shareguard_bg.wasm"));
      await copyFile(at("build/inpage/core.bin"), at(folder, "core.bin"));
      await copyReader(folder);
      if (browser === "chrome") await copyFile(at("extension/managed_schema.json"), at(folder, "managed_schema.json"));
      const described = manifest(browser, { version: await version(), sites, test });
      await writeFile(at(folder, "manifest.json"), `${JSON.stringify(described, null, 2)}\n`);
      return `${sites.length} sites`;
    },
  });
}

/** Puts what reads pictures beside the worker that loads it. */
export async function copyReader(folder) {
  await mkdir(at(folder, "models"), { recursive: true });
  for (const [name, file] of Object.entries(READER)) await copyFile(at(file), at(folder, name));
}
