/** What the core is measured against: regular expressions of all forms, in V8 and in WebAssembly. */
import { mkdir, readFile, readdir } from "node:fs/promises";
import { at } from "../../scripts/package/tree.mjs";
import { TARGET, binaryen, run, rustEnvironment } from "../../scripts/package/toolchain.mjs";

/** All levels, controls and labels that the systems declare, as their standards print them. */
export async function forms() {
  const folder = at("src/systems");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".toml"));
  const sources = await Promise.all(files.map((name) => readFile(`${folder}/${name}`, "utf8")));
  // Enough of TOML for these files: the build reads them strictly.
  const found = sources.join("\n").matchAll(/\b(?:text|name|label)\s*=\s*("(?:[^"\\\n]|\\.)*")/g);
  return [...new Set([...found].map(([, quoted]) => JSON.parse(quoted)))];
}

/** A form as a pattern: any blanks for a blank. */
export function pattern(form) {
  return form.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll(" ", "\\s+");
}

/** One regular expression of all forms: counts its matches. */
export function alternation(forms) {
  const all = new RegExp(forms.map(pattern).join("|"), "giu");
  return (text) => countOf(all, text);
}

/** A regular expression for each form. */
export function oneEach(forms) {
  const each = forms.map((form) => new RegExp(pattern(form), "giu"));
  return (text) => each.reduce((count, regex) => count + countOf(regex, text), 0);
}

function countOf(regex, text) {
  let count = 0;
  regex.lastIndex = 0;
  while (regex.exec(text) !== null) count++;
  return count;
}

/** The `regex` crate's alternation in WebAssembly made with the flags of the web module. */
export async function crate(forms) {
  const file = at("build/bench/peer.wasm");
  await mkdir(at("build/bench"), { recursive: true });
  const manifest = at("benches/peer/Cargo.toml");
  const target = at("target/peer");
  await run(
    "cargo",
    ["build", "--release", "--locked", "--target", TARGET, "--manifest-path", manifest, "--target-dir", target],
    await rustEnvironment({ simd: true }),
  );
  await binaryen("wasm-opt", ["-O3", "--enable-simd", `${target}/${TARGET}/release/peer.wasm`, "-o", file]);
  const { instance } = await WebAssembly.instantiate(await readFile(file));
  const { memory, input, compile, count } = instance.exports;
  const encoder = new TextEncoder();
  const write = (text) => {
    const room = 3 * text.length;
    const start = input(room);
    return encoder.encodeInto(text, new Uint8Array(memory.buffer, start, room)).written;
  };
  if (compile(write(forms.map(pattern).join("|").replaceAll("\\/", "/"))) !== 1)
    throw new Error("the crate refused the pattern");
  return (text) => count(write(text));
}
