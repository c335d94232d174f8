/**
 * The packages as they were built: what a browser is asked for, what is inside, how large it is. Run after
 * scripts/build.mjs.
 */
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { READER } from "../../scripts/package/extension.mjs";
import { BROWSERS } from "../../scripts/package/manifest.mjs";
import { readSites } from "../../scripts/package/sites.mjs";
import { at, filesBelow, version } from "../../scripts/package/tree.mjs";
import { zip } from "../../scripts/package/zip.mjs";

const text = (file) => readFile(at(file), "utf8");
const json = async (file) => JSON.parse(await text(file));

for (const browser of BROWSERS) {
  const folder = `dist/${browser}`;

  test(`${browser}: the browser is asked for storage, scripting, an offscreen document and the listed sites, and for nothing else`, async () => {
    const manifest = await json(`${folder}/manifest.json`);
    const listed = (await readSites({ test: false })).flatMap((site) => site.matches).sort();
    assert.deepEqual(
      manifest.permissions,
      browser === "chrome" ? ["offscreen", "scripting", "storage"] : ["scripting", "storage"],
    );
    assert.deepEqual(manifest.host_permissions, listed);
    for (const file of ["content.js", "page-world.js"]) {
      const scripts = manifest.content_scripts.filter(({ js }) => js.includes(file));
      assert.deepEqual(scripts.flatMap((script) => script.matches).sort(), listed, file);
    }
    // On hosts of which only some paths are guarded, what waits for a page that comes to one: and only beside these.
    const [waiting] = manifest.content_scripts.filter(({ js }) => js.includes("arrival.js"));
    const partial = listed.filter((pattern) => !/^[^/]+:\/\/[^/]+\/\*$/.test(pattern));
    assert.deepEqual(waiting.exclude_matches, partial);
    assert.deepEqual(waiting.matches, [...new Set(partial.map((pattern) => new URL(pattern).origin + "/*"))]);
    for (const key of [
      "optional_permissions",
      "optional_host_permissions",
      "web_accessible_resources",
      "externally_connectable",
    ]) {
      assert.equal(manifest[key], undefined, key);
    }
  });

  test(`${browser}: pages of the extension reach no other host`, async () => {
    const { content_security_policy: policy } = await json(`${folder}/manifest.json`);
    const directives = Object.fromEntries(
      policy.extension_pages.split("; ").map((line) => [line.split(" ")[0], line.split(" ").slice(1)]),
    );
    assert.deepEqual(directives["default-src"], ["'none'"]);
    assert.deepEqual(directives["connect-src"], ["'self'"]);
    assert.deepEqual(directives["script-src"], ["'self'", "'wasm-unsafe-eval'"]);
    // What a page of the extension makes itself is at blob: addresses, and at no host.
    const allowed = { "img-src": ["'self'", "blob:"] };
    for (const [directive, sources] of Object.entries(directives)) {
      const known = allowed[directive] ?? ["'none'", "'self'", "'wasm-unsafe-eval'"];
      assert.ok(
        sources.every((source) => known.includes(source)),
        `${directive} ${sources}`,
      );
    }
  });

  test(`${browser}: every file that the manifest names is there`, async () => {
    const {
      icons,
      action,
      background,
      content_scripts: scripts,
      options_ui: options,
      storage,
    } = await json(`${folder}/manifest.json`);
    const named = [
      ...Object.values(icons),
      ...Object.values(action.default_icon),
      action.default_popup,
      options.page,
      ...(background.scripts ?? [background.service_worker]),
      ...scripts.flatMap((script) => script.js),
      ...(storage ? [storage.managed_schema] : []),
    ];
    for (const file of named) assert.ok((await stat(at(folder, file))).size > 0, file);
  });

  test(`${browser}: no script makes markup or code of text, or reaches for the network`, async () => {
    const forbidden = [
      /\.(?:inner|outer)HTML\b/,
      /insertAdjacentHTML/,
      /document\.write/,
      /createContextualFragment/,
      /setHTMLUnsafe/,
      /\beval\s*\(/,
      /new\s+Function\b/,
      /XMLHttpRequest/,
      /WebSocket/,
      /WebTransport/,
      /RTCPeerConnection/,
      /EventSource/,
      /sendBeacon/,
      /importScripts/,
      /https?:\/\/(?!www\.w3\.org\/)[a-z0-9.-]+\.[a-z]{2,}\/[^*]/,
    ];
    // The tables of sites are data and full of addresses.
    const isSiteTable = (line) => /^\s*var shareguard_(?:sites|paths)_default = /.test(line);
    for (const file of (await filesBelow(folder)).filter((name) => name.endsWith(".js"))) {
      const lines = (await text(file)).split("\n").filter((line) => !isSiteTable(line));
      for (const pattern of forbidden)
        assert.deepEqual(
          lines.filter((line) => pattern.test(line)),
          [],
          `${file}: ${pattern}`,
        );
      // Only the packaged wasm is fetched, where there is a checker, and the memory for pages, where it is sent from.
      const fetches = lines
        .filter((line) => /\bfetch\s*\(|const moduleUrl =|shareguard_bg\.wasm/.test(line))
        .map((line) => line.trim());
      // Beside the page on the playground, in the package everywhere else.
      const loader = [
        'const name = "shareguard_bg.wasm";',
        'const moduleUrl = typeof chrome === "undefined" || chrome.runtime === void 0 ? name : chrome.runtime.getURL(name);',
        "const response = await fetch(moduleUrl);",
      ];
      const memory = 'const packed = await (await fetch(chrome.runtime.getURL("core.bin"))).blob();';
      // Of the reader its own parts, whose names stand in the script.
      const reader = ["const response = await fetch(name);"];
      const expected = /\/(?:options|worker)\.js$/.test(file)
        ? loader
        : /\/background\.js$/.test(file)
          ? [...loader, memory]
          : /\/picture-worker\.js$/.test(file)
            ? reader
            : [];
      assert.deepEqual(fetches.toSorted(), expected.toSorted(), file);
    }
  });

  test(`${browser}: pages load nothing but their own files`, async () => {
    for (const file of (await filesBelow(folder)).filter((name) => name.endsWith(".html"))) {
      const page = await text(file);
      const sources = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source]) => source);
      for (const source of sources) assert.ok((await stat(at(folder, source))).size > 0, `${file}: ${source}`);
      assert.doesNotMatch(page, /<script>|<style|\son[a-z]+=/, file);
    }
  });

  test(`${browser}: hooks for tests and pages on this machine are absent`, async () => {
    for (const file of (await filesBelow(folder)).filter((name) => /\.js(?:on)?$/.test(name))) {
      assert.doesNotMatch(await text(file), /__TEST__|127\.0\.0\.1|localhost|shareguard-test/, file);
    }
  });

  test(`${browser}: files stay within their budgets`, async () => {
    const suffix = browser === "chrome" ? "chrome.zip" : "firefox.xpi";
    const budgets = {
      [`${folder}/content.js`]: 50_000,
      // In every frame of hosts of which only some paths are guarded.
      [`${folder}/arrival.js`]: 3_000,
      [`${folder}/core.js`]: browser === "chrome" ? 425_000 : 290_000,
      // With its data, and without what the picture of the memory holds.
      "build/inpage/core.wasm": 300_000,
      "build/inpage/loaded.wasm": 208_000,
      [`${folder}/core.bin`]: 170_000,
      [`dist/shareguard-${await version()}-${suffix}`]: 5_500_000,
    };
    for (const [file, budget] of Object.entries(budgets)) {
      const { size } = await stat(at(file));
      assert.ok(size > 0 && size <= budget, `${file}: ${size} of at most ${budget} bytes`);
    }
    // What reads pictures is loaded by nobody who shares only text; without it, the package stays as small as it was.
    const parts = await Promise.all(
      (await filesBelow(folder)).map(async (file) => ({
        name: file.slice(folder.length + 1),
        content: await readFile(at(file)),
      })),
    );
    const isOfReader = ({ name }) => Object.hasOwn(READER, name) || name === "picture-worker.js";
    const [reader, text] = [parts.filter(isOfReader), parts.filter((part) => !isOfReader(part))].map(
      (files) => zip(files).length,
    );
    assert.ok(reader <= 4_000_000, `what reads pictures: ${reader} of at most 4,000,000 bytes`);
    assert.ok(text <= 1_500_000, `everything else: ${text} of at most 1,500,000 bytes`);
  });

  test(`${browser}: the archive holds exactly the folder`, async () => {
    const suffix = browser === "chrome" ? "chrome.zip" : "firefox.xpi";
    const inside = unzip(await readFile(at(`dist/shareguard-${await version()}-${suffix}`)));
    const files = await filesBelow(folder);
    assert.deepEqual(
      [...inside.keys()],
      files.map((file) => file.slice(folder.length + 1)),
    );
    for (const file of files)
      assert.ok(inside.get(file.slice(folder.length + 1)).equals(await readFile(at(file))), file);
  });
}

