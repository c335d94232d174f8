// Collects the natural texts of tests/corpus/natural.json from Debian and npm packages: texts that nobody wrote to try
// a detector on, on which every finding is a false alarm. Kept in the cache, one file of JSON lines a package, never in
// the tree.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { CACHE, fetchDebian, fetchNpm, filesBelow } from "./packages.mjs";

const FOLDER = join(CACHE, "corpora");
/** Longest file taken, in bytes: longer ones are tables. */
const MAX_FILE_BYTES = 8_000_000;

const { debian, npm } = JSON.parse(readFileSync("tests/corpus/natural.json", "utf8"));
mkdirSync(FOLDER, { recursive: true });
const missing = [
  ...debian.filter((entry) => !collect(entry, fetchDebian)),
  ...npm.filter((entry) => !collect(entry, fetchNpm)),
];
console.log(FOLDER);
if (missing.length > 0) {
  console.error(`corpora: cannot be fetched, measured without: ${missing.map(({ package: name }) => name).join(", ")}`);
}

/** Whether the texts of a package are in the cache, now or already. */
function collect(entry, fetch) {
  const file = join(FOLDER, `${entry.package.replace(/[@/]/g, "_")}.jsonl`);
  // The entry is the first line: a changed one is collected anew.
  const head = JSON.stringify(entry);
  if (existsSync(file) && readFileSync(file, "utf8").startsWith(`${head}\n`)) return true;
  const work = mkdtempSync(join(tmpdir(), "corpora-"));
  try {
    const folder = fetch(entry.package, work);
    const lines = texts(entry, folder).map((text) => JSON.stringify(text));
    if (lines.length === 0) throw new Error(`${entry.package}: nothing in it is called ${entry.take}`);
    writeFileSync(`${file}.part`, [head, ...lines, ""].join("\n"));
    renameSync(`${file}.part`, file);
    return true;
  } catch (error) {
    console.error(`corpora: ${error.message}`);
    return false;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The texts of a package: `path` inside it, `language`, `text`. HTML stays HTML. */
function texts({ language, take, tagged }, folder) {
  const wanted = new RegExp(take);
  return filesBelow(folder)
    .filter((file) => wanted.test(relative(folder, file)))
    .flatMap((file) => {
      const bytes = readFileSync(file);
      const content = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
      const text = content.length <= MAX_FILE_BYTES ? decode(content) : undefined;
      if (text === undefined) return [];
      const path = relative(folder, file);
      return [
        { path, language: language === "of the path" ? ofPath(path) : language, text: plain(path, text, tagged) },
      ];
    });
}

/** The text, or nothing where it is not UTF-8. */
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function ofPath(path) {
  return path.match(/\/([a-z]{2})(?:[-_][A-Z]{2})?\//)?.[1] ?? "en";
}

function plain(path, text, tagged) {
  if (tagged) return text.replace(/\/[^\s/]+(?=\s|$)/g, "");
  if (path.startsWith("usr/share/man/")) return withoutRoff(text);
  // Fortunes are separated by a line with a percent sign.
  return path.includes("/fortunes/") ? text.replace(/^%.*$/gm, "") : text;
}

/** What a manual page says: arguments of headings and fonts are text, other requests begin a paragraph. */
function withoutRoff(text) {
  return text
    .replace(/^[.']\s*(?:SH|SS|B|I|BR|BI|IR|RB|RI|IB|TH)\s+/gm, "")
    .replace(/^[.'].*$/gm, "")
    .replace(/\\f(?:\[\w*\]|\w)/g, "")
    .replace(/\\[&|^/,)]/g, "")
    .replace(/\\-/g, "-")
    .replace(/\\\(\w\w|\\\[\w+\]/g, " ");
}
