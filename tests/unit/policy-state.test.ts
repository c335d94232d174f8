/** Following the policy in force, as the popup and the options page do while the background may be writing it down. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILT_IN, followPolicyState, readPolicyState, writePolicyState, type PolicyState } from "../../extension/src/shared/policy-state";
import { installBrowser } from "./browser";

const GIVEN: PolicyState = { ...BUILT_IN, source: "managed", json: "{}", name: "Given", sha256: "00" };
const REFUSED: PolicyState = { ...BUILT_IN, defects: [{ pointer: "/rules", message: "expected a list" }] };

test("what is written down is told, and each state after it", async () => {
  await installBrowser();
  await writePolicyState(GIVEN);
  const told: PolicyState[] = [];
  await followPolicyState((state) => told.push(state));
  await writePolicyState(REFUSED);
  assert.deepEqual(told, [GIVEN, REFUSED]);
});

test("a state that is written while the first is read is told, and nothing older after it", async () => {
  await installBrowser();
  const local = chrome.storage.local;
  const read = local.get.bind(local);
  // A read that answers with what was there when it began, after the write.
  Object.assign(local, {
    async get(key: string) {
      const before = await read(key);
      await writePolicyState(REFUSED);
      return before;
    },
  });
  const told: PolicyState[] = [];
  await followPolicyState((state) => told.push(state));
  assert.deepEqual(told, [REFUSED]);
  Object.assign(local, { get: read });
  assert.deepEqual(await readPolicyState(), REFUSED);
});
