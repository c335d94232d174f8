/**
 * The first decision of a new process: as a program, one such process, which prints what it took in milliseconds; as a
 * module, the middle of several.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";
import { at } from "../../scripts/package/tree.mjs";
import { corpora } from "./corpora.mjs";

/** New processes of each kind. */
const STARTS = 7;
/** What is decided first, in UTF-16 units. */
const FIRST = 1_000;

/** The web module with its glue: what the background loads. Ready when it has a checker. */
export async function loadWeb() {
  const start = performance.now();
  const glue = await import(pathToFileURL(at("build/web/shareguard.js")));
  glue.initSync({ module: readFileSync(at("build/web/shareguard_bg.wasm")) });
  const checker = new glue.Checker();
  const decide = (text) => checker.checkText({ text, html: "", place: null, channel: "paste", locale: "en" });
  return { decide, policy: () => checker.compiledPolicy(null, "en"), ready: performance.now() - start };
}

/**
 * The core as Firefox gets it, with the memory that ships beside it, which the background expands. Ready when it is
 * armed with the compiled policy on standard input.
 */
function loadCore() {
  const policy = readFileSync(0);
  const start = performance.now();
  const [memoryStart, grown] = [/memoryStart = (\d+)/, /grow\((\d+)\)/].map((number) =>
    Number(number.exec(readFileSync(at("build/inpage/loaded.mjs"), "utf8"))[1]),
  );
  const module = new WebAssembly.Module(readFileSync(at("build/inpage/loaded.wasm")));
  const core = new WebAssembly.Instance(module).exports;
  core.memory.grow(grown);
  new Uint8Array(core.memory.buffer).set(inflateRawSync(readFileSync(at("build/inpage/core.bin"))), memoryStart);
  const put = (bytes) => {
    const address = core.input(bytes.length);
    new Uint8Array(core.memory.buffer).set(bytes, address);
    return bytes.length;
  };
  const refused = core.arm(put(policy), 0);
  if (refused !== 0) throw new Error(`the core refuses the policy: ${refused}`);
  const decide = (text) => core.check(put(new TextEncoder().encode(text)), 0, 0);
  return { decide, ready: performance.now() - start };
}

/** The middle of what new processes take until they are ready, and until their first decision from then. */
export async function coldStarts() {
  const { policy } = await loadWeb();
  const input = policy();
  const middle = (kind, options) => {
    const samples = Array.from({ length: STARTS }, () =>
      JSON.parse(execFileSync(process.execPath, [...options, import.meta.filename, kind], { input, encoding: "utf8" })),
    );
    const of = (key) => samples.map((sample) => sample[key]).sort((a, b) => a - b)[STARTS >> 1];
    return { ready: of("ready"), first: of("first") };
  };
  return {
    "web module": middle("web", []),
    // Firefox compiles all functions where the module is made. V8 waits for the first call of each, unless it is told.
    "core of pages": middle("core", ["--no-wasm-lazy-compilation"]),
  };
}

if (process.argv[1] === import.meta.filename) {
  const text = corpora(FIRST).get("log");
  const { decide, ready } = process.argv[2] === "core" ? loadCore() : await loadWeb();
  const start = performance.now();
  decide(text);
  console.log(JSON.stringify({ ready, first: performance.now() - start }));
}
