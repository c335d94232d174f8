/**
 * Cuts functions out of the in-page core that no page calls, and out of the reader of pictures. They become traps, so
 * that a mistake here is no wrong answer but a check that fails, which the tests of agreement and of pictures would
 * notice.
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import binaryen from "binaryen";
import { clearDeadData, withoutRelocations } from "./dead-data.mjs";

/**
 * What a panic would say: functions of Rust's libraries, by their mangled names, that begin a panic or format its
 * message. A panic ends the core by a trap, and the content script says that the check failed; the message is put
 * together for an error stream that a page does not have, by some 15 kB of code. Nothing else in the core formats
 * anything. Rust's own switch for this (`panic=immediate-abort`) is not in a stable release.
 */
export const PANICS = {
  functions: [
    /(?:core|std)9panicking/,
    /slice_error_fail/,
    /slice\d*_index_fail/,
    /(?:unwrap|expect)_failed/,
    /4core4cell.*panic_already/,
    /capacity_overflow/,
    /12handle_error/,
    /18handle_alloc_error/,
    /8rust_oom/,
    /panic_access_error/,
    /13assert_failed/,
    /panic_on_ord_violation/,
    /(?:core|alloc)3fmt/,
    /\$u20\$as\$u20\$core\.\.fmt\.\./,
    /core5ascii14escape_default/,
    /7unicode9printable/,
    /escape_debug_ext/,
    /3str5error.*3fmt/,
    /3fmt.*Debug/,
    /12panic_handler/,
  ],
  /** Fewer functions than that, and the names have changed. */
  least: 40,
  exports: [],
};

/**
 * What has run when the picture of the memory is taken: what makes a `OnceLock` ready, with all that is expanded and
 * read for it, and the exports that only the build calls.
 */
export const LOADING = {
  functions: [/4sync4once10no_threads4Once4call/],
  least: 2,
  exports: ["warm", "spent", "spent_bytes"],
};

/**
 * What the engine of the networks would print: tensors for its developers, and how long each operator took. Names as
 * wasm-bindgen writes them.
 */
export const PRINTING = {
  functions: [/impl_debug.*FormatTensor.*Debug/, /FormattedRunTiming.*Display/],
  least: 5,
  exports: [],
};

/** Fewer bytes of data than that only served what is cut out, and the linker tells of them in another way. */
const LEAST_DEAD_BYTES = 8_000;

/**
 * Writes the module `from`, which has the names of its functions, to `to` without what `cuts` say, and without any
 * names.
 */
export async function cut(from, to, ...cuts) {
  await writeCut(await readFile(from), to, cuts);
}

/** The same for a module with the linker's relocations, also without the data that only served what is cut out. */
export async function cutWithData(from, to, ...cuts) {
  const linked = await readFile(from);
  // Zeros are left out of the data when it is optimised.
  const dead = clearDeadData(linked, (name) =>
    cuts.some(({ functions }) => functions.some((pattern) => pattern.test(name))),
  );
  if (dead < LEAST_DEAD_BYTES) throw new Error(`in-page core: only ${dead} bytes of data are known to serve nothing`);
  await writeCut(withoutRelocations(linked), to, cuts);
}

async function writeCut(bytes, to, cuts) {
  const module = binaryen.readBinary(bytes);
  const functions = Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  );
  for (const { functions: patterns, least, exports } of cuts) {
    const unreached = functions.filter(
      ({ name, module: imported }) => imported === "" && patterns.some((pattern) => pattern.test(name)),
    );
    if (unreached.length < least)
      throw new Error(`${path.basename(to)}: only ${unreached.length} functions like ${patterns[0]} are known by name`);
    for (const { name, params, results } of unreached) {
      module.removeFunction(name);
      module.addFunction(name, params, results, [], module.unreachable());
    }
    for (const name of exports) module.removeExport(name);
  }
  if (!module.validate()) throw new Error(`${path.basename(to)}: not valid without what is cut out of it`);
  await writeFile(to, module.emitBinary());
  module.dispose();
}
