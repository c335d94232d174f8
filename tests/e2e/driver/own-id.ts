/** An extension under an id that no other browser of this machine knows. */
import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Copies an unpacked extension into a folder that is not there yet, with `own` in its manifest where `known` is: what
 * makes the id. Policies of the machine go by it, and every browser that runs reads them: what is written for the copy
 * reaches no other test.
 */
export async function copyUnderOwnId(extension: string, folder: string, known: string, own: string): Promise<void> {
  await cp(extension, folder, { recursive: true });
  const file = path.join(folder, "manifest.json");
  const manifest = await readFile(file, "utf8");
  if (!manifest.includes(JSON.stringify(known))) throw new Error(`${extension}/manifest.json does not hold ${known}`);
  await writeFile(file, manifest.replace(JSON.stringify(known), JSON.stringify(own)));
}
