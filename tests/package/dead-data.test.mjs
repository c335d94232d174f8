/**
 * Data that only functions read that are cut out: told by the linker's relocations, on a module of which it is known.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { clearDeadData, withoutRelocations } from "../../scripts/package/dead-data.mjs";
import { at } from "../../scripts/package/tree.mjs";

const KEPT = [
  "read by what is exported",
  "read by both of the two!",
  "named by exported data!!",
  "read through a pointer!!",
];
const DEAD = ["read by what is cut out!", "named by data of the cut"];

/** The module, linked as the in-page core is. */
async function linked() {
  const folder = await mkdtemp(path.join(tmpdir(), "dead-data-"));
  try {
    const file = path.join(folder, "module.wasm");
    const options = [
      "--edition",
      "2024",
      "--target",
      "wasm32-unknown-unknown",
      "--crate-type",
      "cdylib",
      "-C",
      "opt-level=s",
      "-C",
      "panic=abort",
      "-C",
      "link-arg=--emit-relocs",
    ];
    execFileSync("rustc", [...options, "-o", file, at("tests/package/dead-data/module.rs")], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const holds = (module, text) => module.includes(text, 0, "latin1");

async function answers(module) {
  const { instance } = await WebAssembly.instantiate(withoutRelocations(module));
  return Array.from({ length: 24 }, (_, index) => instance.exports.answer(index));
}

test("data goes with the only functions that read it, also behind other data, and nothing else does", async () => {
  const whole = await linked();
  assert.deepEqual(
    [...KEPT, ...DEAD].filter((text) => !holds(whole, text)),
    [],
    "the module has other data than this test thinks",
  );
  const cleared = Buffer.from(whole);
  const bytes = clearDeadData(cleared, (name) => name.includes("cut_out"));
  assert.deepEqual(
    KEPT.filter((text) => !holds(cleared, text)),
    [],
  );
  assert.deepEqual(
    DEAD.filter((text) => holds(cleared, text)),
    [],
  );
  assert.ok(bytes >= DEAD.join("").length, `${bytes}`);
  assert.deepEqual(await answers(cleared), await answers(whole));
});

test("where nothing is cut, all that is read stays", async () => {
  const module = await linked();
  clearDeadData(module, () => false);
  assert.deepEqual(
    [...KEPT, ...DEAD].filter((text) => !holds(module, text)),
    [],
  );
});

test("a module of which the linker tells nothing is refused", async () => {
  const silent = withoutRelocations(await linked());
  assert.throws(() => clearDeadData(silent, () => true), /cannot be told: no section/);
});
