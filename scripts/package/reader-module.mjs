/**
 * The module that reads pictures, and the files that it reads by. It is built twice: relaxed SIMD is a quarter faster,
 * and not every browser has it. One glue serves both.
 */
import { copyFile, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { PRINTING, cut } from "./cuts.mjs";
import { runStep } from "./step.mjs";
import { binaryen, run, rustEnvironment } from "./toolchain.mjs";
import { at } from "./tree.mjs";
import { RUST_INPUTS } from "./web-module.mjs";

/** The networks, the characters that they know, and under which terms they are used. */
export const MODELS = ["detector.onnx", "recogniser.onnx", "characters.txt", "LICENSE", "NOTICE"];

/** Largest linear memory, in bytes: what the largest picture that is read takes, and a quarter more. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

const FLAVOURS = [
  { name: "simd", file: "reader_bg.wasm", relaxed: false, enable: ["--enable-simd"] },
  {
    name: "relaxed",
    file: "reader_relaxed_bg.wasm",
    relaxed: true,
    enable: ["--enable-simd", "--enable-relaxed-simd"],
  },
];

export function buildReaderModule({ force }) {
  return runStep({
    name: "reader module",
    inputs: RUST_INPUTS,
    outputs: [
      ...["reader.js", "reader.d.ts", ...FLAVOURS.map(({ file }) => file)].map((file) => `build/reader/${file}`),
      ...MODELS.map((file) => `build/reader/${file}`),
    ],
    force,
    async run() {
      await rm(at("build/reader"), { recursive: true, force: true });
      await mkdir(at("build/reader"), { recursive: true });
      for (const flavour of FLAVOURS) await buildFlavour(flavour);
      await expectOneGlue();
      for (const { name } of FLAVOURS) await rm(at("build/reader", name), { recursive: true });
      for (const file of MODELS) await copyFile(at("src/image/models", file), at("build/reader", file));
      await smoke();
      const sizes = await Promise.all(FLAVOURS.map(({ file }) => stat(at("build/reader", file))));
      return sizes.map(({ size }) => `${(size / 1000).toFixed(0)} kB`).join(" and ");
    },
  });
}

async function buildFlavour({ name, file, relaxed, enable }) {
  const folder = `build/reader/${name}`;
  await run(
    "wasm-pack",
    ["build", "--release", "--target", "web", "--mode", "no-install", "--no-opt", "--no-pack"].concat([
      "--out-dir",
      folder,
      "--out-name",
      "reader",
      "--",
      "--no-default-features",
      "--features",
      "reader-web",
    ]),
    await rustEnvironment({ simd: true, relaxed, maxMemory: MAX_MEMORY_BYTES }),
  );
  const linked = at(folder, "reader_bg.wasm");
  await cut(linked, linked, PRINTING);
  await binaryen("wasm-opt", ["-O3", ...enable, linked, "-o", at("build/reader", file)]);
}

/**
 * Moves the glue of the first flavour to its place. Fails where the other one needs another: then one could not serve
 * both.
 */
async function expectOneGlue() {
  for (const file of ["reader.js", "reader.d.ts"]) {
    const [first, ...others] = await Promise.all(
      FLAVOURS.map(({ name }) => readFile(at("build/reader", name, file), "utf8")),
    );
    if (others.some((other) => other !== first))
      throw new Error(`reader module: ${file} differs between plain and relaxed SIMD`);
    await rename(at("build/reader", FLAVOURS[0].name, file), at("build/reader", file));
  }
}

/**
 * Loads the module and the networks through the glue, and reads an empty picture. Node runs relaxed SIMD only behind a
 * flag.
 */
async function smoke() {
  const glue = await import(`${pathToFileURL(at("build/reader/reader.js"))}?${performance.now()}`);
  glue.initSync({ module: await readFile(at("build/reader/reader_bg.wasm")) });
  const [detector, recogniser, characters] = await Promise.all([
    readFile(at("build/reader/detector.onnx")),
    readFile(at("build/reader/recogniser.onnx")),
    readFile(at("build/reader/characters.txt"), "utf8"),
  ]);
  const reader = new glue.Reader(detector, recogniser, characters);
  const picture = reader.open(new Uint8Array(64 * 64 * 4).fill(255), 64, 64);
  const { lines } = picture.reading();
  if (lines.length > 0) throw new Error("reader module: it reads lines where there are none");
  picture.free();
  reader.free();
}
