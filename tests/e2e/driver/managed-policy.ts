/** Puts a managed policy where the browser reads it. */
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** Where Chromium looks; only root can write there, and no option of the browser moves it. */
const CHROMIUM_FOLDER = "/etc/chromium/policies/managed";
/** A name of its own, so that a policy of this machine is neither read nor overwritten. */
const CHROMIUM_FILE = path.join(CHROMIUM_FOLDER, "shareguard-test.json");

/** Why a test that needs a managed policy in Chromium cannot run; null when it can. */
export function chromiumPolicyObstacle(): string | null {
  if (process.getuid?.() !== 0) return `only root can write to ${CHROMIUM_FOLDER}`;
  return null;
}

/** Writes the policy; the answer removes it. It is also removed when this process ends in any other way than by being killed. */
export async function writeChromiumPolicy(id: string, values: Readonly<Record<string, unknown>>): Promise<() => Promise<void>> {
  const existed = existsSync(CHROMIUM_FOLDER);
  await mkdir(CHROMIUM_FOLDER, { recursive: true });
  await writeFile(CHROMIUM_FILE, JSON.stringify({ "3rdparty": { extensions: { [id]: values } } }));
  return async () => {
    await rm(CHROMIUM_FILE, { force: true });
    if (!existed) await rm(CHROMIUM_FOLDER, { recursive: true, force: true });
  };
}

/** The file that Firefox reads managed storage from, below the home directory that it is started with. */
export async function managedStorageManifest(home: string, id: string, data: Readonly<Record<string, unknown>>): Promise<void> {
  const folder = path.join(home, ".mozilla/managed-storage");
  await mkdir(folder, { recursive: true });
  const manifest = { name: id, description: "Policy of an end-to-end test", type: "storage", data };
  await writeFile(path.join(folder, `${id}.json`), JSON.stringify(manifest));
}
