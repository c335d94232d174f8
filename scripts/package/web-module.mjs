/** The wasm-bindgen module: what the background and the playground load, and where TypeScript's types come from. */
import { readFile, stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { at } from "./tree.mjs";
import { INLINING, binaryen, run, rustEnvironment } from "./toolchain.mjs";
import { runStep } from "./step.mjs";

/** What the Rust side is made from. The sites are compiled in as well, for the command line. */
export const RUST_INPUTS = ["src", "build.rs", "Cargo.toml", "Cargo.lock", "extension/src/sites"];

export function buildWebModule({ force }) {
  return runStep({
    name: "web module",
    inputs: RUST_INPUTS,
    outputs: ["build/web/shareguard.js", "build/web/shareguard_bg.wasm", "build/web/shareguard.d.ts"],
    force,
    async run() {
      const module = at("build/web/shareguard_bg.wasm");
      // no-install: otherwise wasm-pack downloads tools. no-opt: it would take whatever wasm-opt is in PATH.
      await run(
        "wasm-pack",
        ["build", "--release", "--target", "web", "--mode", "no-install", "--no-opt", "--no-pack"].concat([
          "--out-dir",
          "build/web",
          "--out-name",
          "shareguard",
          "--",
          "--no-default-features",
          "--features",
          "web",
        ]),
        await rustEnvironment({ simd: true }),
      );
      await binaryen("wasm-opt", ["-O3", ...INLINING, "--enable-simd", module, "-o", module]);
      await smoke(module);
      return `${((await stat(module)).size / 1000).toFixed(0)} kB`;
    },
  });
}

/** Loads the module through its glue: a wasm-opt that broke the tables is noticed here and not in a browser. */
async function smoke(module) {
  const glue = await import(`${pathToFileURL(at("build/web/shareguard.js"))}?${performance.now()}`);
  const exports = glue.initSync({ module: await readFile(module) });
  if (!(exports.memory instanceof WebAssembly.Memory)) throw new Error("web module: no memory exported");
  if (typeof glue.Checker !== "function") return;
  const checker = new glue.Checker();
  checker.free();
}
