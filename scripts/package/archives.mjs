/** The archives that stores and administrators take, byte for byte the same from the same tree. */
import { readFile, stat, writeFile } from "node:fs/promises";
import { at, filesBelow, version } from "./tree.mjs";
import { runStep } from "./step.mjs";
import { zip } from "./zip.mjs";

const ARCHIVES = { chrome: "chrome.zip", firefox: "firefox.xpi" };

export async function buildArchives({ force }) {
  for (const [browser, suffix] of Object.entries(ARCHIVES)) {
    const folder = `dist/${browser}`;
    const archive = `dist/shareguard-${await version()}-${suffix}`;
    await runStep({
      name: `archive for ${browser}`,
      inputs: [folder],
      outputs: [archive],
      force,
      async run() {
        const files = [];
        for (const file of await filesBelow(folder)) {
          files.push({ name: file.slice(folder.length + 1), content: await readFile(at(file)) });
        }
        await writeFile(at(archive), zip(files));
        return `${((await stat(at(archive))).size / 1000).toFixed(0)} kB`;
      },
    });
  }
}
