/** The playground: www/ as static files, its scripts bundled, the wasm beside them. */
import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { at, filesBelow, version } from "./tree.mjs";
import { bundle } from "./bundle.mjs";
import { readSites } from "./sites.mjs";
import { WORKERS, copyReader } from "./extension.mjs";
import { runStep } from "./step.mjs";

export async function buildWww({ force }) {
  const files = await filesBelow("www");
  if (files.length === 0) return;
  await runStep({
    name: "playground",
    inputs: ["www", "extension/src", "extension/_locales", "build/web", "build/reader", "Cargo.toml"],
    outputs: ["dist/www/index.html"],
    force,
    async run() {
      await rm(at("dist/www"), { recursive: true, force: true });
      await mkdir(at("dist/www"), { recursive: true });
      const settings = {
        sites: await readSites({ test: false }),
        version: await version(),
        test: false,
        browser: "any",
      };
      for (const file of files) {
        const target = `dist/${file}`;
        if (file.endsWith(".ts")) {
          // Scripts directly in www/ are loaded by a page; those in folders are parts of them.
          if (path.dirname(file) !== "www" || file.endsWith(".d.ts")) continue;
          await bundle({ entry: file, file: target.replace(/\.ts$/, ".js"), format: "esm", ...settings });
        } else {
          await mkdir(path.dirname(at(target)), { recursive: true });
          await copyFile(at(file), at(target));
        }
      }
      for (const [name, entry] of Object.entries(WORKERS))
        await bundle({ entry, file: `dist/www/${name}`, ...settings });
      await copyFile(at("build/web/shareguard_bg.wasm"), at("dist/www/shareguard_bg.wasm"));
      await copyReader("dist/www");
      await copyFile(at("extension/icons/icon.svg"), at("dist/www/icon.svg"));
    },
  });
}
