/**
 * Following the policy in force, as the popup and the options page do while the background may be putting another one
 * in force.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILT_IN, followPolicyState, type PolicyState } from "../../extension/src/shared/policy-state";
import { installBrowser } from "./browser";

const GIVEN: PolicyState = { ...BUILT_IN, source: "managed", json: "{}", name: "Given", sha256: "00" };
const REFUSED: PolicyState = { ...BUILT_IN, defects: [{ pointer: "/rules", message: "expected a list" }] };

/** A background that answers this. */
function answering(state: () => Promise<unknown>): void {
  chrome.runtime.onMessage.addListener((message: object | null) =>
    message !== null && "askPolicy" in message ? state() : undefined,
  );
}

test("what is in force is told, and each policy after it", async () => {
  await installBrowser();
  answering(async () => GIVEN);
  const told: PolicyState[] = [];
  await followPolicyState((state) => told.push(state));
  await chrome.runtime.sendMessage({ policyState: REFUSED });
  assert.deepEqual(told, [GIVEN, REFUSED]);
});

test("a policy that comes while the first is asked for is told, and nothing older after it", async () => {
  await installBrowser();
  answering(async () => {
    await chrome.runtime.sendMessage({ policyState: REFUSED });
    return GIVEN;
  });
  const told: PolicyState[] = [];
  await followPolicyState((state) => told.push(state));
  assert.deepEqual(told, [REFUSED]);
});

test("only the background is believed", async () => {
  await installBrowser();
  answering(async () => GIVEN);
  const told: PolicyState[] = [];
  await followPolicyState((state) => told.push(state));
  const { sendMessage }: { sendMessage: (message: unknown, sender: object) => Promise<unknown> } = chrome.runtime;
  for (const [message, sender] of [
    [{ policyState: REFUSED }, { id: "self", tab: {} }],
    [{ policyState: REFUSED }, { id: "other" }],
    [{ policyState: { source: "managed" } }, { id: "self" }],
    [null, { id: "self" }],
  ] as const) {
    await sendMessage(message, sender);
  }
  assert.deepEqual(told, [GIVEN]);
});
