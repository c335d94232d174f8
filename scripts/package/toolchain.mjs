/** The programs that turn Rust into what a browser loads, and how they are started. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { ROOT, at } from "./tree.mjs";

/**
 * wasm-opt up to 108 exits 0 and leaves a module whose exported table is the wrong one (WebAssembly/binaryen#4711);
 * 110 is the first that is known to be right. Debian 12 has 108.
 */
const OLDEST_BINARYEN = 110;

/**
 * Largest linear memory of a module that says nothing else, in bytes. Without a maximum, a runaway allocation takes 4
 * GiB and many seconds. Folding makes up to six bytes of one (`㌖`), of 10 MiB, and doubles its buffer as it grows.
 */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

/**
 * For wasm-opt: functions that are called from one place are not inlined there unless they are small. Inlined without a
 * limit, the whole check becomes one function that V8 finds too large to optimise: a megabyte then takes five times as
 * long in JavaScript, and two to three times as long in wasm.
 */
export const INLINING = ["--one-caller-inline-max-function-size=100"];

/** The name that Rust features have in the cargo command line. */
export const TARGET = "wasm32-unknown-unknown";

/**
 * Environment for cargo and wasm-pack: paths of this machine stay out of the result, memory has a maximum, and the
 * pinned tools come first in PATH. With `simd` the result uses vectors, which all supported browsers have and wasm2js
 * does not; with `relaxed` also those whose last bits differ between processors. `maxMemory` is in bytes, `more` are
 * further flags of rustc.
 */
export async function rustEnvironment({ simd, relaxed = false, maxMemory = MAX_MEMORY_BYTES, more = [] }) {
  const cargoHome = process.env.CARGO_HOME ?? path.join(os.homedir(), ".cargo");
  const flags = [
    `-Clink-arg=--max-memory=${maxMemory}`,
    ...(simd ? [`-Ctarget-feature=+simd128${relaxed ? ",+relaxed-simd" : ""}`] : []),
    `--remap-path-prefix=${ROOT}=.`,
    `--remap-path-prefix=${cargoHome}=cargo`,
    ...more,
  ];
  return {
    ...process.env,
    // Only for the wasm target: build scripts run on this machine and need none of it.
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: flags.join(" "),
    PATH: [...(await pinnedToolFolders()), process.env.PATH].join(path.delimiter),
  };
}

/** Where build.sh puts wasm-pack and wasm-bindgen: one folder a version, below a cache outside the checkout. */
async function pinnedToolFolders() {
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "shareguard");
  const lock = await readFile(at("Cargo.lock"), "utf8");
  const bindgen = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  const folders = [`wasm-bindgen-${bindgen}`, "wasm-pack-0.15.1"].map((name) => path.join(cache, name, "bin"));
  return folders.filter((folder) => existsSync(folder));
}

let binaryenChecked = false;

/** Starts a program of the pinned binaryen. */
export async function binaryen(program, args) {
  const file = at("node_modules/binaryen/bin", program);
  if (!existsSync(file)) throw new Error(`${program} is missing: run "npm ci --ignore-scripts"`);
  if (!binaryenChecked) {
    const said = await run(process.execPath, [at("node_modules/binaryen/bin/wasm-opt"), "--version"]);
    const major = Number(/version (\d+)/.exec(said)?.[1]);
    if (!(major >= OLDEST_BINARYEN))
      throw new Error(`binaryen ${OLDEST_BINARYEN} or newer is needed, found: ${said.trim()}`);
    binaryenChecked = true;
  }
  return run(process.execPath, [file, ...args]);
}

/**
 * Runs a program in the checkout and returns what it wrote to standard output. Rejects with everything it wrote when it
 * fails.
 */
export function run(program, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let all = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      all += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      all += text;
    });
    child.on("error", (error) => {
      const hint = error.code === "ENOENT" ? " (not installed? build.sh installs what is missing)" : "";
      reject(new Error(`${program}: ${error.message}${hint}`));
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve(stdout);
      else
        reject(
          new Error(
            `${[program, ...args].join(" ")}\n${all.trimEnd()}\n${program} ended with ${signal ?? `status ${code}`}`,
          ),
        );
    });
  });
}
