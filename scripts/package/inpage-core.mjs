/**
 * The in-page core: the C-ABI shell as wasm, for Firefox, and the same translated to JavaScript by wasm2js, because the
 * CSP of a page governs WebAssembly in Chromium's content scripts and most pages forbid it. Both go with one picture of
 * the memory.
 */
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { at } from "./tree.mjs";
import { INLINING, TARGET, binaryen, run, rustEnvironment } from "./toolchain.mjs";
import { RUST_INPUTS } from "./web-module.mjs";
import { LOADING, PANICS, cutWithData } from "./cuts.mjs";
import { shipLoaded, takePicture } from "./snapshot.mjs";
import { runStep } from "./step.mjs";

/** What today's rustc turns on and wasm2js cannot express: rewritten to plain WebAssembly 1.0. */
const LOWERING = ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering", "--llvm-memory-copy-fill-lowering"];

/**
 * Made for size. The first kilobyte of memory is the far end of the stack, which nothing reaches: offsets need no care
 * for it.
 */
const OPTIMISING = [...INLINING, "--low-memory-unused", "--merge-similar-functions", "-Oz", "-Oz"];

/**
 * For what stays WebAssembly, at the end: shorter numbers for what is used most, and constants that are long to write
 * in a local. 2.5 kB, for no time.
 */
const SHORTENING = ["--reorder-locals", "--reorder-functions", "--const-hoisting"];

/**
 * What LLVM may inline, in its own measure, without and with `#[inline]`: at 50 and 325, which come with `opt-level =
 * "s"`, the core has 47 kB more. Nearly all of that are iterators of the standard library; what runs for every byte is
 * `#[inline(always)]`.
 */
const INLINE_THRESHOLDS = ["-Cllvm-args=-inline-threshold=12", "-Cllvm-args=-inlinehint-threshold=40"];

/**
 * Has the linker tell what has whose address in it, by which data is known that serves nothing when functions are cut
 * out.
 */
const RELOCATIONS = "-Clink-arg=--emit-relocs";

/**
 * Longest function of the translated core, in characters without what indents them. V8 never optimises one of more than
 * 60 kB of bytecode, which 85,000 characters come to, and says nothing of it: the check as one function took twice as
 * long for a megabyte.
 */
const MAX_FUNCTION_CHARS = 70_000;

export function buildInpageCore({ force }) {
  return runStep({
    name: "in-page core",
    inputs: RUST_INPUTS,
    outputs: ["core.wasm", "core.mjs", "core.bin", "loaded.wasm", "loaded.mjs"].map((name) => `build/inpage/${name}`),
    force,
    async run() {
      await run(
        "cargo",
        ["build", "--lib", "--profile", "inpage", "--target", TARGET, "--no-default-features", "--features", "inpage"],
        await rustEnvironment({ simd: false, more: [...INLINE_THRESHOLDS, RELOCATIONS] }),
      );
      await mkdir(at("build/inpage"), { recursive: true });
      const linked = at("target", TARGET, "inpage/shareguard.wasm");
      const [whole, loaded, script] = ["core.wasm", "loaded.wasm", "core.mjs"].map((name) => at("build/inpage", name));
      await cutWithData(linked, whole, PANICS);
      await binaryen("wasm-opt", [...OPTIMISING, ...SHORTENING, whole, "-o", whole]);
      await checkPortable(whole);
      const picture = await takePicture(whole, at("build/inpage/core.bin"));
      // Optimised anew, so that what only loading needed goes with it. What the data sections hold is in the picture.
      await cutWithData(linked, loaded, PANICS, LOADING);
      const plain = at("build/inpage/plain.wasm");
      await binaryen("wasm-opt", [...LOWERING, ...OPTIMISING, loaded, "-o", plain]);
      await binaryen("wasm2js", [...INLINING, "-Oz", plain, "-o", script]);
      await rm(plain);
      await shipLoaded(script, picture);
      // Without the data, which stood in a function of its own until now.
      await checkOptimisable(script);
      await binaryen("wasm-opt", [...OPTIMISING, ...SHORTENING, "--remove-memory-init", loaded, "-o", loaded]);
      await writeFile(at("build/inpage/loaded.mjs"), moduleOf(picture));
      const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
      return `${kilobytes((await stat(loaded)).size)} of wasm, ${picture.pages} pages of memory in ${kilobytes(picture.packed)}`;
    },
  });
}

/**
 * The wasm as a module with the exports of the translated core. Its memory has the size of the picture, which it gets
 * later.
 */
function moduleOf({ start, grown }) {
  return `import bytes from "./loaded.wasm";
const core = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
core.memory.grow(${grown});
export const { memory, input, format_bytes, arm, check, answer } = core;
export const memoryStart = ${start};
`;
}

/** The core stands alone: an import would have to be provided by a page's script, and there is none. */
async function checkPortable(file) {
  const module = new WebAssembly.Module(await readFile(file));
  const imports = WebAssembly.Module.imports(module);
  if (imports.length > 0) {
    throw new Error(
      `in-page core: imports ${imports.map((entry) => `${entry.module}.${entry.name}`).join(", ")}; it may import nothing`,
    );
  }
}

/** What goes wrong here is mended by `inline(never)` at what became part of the function. */
async function checkOptimisable(file) {
  const source = (await readFile(file, "utf8")).replaceAll(/^ +/gm, "");
  const longest = source
    .split(/^function /m)
    .reduce((longest, text) => (text.length > longest.length ? text : longest));
  if (longest.length > MAX_FUNCTION_CHARS) {
    throw new Error(
      `in-page core: ${longest.slice(0, longest.indexOf("("))} has ${longest.length} characters, at most ${MAX_FUNCTION_CHARS} can be optimised`,
    );
  }
}
