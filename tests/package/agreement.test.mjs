/**
 * One core, four shells: what the command line says, the wasm of the background, the wasm of the page and its
 * translation to JavaScript say too, text by text, the last two as they are packaged. Run after scripts/build.mjs.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { inflateRawSync } from "node:zlib";
import { at, filesBelow } from "../../scripts/package/tree.mjs";

const POLICY = JSON.stringify({
  version: 1,
  name: "Agreement",
  contact: { en: "Security", zh_CN: "保密办" },
  rules: [
    {
      id: "chat",
      categories: ["ai-chat"],
      ranks: { min: 4 },
      action: "block",
      message: { en: "No.", zh_CN: "不可。" },
    },
    { id: "free", sites: ["chatgpt"], systems: ["tlp"], action: "allow" },
  ],
  systems: [
    {
      id: "kestrel",
      title: { en: "Kestrel labels", zh_CN: "红隼公司标签" },
      levels: [{ name: "Crimson", rank: 4, forms: [{ text: "KESTREL CRIMSON", stands: "anywhere" }] }],
      controls: [{ name: "BOARD ONLY", meaning: "For members of the board", raises_to: 5 }],
    },
  ],
  patterns: [{ id: "numbers", regex: "\\b\\d{4}-\\d{2}\\b", rank: 2, title: "Number" }],
});
const PAGE = "https://chatgpt.com/c/1";

const EXTREMES = [
  "",
  " ",
  "\0",
  "\ud800 SECRET//NOFORN",
  "\ufeff机密★10年",
  "TLP:RED\r\nTLP:RED",
  "a".repeat(100_000),
  "密".repeat(50_000),
  "SECRET//NOFORN\n".repeat(2_000),
];

const DECLARED = [
  "KESTREL CRIMSON\n\nThe figures for June",
  "KESTREL CRIMSON//BOARD ONLY\nMinutes",
  "The kestrel is crimson.",
];

const texts = [...EXTREMES, ...DECLARED];
for (const file of (await filesBelow("tests/corpus")).filter((name) => name.endsWith(".jsonl"))) {
  for (const line of (await readFile(at(file), "utf8")).split("\n")) if (line !== "") texts.push(JSON.parse(line).text);
}

const glue = await import(pathToFileURL(at("build/web/shareguard.js")).href);
glue.initSync({ module: await readFile(at("build/web/shareguard_bg.wasm")) });
const checker = new glue.Checker(POLICY);
const place = checker.siteFor(PAGE);
const expected = texts.map((text) => checker.checkText({ text, html: "", place, channel: "paste", locale: "en" }));

test("there is something to disagree about", () => {
  const actions = new Set(expected.map((verdict) => verdict.action));
  assert.ok(texts.length > 300, `${texts.length} texts`);
  for (const action of ["allow", "warn", "block"]) assert.ok(actions.has(action), action);
});

test("the command line says what the background says", async () => {
  await writeFile(at("build/agreement-policy.json"), POLICY);
  const questions = texts
    .map((text, id) => JSON.stringify({ id, text: text.toWellFormed?.() ?? wellFormed(text) }))
    .join("\n");
  const scan = [
    "run",
    "--quiet",
    "--locked",
    "--",
    "scan",
    "--jsonl",
    "--policy",
    "build/agreement-policy.json",
    "--site",
    PAGE,
  ];
  const { stdout, stderr } = spawnSync("cargo", scan, {
    cwd: at("."),
    input: questions,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const answers = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(answers.length, texts.length, stderr);
  for (const [index, { id, ...verdict }] of answers.entries()) {
    assert.equal(id, index);
    assert.deepEqual(verdict, expected[index], JSON.stringify(texts[index].slice(0, 200)));
  }
});

// The browsers have both, Node 20 does not. Nothing is warmed up here.
Uint8Array.fromBase64 ??= (text) => new Uint8Array(Buffer.from(text, "base64"));
globalThis.requestIdleCallback ??= () => 0;

/** The core as a browser's package has it, handed over and given its memory as in a page. */
async function shippedCore(browser) {
  const source = await readFile(at(`dist/${browser}/core.js`), "utf8");
  let core;
  globalThis.shareguardReceiveCore = (exports) => (core = exports);
  runInThisContext(source, { filename: `dist/${browser}/core.js` });
  delete globalThis.shareguardReceiveCore;
  new Uint8Array(core.memory.buffer).set(
    inflateRawSync(await readFile(at(`dist/${browser}/core.bin`))),
    core.memoryStart,
  );
  return core;
}

