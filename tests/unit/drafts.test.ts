import assert from "node:assert/strict";
import { test } from "node:test";
import type { Approvals } from "../../extension/src/content/approvals";
import type { Written } from "../../extension/src/content/composer";
import { watchDrafts } from "../../extension/src/content/drafts";
import type { Judge } from "../../extension/src/content/judge";
import type { Mark } from "../../extension/src/warning/mark";

test("a draft that was judged is judged by the policy that is in force when it is sent", () => {
  let answer: ReturnType<Judge["judge"]> = "clean";
  const judge: Partial<Judge> = { judge: () => answer };
  const drafts = watchDrafts(() => {}, judge as Judge, {} as Written, {} as Approvals, {} as Mark);
  assert.equal(drafts.verdictOn("SECRET"), "clean");
  answer = "later";
  assert.equal(drafts.verdictOn("SECRET"), "later");
  assert.equal(drafts.verdictOn(" \n"), "clean", "nothing is sent");
});
