/** Loads the reader of pictures: its module in the flavour that this browser runs fastest, and its networks. */
import { initSync, Reader } from "shareguard-reader";

/** A function of one `i8x16.splat`: `(module (func (result v128) (i8x16.splat (i32.const 0))))`, with `i8x16.popcnt` of it. */
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
/** The same with `i8x16.relaxed_swizzle` of two of them. */
const RELAXED_SIMD = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
);

/** The files of the package, which stand beside the worker. */
const MODULES = { relaxed: "reader-relaxed.wasm", simd: "reader.wasm" } as const;
const [DETECTOR, RECOGNISER, CHARACTERS] = ["models/detector.onnx", "models/recogniser.onnx", "models/characters.txt"] as const;

/** The browser runs no vector instructions, so nothing would be read in any bearable time. */
export class NoVectors extends Error {}

let reader: Promise<Reader> | undefined;

/** The one reader of this worker. After a trap the worker is replaced, so it is never made twice. */
export function theReader(): Promise<Reader> {
  reader ??= load();
  return reader;
}

async function load(): Promise<Reader> {
  if (!WebAssembly.validate(SIMD)) throw new NoVectors("the browser has no WebAssembly SIMD");
  const module = fetchPart(WebAssembly.validate(RELAXED_SIMD) ? MODULES.relaxed : MODULES.simd).then((code) => WebAssembly.compile(code));
  const [compiled, detector, recogniser, characters] = await Promise.all([module, fetchPart(DETECTOR), fetchPart(RECOGNISER), fetchPart(CHARACTERS)]);
  initSync({ module: compiled });
  return new Reader(detector, recogniser, new TextDecoder().decode(characters));
}

/** A file of the package; the CSP of the extension lets nothing else be fetched. */
async function fetchPart(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(name);
  return new Uint8Array(await response.arrayBuffer());
}
