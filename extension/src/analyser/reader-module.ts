/**
 * Loads the reader of pictures: its module in the flavour that this browser runs fastest, and its networks; and a
 * second one beside it.
 */
import { initSync, Reader } from "shareguard-reader";
import { createSecondReader, type SecondReader } from "./second-reader";

/** A module whose one function returns a vector, without the code section, which follows. */
const RETURNS_VECTOR = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0];
/** `i8x16.popcnt` of an `i8x16.splat`. */
const SIMD = new Uint8Array([...RETURNS_VECTOR, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);
/** `i8x16.relaxed_swizzle` of two of them. */
const RELAXED_SIMD = new Uint8Array([
  ...RETURNS_VECTOR,
  ...[10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
]);

/** The files of the package, which stand beside the worker. */
const MODULES = { relaxed: "reader-relaxed.wasm", simd: "reader.wasm" } as const;
const [DETECTOR, RECOGNISER, CHARACTERS] = [
  "models/detector.onnx",
  "models/recogniser.onnx",
  "models/characters.txt",
] as const;

/** The browser runs no vector instructions, so nothing would be read in any bearable time. */
export class NoVectors extends Error {}

/** What reads the pictures of this worker. */
export interface Readers {
  readonly reader: Reader;
  /** Null where there is only one core, where the browser starts no worker from a worker, and in Firefox. */
  readonly second: SecondReader | null;
}

let readers: Promise<Readers> | undefined;

/** The one reader of this worker. After a trap the worker is replaced, so it is never made twice. */
export function theReaders(): Promise<Readers> {
  readers ??= load();
  return readers;
}

/**
 * Firefox has only one: on a busy machine the first picture after its start then sometimes waited for more than 15
 * seconds, and a second reader saved it at most a tenth of the time.
 */
function mayHaveSecond(): boolean {
  return navigator.hardwareConcurrency > 1 && !navigator.userAgent.includes("Firefox");
}

async function load(): Promise<Readers> {
  if (!WebAssembly.validate(SIMD)) throw new NoVectors("the browser has no WebAssembly SIMD");
  // First of all: browsers start a worker's worker only while that one is not busy.
  const second = mayHaveSecond() ? createSecondReader(() => new Worker(self.location.href)) : null;
  const module = fetchPart(WebAssembly.validate(RELAXED_SIMD) ? MODULES.relaxed : MODULES.simd).then((code) =>
    WebAssembly.compile(code),
  );
  const [compiled, detector, recogniser, list] = await Promise.all([
    module,
    fetchPart(DETECTOR),
    fetchPart(RECOGNISER),
    fetchPart(CHARACTERS),
  ]);
  const characters = new TextDecoder().decode(list);
  second?.prepare({ module: compiled, recogniser, characters });
  initSync({ module: compiled });
  return { reader: new Reader(detector, recogniser, characters), second };
}

/** A file of the package; the CSP of the extension lets nothing else be fetched. */
async function fetchPart(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(name);
  return new Uint8Array(await response.arrayBuffer());
}
