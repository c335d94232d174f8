/**
 * The in-page core: the C-ABI shell as wasm, and the same translated to JavaScript by wasm2js, because the CSP of a page
 * governs WebAssembly in Chromium's content scripts and most pages forbid it.
 */
import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { at } from "./tree.mjs";
import { INLINING, TARGET, binaryen, run, rustEnvironment } from "./toolchain.mjs";
import { RUST_INPUTS } from "./web-module.mjs";
import { cutPanics } from "./panics.mjs";
import { shipLoaded } from "./snapshot.mjs";
import { runStep } from "./step.mjs";

/** What today's rustc turns on and wasm2js cannot express: rewritten to plain WebAssembly 1.0. */
const LOWERING = ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering", "--llvm-memory-copy-fill-lowering"];

export function buildInpageCore({ force }) {
  return runStep({
    name: "in-page core",
    inputs: RUST_INPUTS,
    outputs: ["build/inpage/core.wasm", "build/inpage/core.mjs", "build/inpage/core.bin"],
    force,
    async run() {
      const wasm = at("build/inpage/core.wasm");
      const script = at("build/inpage/core.mjs");
      await run(
        "cargo",
        ["build", "--lib", "--profile", "inpage", "--target", TARGET, "--no-default-features", "--features", "inpage"],
        await rustEnvironment({ simd: false }),
      );
      await mkdir(at("build/inpage"), { recursive: true });
      await copyFile(at("target", TARGET, "inpage/shareguard.wasm"), wasm);
      await cutPanics(wasm);
      await binaryen("wasm-opt", [...LOWERING, ...INLINING, "-Oz", wasm, "-o", wasm]);
      await checkPortable(wasm);
      await binaryen("wasm2js", [...INLINING, "-Oz", wasm, "-o", script]);
      const { pages, packed } = await shipLoaded(wasm, script, at("build/inpage/core.bin"));
      const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
      return `${kilobytes((await stat(wasm)).size)} of wasm, ${pages} pages of memory in ${kilobytes(packed)}`;
    },
  });
}

/** The core stands alone: an import would have to be provided by a page's script, and there is none. */
async function checkPortable(file) {
  const module = new WebAssembly.Module(await readFile(file));
  const imports = WebAssembly.Module.imports(module);
  if (imports.length > 0) {
    throw new Error(`in-page core: imports ${imports.map((entry) => `${entry.module}.${entry.name}`).join(", ")}; it may import nothing`);
  }
}
