/** Where things are, and the files below a directory in an order that is the same on every machine. */
import { readdir, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

/** The checkout, absolute. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** An absolute path from one relative to the checkout. */
export const at = (...parts) => path.join(ROOT, ...parts);

/** Version of the whole: the `version` of Cargo.toml. */
export async function version() {
  const manifest = await readFile(at("Cargo.toml"), "utf8");
  const found = /^version = "(\d+(?:\.\d+){1,3})"$/m.exec(manifest)?.[1];
  if (found === undefined) throw new Error("Cargo.toml: no version of one to four numbers, as browsers want it");
  return found;
}

/**
 * All files at or below `start` (relative to the checkout, `/` between parts), sorted by code unit; none where nothing
 * is.
 */
export async function filesBelow(start) {
  if (!existsSync(at(start))) return [];
  const found = [];
  const entries = await readdir(at(start), { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOTDIR") return null;
    throw error;
  });
  if (entries === null) return [start];
  for (const entry of entries) {
    const name = `${start}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesBelow(name)));
    else found.push(name);
  }
  return found.sort();
}
