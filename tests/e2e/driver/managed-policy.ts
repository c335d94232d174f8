/** Puts a managed policy where the browser reads it, and takes it away again. */
import { existsSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BrowserKind } from "./driver";

type Values = Readonly<Record<string, unknown>>;

/**
 * Where administrators put policies; only root can write there, and no option of the browsers moves it. Chromium reads
 * every file of its folder, Firefox one.
 */
const CHROMIUM_FOLDER = "/etc/chromium/policies/managed";
const FIREFOX_FILE = "/etc/firefox/policies/policies.json";

/** Why a test that plays the administrator cannot run here; null when it can. */
export function administratorObstacle(kind: BrowserKind): string | null {
  if (process.getuid?.() !== 0) return `only root can write ${kind === "chromium" ? CHROMIUM_FOLDER : FIREFOX_FILE}`;
  if (kind === "firefox" && existsSync(FIREFOX_FILE)) return `there is a ${FIREFOX_FILE} already`;
  return null;
}

/**
 * Writes the policy for this extension in all Chromium browsers of this machine; those that run take it within seconds.
 * The answer removes it.
 */
export function writeChromiumPolicy(id: string, values: Values): Promise<() => Promise<void>> {
  return write(path.join(CHROMIUM_FOLDER, `shareguard-test-${id}.json`), {
    "3rdparty": { extensions: { [id]: values } },
  });
}

/**
 * Writes the policy for this extension in the Firefox browsers of this machine that start from now on. The answer
 * removes it.
 */
export function writeFirefoxPolicy(id: string, values: Values): Promise<() => Promise<void>> {
  return write(FIREFOX_FILE, { policies: { "3rdparty": { Extensions: { [id]: values } } } });
}

/** Writes managed storage into a home directory, for the Firefox that is started with it. */
export async function writeManagedStorageManifest(home: string, id: string, data: Values): Promise<void> {
  const folder = path.join(home, ".mozilla/managed-storage");
  await mkdir(folder, { recursive: true });
  const manifest = { name: id, description: "Policy of an end-to-end test", type: "storage", data };
  await writeFile(path.join(folder, `${id}.json`), JSON.stringify(manifest));
}

/**
 * Writes a file that is gone when the answer is called, and at the latest when this process ends. Its folder stays:
 * others may have files there.
 */
async function write(file: string, content: object): Promise<() => Promise<void>> {
  await mkdir(path.dirname(file), { recursive: true });
  const remove = () => rmSync(file, { force: true });
  process.once("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  await writeFile(file, JSON.stringify(content));
  return async () => {
    remove();
    process.off("exit", remove);
  };
}
