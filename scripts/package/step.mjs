/** Runs a build step only when something it depends on has changed. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { at, filesBelow } from "./tree.mjs";

/**
 * @param {object} step @param {string} step.name       shown to the developer; also the name of the stamp @param
 * {string[]} step.inputs   files and directories, relative to the checkout; the scripts of the build always count
 * @param {unknown} [step.settings] anything else that the result depends on @param {string[]} step.outputs  must exist
 * afterwards; a missing one means the step runs again @param {boolean} step.force     run in any case @param {() =>
 * Promise<string | void>} step.run  may return a remark for the log
 */
export async function runStep({ name, inputs, settings = null, outputs, force, run }) {
  const stamp = at("build/.stamps", name.replaceAll(/[^a-z-]/g, "-"));
  const digest = await digestOf([...inputs, "scripts/package", "package-lock.json"], settings);
  const current = existsSync(stamp) && (await readFile(stamp, "utf8")) === digest;
  if (!force && current && outputs.every((output) => existsSync(at(output)))) return;

  // A step that fails half-way must not look finished.
  await rm(stamp, { force: true });
  const start = performance.now();
  const remark = await run();
  const missing = outputs.filter((output) => !existsSync(at(output)));
  if (missing.length > 0) throw new Error(`${name}: did not produce ${missing.join(", ")}`);
  await mkdir(at("build/.stamps"), { recursive: true });
  await writeFile(stamp, digest);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`build: ${name}${remark ? `, ${remark}` : ""} (${seconds} s)`);
}

/** SHA-256 over names and contents of the inputs and over the settings. */
async function digestOf(inputs, settings) {
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const input of inputs) {
    for (const file of await filesBelow(input)) {
      const content = await readFile(at(file));
      hash.update(`\0${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}
