/**
 * Ships the in-page core with its memory as it is after loading. Tables, catalogue and lists of words are the same in
 * every page, and loading them takes translated code a quarter of a second on the thread on which the person types;
 * expanding a picture of the memory takes the browser some milliseconds, and none of that thread.
 */
import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";

const PAGE_BYTES = 65_536;

/**
 * The translated core's buffer, in bytes: a check of a megabyte takes 6 to 13 MB. Where the buffer is replaced because
 * the memory grows, V8 throws away what it had optimised for the old one, and the first megabyte takes twice as long.
 * Nobody pays for what is never touched.
 */
const TRANSLATED_BYTES = 16 << 20;

/**
 * Writes the memory of `wasm` after `warm()` to `file`, packed (deflate-raw). Whoever instantiates the core puts it at
 * `start` first, after the memory, of `pages` then, has grown by `grown`.
 */
export async function takePicture(wasm, file) {
  const module = new WebAssembly.Module(await readFile(wasm));
  const core = new WebAssembly.Instance(module).exports;
  const before = core.memory.buffer.byteLength;
  // The linker puts the stack first. It is empty between calls, whatever they leave there.
  const start = new Uint8Array(core.memory.buffer).findIndex((byte) => byte !== 0);
  core.warm();
  const memory = Buffer.from(core.memory.buffer);
  // What was packed is expanded, and stays so.
  for (let part = 0; core.spent(part) !== 0; part++)
    memory.fill(0, core.spent(part), core.spent(part) + core.spent_bytes(part));
  const used = memory.subarray(start, memory.findLastIndex((byte) => byte !== 0) + 1);
  const packed = await deflated(used, file);
  await writeFile(file, packed);
  return {
    start,
    grown: (memory.length - before) / PAGE_BYTES,
    pages: memory.length / PAGE_BYTES,
    packed: packed.length,
  };
}

/** Packed (deflate-raw), an eighth smaller than zlib does it. */
async function deflated(bytes, beside) {
  const raw = `${beside}.raw`;
  await writeFile(raw, bytes);
  const { stdout } = await promisify(execFile)("zopfli", ["--deflate", "-c", raw], { encoding: "buffer" });
  await rm(raw);
  if (!inflateRawSync(stdout).equals(bytes)) throw new Error("in-page core: zopfli packed something else");
  return stdout;
}

/**
 * Takes the data out of what wasm2js wrote to `script`: the picture holds it. The script exports where that begins as
 * `memoryStart`.
 */
export async function shipLoaded(script, { start, grown, pages }) {
  let source = await readFile(script, "utf8");
  source = once(source, /^[^]*?function initActiveSegments\(imports\) \{[^]*?\n\}\n/, "var bufferView;\n");
  source = once(source, /^ *initActiveSegments\(imports\);\n/m, "");
  source = once(
    source,
    new RegExp(`new ArrayBuffer\\(${(pages - grown) * PAGE_BYTES}\\)`),
    `new ArrayBuffer(${TRANSLATED_BYTES})`,
  );
  source = growInside(source, pages);
  source += `export const memoryStart = ${start};\n`;
  await writeFile(script, source);
}

/** Lets the memory, which has so many `pages`, grow inside its buffer first. */
function growInside(source, pages) {
  source = once(source, /^function asmFunc\(imports\) \{\n/m, `function asmFunc(imports) {\n var pages = ${pages};\n`);
  source = once(source, /return buffer\.byteLength >> 16;/, "return pages;");
  return once(
    source,
    /(?<=^ {2}if \(\(oldPages < newPages\) && \(newPages < 65536\) && \(newPages <= \d+\)\) \{\n)/m,
    `   pages = newPages;\n   if (newPages * ${PAGE_BYTES} <= buffer.byteLength) return oldPages;\n`,
  );
}

/** Replaces what must stand in the source exactly once: anything else, and wasm2js writes differently now. */
function once(source, pattern, replacement) {
  const { length } = source.match(new RegExp(pattern.source, `${pattern.flags}g`)) ?? [];
  if (length !== 1) throw new Error(`in-page core: ${pattern} stands ${length ?? 0} times in what wasm2js wrote`);
  return source.replace(pattern, () => replacement);
}
