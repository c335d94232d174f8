/** The policy chain with the real checker: what an administrator pushed, the last good policy, the built-in one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readManaged, sha256 } from "../../extension/src/background/managed";
import { policyInForce, refreshPolicy } from "../../extension/src/background/policy";
import { check } from "../../extension/src/shared/engine";
import { REVISION_KEY } from "../../extension/src/shared/calls";
import { BUILT_IN } from "../../extension/src/shared/policy-state";
import { installBrowser } from "./browser";

const BLOCK_ALL = JSON.stringify({ version: 1, name: "Block", rules: [{ id: "all", action: "block" }] });
const marked = { text: "SECRET//NOFORN\n\nThe plan.", html: "", place: null, channel: "paste", locale: "en" } as const;

// The first of this file: a checker that was loaded once stays.
test("a policy that could not be checked is said to be so, until it can", async () => {
  const browser = await installBrowser();
  browser.hasChecker = false;
  browser.managed = { policy_json: BLOCK_ALL };
  const unchecked = await refreshPolicy();
  assert.deepEqual([unchecked.source, unchecked.json], ["built-in", null]);
  assert.match(unchecked.defects[0]?.message ?? "", /^it could not be checked: /);
  browser.hasChecker = true;
  const state = await refreshPolicy();
  assert.deepEqual([state.source, state.name, state.defects], ["managed", "Block", []]);
});

test("without an administrator the built-in policy is in force, and is there before anything was read", async () => {
  const browser = await installBrowser();
  assert.deepEqual(await policyInForce(), BUILT_IN);
  assert.ok(browser.kept !== null && "policy-state" in browser.kept, "the next start need not wait");
  browser.managed = new Error("Managed storage manifest not found");
  assert.deepEqual(await refreshPolicy(), BUILT_IN);
});

test("a valid policy comes into force, is remembered, and decides", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL, policy_sha256: await sha256(BLOCK_ALL) };
  const state = await refreshPolicy();
  assert.deepEqual([state.source, state.name, state.defects], ["managed", "Block", []]);
  assert.deepEqual(await policyInForce(), state);
  assert.deepEqual(
    browser.local,
    { [REVISION_KEY]: state.revision },
    "content scripts reach nothing but that there is another one",
  );
  assert.equal((await check(state.json, marked)).action, "block");
  assert.equal((await check(null, marked)).action, "warn");
});

test("a policy that is not valid leaves the last good one in force and says where it is wrong", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL };
  const good = await refreshPolicy();
  const table: [Record<string, unknown> | Error, string][] = [
    [{ policy_json: "{" }, ""],
    [{ policy_json: "", mode: "loud" }, "/mode"],
    [{ policy_json: BLOCK_ALL.replace('"block"', '"bloc"') }, "/rules/0/action"],
    [{ policy_json: BLOCK_ALL, mode: "loud" }, "/mode"],
    [{ policy_json: BLOCK_ALL, policy_sha256: "00" }, "/policy_sha256"],
    [{ policy_jsn: BLOCK_ALL }, "/policy_jsn"],
    [new Error("database is locked"), ""],
  ];
  for (const [managed, pointer] of table) {
    browser.managed = managed;
    const state = await refreshPolicy();
    assert.deepEqual(
      [state.source, state.json, state.revision],
      ["last-good", good.json, good.revision],
      JSON.stringify(managed),
    );
    assert.equal(state.defects[0]?.pointer, pointer, JSON.stringify(managed));
  }
});

test("a policy that is not valid does not come into force where there was none before", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: "[]" };
  const state = await refreshPolicy();
  assert.deepEqual([state.source, state.json], ["built-in", null]);
  assert.ok(state.defects.length > 0);
});

test("a policy that is taken back is not kept as the last good one", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL };
  await refreshPolicy();
  browser.managed = {};
  assert.deepEqual(await refreshPolicy(), BUILT_IN);
});

test("mode and contact go before what the policy says, and need none", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL, mode: "audit" };
  assert.equal((await check((await refreshPolicy()).json, marked)).action, "report");
  browser.managed = { contact: "Security office, 4711" };
  const verdict = await check((await refreshPolicy()).json, marked);
  assert.deepEqual([verdict.action, verdict.guidance?.contact], ["warn", "Security office, 4711"]);
});

test("a policy remembered by another version is checked again before it decides", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL };
  await refreshPolicy();
  // As an older version could have left it: a policy that this one refuses.
  assert.ok(browser.kept !== null);
  const stored = structuredClone(browser.kept["policy-state"]);
  browser.kept["policy-state"] = Object.assign(Object(stored), { json: '{"version":0}', revision: "0.0.1 0000" });
  browser.managed = { policy_json: "{" };
  const state = await policyInForce();
  assert.deepEqual([state.source, state.json], ["built-in", null]);
});

test("on the very first start nothing holds before what the administrator gave is known", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL };
  const looking = refreshPolicy();
  assert.equal((await policyInForce()).source, "managed");
  await looking;
});

test("without its database the policy holds all the same", async () => {
  const browser = await installBrowser();
  browser.kept = null;
  browser.managed = { policy_json: BLOCK_ALL };
  const state = await refreshPolicy();
  assert.deepEqual([state.source, (await policyInForce()).source], ["managed", "managed"]);
});

test("a stricter policy holds that could not be written down, and says so until it could", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL.replace('"block"', '"warn"') };
  const milder = await refreshPolicy();
  browser.isFull = true;
  browser.managed = { policy_json: BLOCK_ALL };
  const stricter = await refreshPolicy();
  assert.notEqual(stricter.revision, milder.revision);
  assert.deepEqual(await policyInForce(), stricter);
  assert.equal(browser.local[REVISION_KEY], stricter.revision, "frames ask for it");
  assert.match(stricter.unkept ?? "", /QuotaExceeded/);
  browser.isFull = false;
  assert.equal((await refreshPolicy()).unkept, undefined);
  assert.equal((await policyInForce()).revision, stricter.revision);
});

test("a background that starts again goes by what frames were told of, and not by what was written down before", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL.replace('"block"', '"warn"') };
  await refreshPolicy();
  const written = structuredClone(browser.kept);
  browser.managed = { policy_json: BLOCK_ALL };
  const stricter = await refreshPolicy();
  browser.kept = written;
  assert.equal((await policyInForce()).revision, stricter.revision);
});

test("what a content script can write is no policy", async () => {
  const browser = await installBrowser();
  browser.managed = { policy_json: BLOCK_ALL };
  const state = await refreshPolicy();
  await chrome.storage.local.set({
    "policy-state": { ...BUILT_IN, json: '{"version":1,"name":"None","base":"none"}' },
    [REVISION_KEY]: "forged",
  });
  assert.deepEqual(await policyInForce(), state);
});

test("what is stored in a shape we do not know is not taken for a policy", async () => {
  const browser = await installBrowser();
  for (const junk of [1, null, "x", {}, { ...BUILT_IN, source: "me" }, { ...BUILT_IN, defects: [{ pointer: 1 }] }]) {
    browser.kept = { "policy-state": junk };
    assert.deepEqual(await policyInForce(), BUILT_IN);
  }
  assert.equal((await readManaged()).kind, "none");
});
