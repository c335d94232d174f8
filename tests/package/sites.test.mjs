/** The site files: each is what a site file has to be, and what is not is refused by name. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CATEGORIES, parseSite, readSites } from "../../scripts/package/sites.mjs";

test("every shipped site file is valid, and no pattern stands twice", async () => {
  const sites = await readSites({ test: false });
  assert.deepEqual(
    sites.filter((site) => !CATEGORIES.includes(site.category)),
    [],
  );
  assert.ok(sites.filter((site) => site.category === "ai-chat").length >= 40);
  assert.ok(sites.filter((site) => site.category === "social").length >= 60);
});

test("the shipped sites name no page on this machine", async () => {
  const hosts = (await readSites({ test: false }))
    .flatMap((site) => site.matches)
    .map((pattern) => pattern.split("/")[2]);
  assert.deepEqual(
    hosts.filter((host) => /localhost|^127\.|^\[/.test(host)),
    [],
  );
});

test("a site file with a mistake is refused with its name and the mistake", () => {
  const good = { title: "Example", category: "social", matches: ["https://example.org/*"] };
  const table = [
    ["a/Example.json", good, /small letters/],
    ["a/example.json", { ...good, title: " " }, /title/],
    ["a/example.json", { ...good, category: "chat" }, /category: one of/],
    ["a/example.json", { ...good, matches: [] }, /at least one/],
    ["a/example.json", { ...good, matches: ["https://example.org/*", "https://example.org/*"] }, /twice/],
    ["a/example.json", { ...good, matches: ["https://example.org"] }, /not a match pattern/],
    ["a/example.json", { ...good, matches: ["*://example.org/*"] }, /not a match pattern/],
    ["a/example.json", { ...good, matches: ["https://*/*"] }, /not a match pattern/],
    ["a/example.json", { ...good, matches: ["https://example.org:8080/*"] }, /not a match pattern/],
    ["a/example.json", { ...good, matches: ["<all_urls>"] }, /not a match pattern/],
    ["a/example.json", { ...good, matches: ["http://example.org/*"] }, /only https/],
    ["a/example.json", { ...good, matches: ["https://*.org/*"] }, /not a host on the internet/],
    ["a/example.json", { ...good, lastChecked: "today" }, /unknown key "lastChecked"/],
    ["a/example.json", { ...good, editor: { composer: "", lastChecked: null } }, /composer: a CSS selector/],
    [
      "a/example.json",
      { ...good, editor: { composer: "textarea", send: 1, lastChecked: null } },
      /send: a CSS selector/,
    ],
    ["a/example.json", { ...good, editor: { composer: "textarea" } }, /lastChecked/],
    ["a/example.json", { ...good, editor: { composer: "textarea", lastChecked: "today" } }, /lastChecked/],
    [
      "a/example.json",
      { ...good, editor: { composer: "textarea", lastChecked: null, fileInput: "input" } },
      /unknown key "fileInput"/,
    ],
  ];
  for (const [file, site, expected] of table) {
    assert.throws(() => parseSite(file, JSON.stringify(site)), { message: expected }, JSON.stringify(site));
  }
  assert.equal(parseSite("a/example.json", JSON.stringify(good)).id, "example");
});
