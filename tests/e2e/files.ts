/** Files of this machine for the tests to share. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";

/**
 * Writes files into a folder of their own before the tests around it, and removes them after them. The answer gives
 * their paths.
 */
export function withFiles(contents: Readonly<Record<string, string | Uint8Array>>): (name?: string) => string {
  let folder: string | null = null;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "shareguard-files-"));
    for (const [name, content] of Object.entries(contents)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  });
  after(async () => {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  });
  return (name = "") => {
    if (folder === null) throw new Error("only inside a test");
    return path.join(folder, name);
  };
}