test("the test variant guards pages on this machine and says that it is for tests", async () => {
  const manifest = await json("build/test-extension/chrome/manifest.json");
  assert.match(manifest.name, /test/);
  assert.ok(manifest.host_permissions.includes("http://localhost/*"));
});

test("the networks are shipped with their licence and their origin", async () => {
  for (const browser of BROWSERS) {
    assert.match(await text(`dist/${browser}/models/LICENSE`), /Apache License/);
    assert.match(await text(`dist/${browser}/models/NOTICE`), /PaddleOCR/);
  }
});

test("translations have the same keys and the same replacements", async () => {
  const english = await json("extension/_locales/en/messages.json");
  const chinese = await json("extension/_locales/zh_CN/messages.json");
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
  const replacements = ({ message }) => (message.match(/\$(?:\w+\$|\d)/g) ?? []).sort();
  for (const [key, entry] of Object.entries(english)) {
    assert.deepEqual(replacements(chinese[key]), replacements(entry), key);
    assert.notEqual(chinese[key].message.trim(), "", key);
  }
});

test("an archive depends on names and contents, and not on the order in which files are given", () => {
  const files = [
    { name: "b.txt", content: Buffer.from("b") },
    { name: "a/ä.txt", content: Buffer.from("a".repeat(10_000)) },
    { name: "empty", content: Buffer.alloc(0) },
  ];
  const archive = zip(files);
  assert.ok(archive.equals(zip(files.toReversed())));
  assert.deepEqual(
    [...unzip(archive)],
    [...files].sort((x, y) => (x.name < y.name ? -1 : 1)).map(({ name, content }) => [name, content]),
  );
});

/** Reads an archive by its central directory, as browsers do. */
function unzip(archive) {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, size, name] = [
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
    ];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26);
    const content = inflateRawSync(archive.subarray(start, start + packed));
    assert.equal(content.length, size);
    files.set(archive.toString("utf8", at + 46, at + 46 + name), content);
    at += 46 + name;
  }
  return files;
}