for (const [name, load] of [
  [
    "the in-page core",
    async () => new WebAssembly.Instance(new WebAssembly.Module(await readFile(at("build/inpage/core.wasm")))).exports,
  ],
  ["the in-page core of Firefox", () => shippedCore("firefox")],
  ["the in-page core of Chromium, in JavaScript,", () => shippedCore("chrome")],
]) {
  test(`${name} says what the background says`, async () => {
    const core = await load();
    assert.equal(arm(core, checker.compiledPolicy(place, "en")), 0);
    for (const [index, text] of texts.entries()) {
      const { findings, ...rest } = expected[index];
      const verdict = check(core, text);
      if (verdict === "clean")
        assert.deepEqual([findings, rest], [[], { action: "allow", rank: null, complete: true, notices: [] }], text);
      else assert.deepEqual(verdict, expected[index], JSON.stringify(text.slice(0, 200)));
    }
  });

  test(`${name} refuses what is no policy of its version, and keeps the one it has`, async () => {
    const core = await load();
    const good = checker.compiledPolicy(place, "en");
    assert.equal(arm(core, good), 0);
    const damaged = good.slice();
    damaged[damaged.length - 1] ^= 1;
    const other = good.slice();
    other[4] += 1;
    assert.equal(arm(core, new TextEncoder().encode(POLICY)), 1);
    assert.equal(arm(core, other), 2);
    assert.equal(arm(core, damaged), 3);
    assert.equal(arm(core, good.slice(0, -1)), 3);
    assert.equal(arm(core, new Uint8Array()), 1);
    assert.equal(check(core, "SECRET//NOFORN").action, "block");
  });

  test(`${name} answers a defect of its caller with a number`, async () => {
    const core = await load();
    arm(core, checker.compiledPolicy(place, "en"));
    assert.equal(core.input(0x7fff_ffff), 0);
    const address = core.input(4);
    new Uint8Array(core.memory.buffer, address, 4).set([0xff, 0xfe, 0x80, 0xc0]);
    assert.equal(core.check(4, 0, 0), -2, "not UTF-8");
    assert.equal(core.check(0, 0, 9), -2, "no such channel");
    assert.equal(core.check(0x7fff_ffff, 1, 0), -2, "beyond the input");
    assert.equal(core.check(-1, -1, 0), -2, "beyond everything");
    assert.equal(core.check(0, 0, 0), 0);
  });

  test(`${name} says that it checked only a part of what is too long`, async () => {
    const core = await load();
    arm(core, checker.compiledPolicy(place, "en"));
    const verdict = check(core, "Lunch at noon? ".repeat(800_000));
    assert.deepEqual([verdict.action, verdict.complete, verdict.notices[0].kind], ["warn", false, "truncated"]);
  });
}

/** Lone surrogates become U+FFFD, as `TextEncoder` does it: JSON for a program in Rust cannot hold them. */
function wellFormed(text) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

function arm(core, policy) {
  const address = core.input(policy.length);
  new Uint8Array(core.memory.buffer, address, policy.length).set(policy);
  return core.arm(policy.length, 0);
}

/** As the content script does it. */
function check(core, text) {
  const room = Math.min(text.length * 3, core.format_bytes());
  const address = core.input(room);
  const { written } = new TextEncoder().encodeInto(text, new Uint8Array(core.memory.buffer, address, room));
  const length = core.check(written, 0, 0);
  if (length === 0) return "clean";
  assert.ok(length > 0, `the core answered ${length}`);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(core.memory.buffer, core.answer(), length)));
}
