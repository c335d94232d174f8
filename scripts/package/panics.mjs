/**
 * Cuts what a panic would say out of the in-page core. A panic ends the core by a trap, and the content script says that
 * the check failed; the message is put together for an error stream that a page does not have, by some 15 kB of code.
 * Rust's own switch for this (`panic=immediate-abort`) is not in a stable release.
 */
import { readFile, writeFile } from "node:fs/promises";
import binaryen from "binaryen";

/**
 * Functions of Rust's libraries, by their mangled names, that only a panic calls: those that begin one, and those that
 * format its message. Nothing else in the core formats anything, which the test of agreement would notice by a trap.
 */
const OF_PANICS = [
  /(?:core|std)9panicking/, /slice_error_fail/, /slice\d*_index_fail/, /(?:unwrap|expect)_failed/, /4core4cell.*panic_already/,
  /capacity_overflow/, /12handle_error/, /18handle_alloc_error/, /8rust_oom/, /panic_access_error/, /panic_on_ord_violation/,
  /(?:core|alloc)3fmt/, /\$u20\$as\$u20\$core\.\.fmt\.\./, /core5ascii14escape_default/, /7unicode9printable/, /escape_debug_ext/,
  /3str5error.*3fmt/, /3fmt.*Debug/, /12panic_handler/,
];

/** Fewer functions than that, and the names have changed. */
const LEAST_FUNCTIONS = 40;

export async function cutPanics(file) {
  const module = binaryen.readBinary(await readFile(file));
  const names = Array.from({ length: module.getNumFunctions() }, (_, index) => binaryen.getFunctionInfo(module.getFunctionByIndex(index)))
    .filter(({ name, module: imported }) => imported === "" && OF_PANICS.some((pattern) => pattern.test(name)));
  if (names.length < LEAST_FUNCTIONS) throw new Error(`in-page core: only ${names.length} functions of panics are known by name`);
  for (const { name, params, results } of names) {
    module.removeFunction(name);
    module.addFunction(name, params, results, [], module.unreachable());
  }
  if (!module.validate()) throw new Error("in-page core: not valid without its panics");
  await writeFile(file, module.emitBinary());
  module.dispose();
}
