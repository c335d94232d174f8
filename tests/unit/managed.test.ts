import assert from "node:assert/strict";
import { test } from "node:test";
import { readManaged, sha256 } from "../../extension/src/background/managed";
import { installBrowser } from "./browser";

const browser = await installBrowser();
const policy = '{"version":1,"name":"机密"}';

test("a digest is that of the text in UTF-8", async () => {
  assert.equal(await sha256("机密"), "3fcc476715c11fd7bb3d8c449e74944fd025fb1c0bd8c9af9b910f23677efb4d");
  assert.equal(await sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("managed storage without content is no policy", async () => {
  for (const nothing of [{}, new Error("Managed storage manifest not found")]) {
    browser.managed = nothing;
    assert.deepEqual(await readManaged(), { kind: "none" });
  }
});

test("managed storage that cannot be read is not taken for one without a policy", async () => {
  browser.managed = new Error("database is locked");
  assert.deepEqual(await readManaged(), { kind: "unreadable", why: "Error: database is locked" });
});

test("what was given is taken when the digest fits, in whichever case it is written", async () => {
  browser.managed = { policy_json: policy, policy_sha256: (await sha256(policy)).toUpperCase(), mode: "audit" };
  assert.deepEqual(await readManaged(), { kind: "given", policy, mode: "audit", contact: null });
});

test("each defect is named with its key", async () => {
  const table: [Record<string, unknown>, string[]][] = [
    [{ policy_jsn: policy }, ["/policy_jsn"]],
    [{ policy_json: { version: 1 } }, ["/policy_json"]],
    [{ policy_json: policy, mode: 1, contact: [] }, ["/mode", "/contact"]],
    [{ policy_json: policy.slice(0, -1), policy_sha256: await sha256(policy) }, ["/policy_sha256"]],
    [{ policy_sha256: await sha256(policy) }, ["/policy_sha256"]],
  ];
  for (const [managed, pointers] of table) {
    browser.managed = managed;
    const read = await readManaged();
    assert.equal(read.kind, "defective", JSON.stringify(managed));
    assert.deepEqual(
      read.kind === "defective" && read.defects.map((defect) => defect.pointer),
      pointers,
      JSON.stringify(managed),
    );
  }
});
