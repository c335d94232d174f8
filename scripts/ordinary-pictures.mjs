// Collects the pictures of tests/pictures/ordinary.json from Debian packages: screenshots, drawings and photographs
// without any marking, on which every finding is a false alarm. Kept in the cache, a folder a package, never in the
// tree. Prints the folder.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CACHE, fetchDebian, filesBelow } from "./packages.mjs";

const FOLDER = join(CACHE, "pictures");
/** Smaller files, in bytes, are icons with nothing in them to read. */
const LEAST_FILE_BYTES = 12_000;

mkdirSync(FOLDER, { recursive: true });
const missing = JSON.parse(readFileSync("tests/pictures/ordinary.json", "utf8")).filter((entry) => !collect(entry));
console.log(FOLDER);
if (missing.length > 0) {
  console.error(
    `pictures: cannot be fetched, measured without: ${missing.map(({ package: name }) => name).join(", ")}`,
  );
}

/** Whether the pictures of a package are in the cache, now or already. */
function collect(entry) {
  const folder = join(FOLDER, entry.package);
  // A changed entry is collected anew. Beside the folder: everything in it is a picture.
  const stamp = join(CACHE, `pictures-${entry.package}.json`);
  const head = JSON.stringify(entry);
  if (existsSync(folder) && existsSync(stamp) && readFileSync(stamp, "utf8") === head) return true;
  const work = mkdtempSync(join(tmpdir(), "pictures-"));
  try {
    const wanted = new RegExp(entry.take);
    const all = filesBelow(fetchDebian(entry.package, work)).filter(
      (file) => wanted.test(file) && statSync(file).size >= LEAST_FILE_BYTES,
    );
    if (all.length === 0) throw new Error(`${entry.package}: nothing in it is called ${entry.take}`);
    const each = Math.max(1, Math.floor(all.length / entry.most));
    const taken = all.filter((_file, index) => index % each === 0).slice(0, entry.most);
    rmSync(`${folder}.part`, { recursive: true, force: true });
    mkdirSync(`${folder}.part`);
    taken.forEach((file, index) =>
      copyFileSync(file, join(`${folder}.part`, `${String(index).padStart(3, "0")}-${basename(file)}`)),
    );
    rmSync(folder, { recursive: true, force: true });
    renameSync(`${folder}.part`, folder);
    writeFileSync(stamp, head);
    return true;
  } catch (error) {
    console.error(`pictures: ${error.message}`);
    return false;
  } finally {
    rmSync(work, { recursive: true });
  }
}
