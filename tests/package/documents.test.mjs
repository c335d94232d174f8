/** The documents: what they name is there, and they are as wide as the code. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { at, filesBelow } from "../../scripts/package/tree.mjs";

/** What is built, fetched or the work of a tool. */
const MADE = ["build", "dist", "node_modules", "target", ".git"];
/** Columns, as in Rust and TypeScript. */
const MAX_WIDTH = 120;

const top = (await readdir(at("."), { withFileTypes: true })).filter(({ name }) => !MADE.includes(name));
const folders = top.filter((entry) => entry.isDirectory()).map(({ name }) => name);
const files = [
  ...top.filter((entry) => entry.isFile()).map(({ name }) => name),
  ...(await Promise.all(folders.map(filesBelow))).flat(),
];
const documents = await Promise.all(
  files
    .filter((file) => file.endsWith(".md"))
    .map(async (file) => ({ file, lines: (await readFile(at(file), "utf8")).split("\n") })),
);

/** `{a,b}` as the names that it stands for. */
function expanded(name) {
  const [whole, before, inside, after] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(name) ?? [];
  return whole === undefined ? [name] : inside.split(",").flatMap((each) => expanded(before + each + after));
}

/** Whether a file or folder is called so: from the top, or by the end of its path. `<id>` and `*` are any part. */
function exists(name) {
  const pattern = name
    .replace(/\/$/, "")
    .split(/<[^>]*>|\*/)
    .map((part) => part.replaceAll(/[.+?^$()|[\]\\]/g, "\\$&"))
    .join("[^/]*");
  const fits = new RegExp(`^(?:.*/)?${pattern}(?:/.*)?$`);
  return files.some((file) => fits.test(file));
}

test("every file and folder that a document names is there", () => {
  const missing = documents.flatMap(({ file, lines }) =>
    [...lines.join("\n").matchAll(/`([^`\n]+)`/g)]
      .map(([, name]) => name)
      .filter(
        (name) =>
          /^[\w./{},*<>-]+$/.test(name) &&
          // A path from the top, or the name of a source: scripts and modules with other names are built.
          (folders.includes(name.split("/")[0]) && name.includes("/") ? true : /\.(?:rs|ts|mjs|toml)$/.test(name)),
      )
      .flatMap(expanded)
      .filter((name) => !exists(name))
      .map((name) => `${file}: ${name}`),
  );
  assert.deepEqual(missing, []);
});

test("every link within a document leads to a file", () => {
  const missing = documents.flatMap(({ file, lines }) =>
    [...lines.join("\n").matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
      .map(([, target]) => target)
      .filter((target) => !/^\w+:/.test(target) && !existsSync(at(path.dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  );
  assert.deepEqual(missing, []);
});

test("documents are as wide as the code, but for tables and what is quoted as it is", () => {
  const wide = documents.flatMap(({ file, lines }) => {
    let isQuoted = false;
    return lines.flatMap((line, index) => {
      if (/^\s*```/.test(line)) isQuoted = !isQuoted;
      const isFree = isQuoted || /^\s*\|/.test(line) || !line.trim().includes(" ");
      return !isFree && line.length > MAX_WIDTH ? `${file}:${index + 1}: ${line.length} columns` : [];
    });
  });
  assert.deepEqual(wide, []);
});
