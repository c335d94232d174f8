import assert from "node:assert/strict";
import { test } from "node:test";
import { SAY_AFTER_MS, sayFirst } from "../../extension/src/warning/say";

/** A region as far as it matters here. */
const region = () => ({ textContent: "", isConnected: true });
const say = (where: ReturnType<typeof region>, then = () => {}) =>
  sayFirst(where as Partial<HTMLElement> as HTMLElement, "Checking…", then);

test("a region stands before it says something, so that it is read aloud", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const where = region();
  let placed = "";
  say(where, () => (placed = where.textContent));
  context.mock.timers.tick(SAY_AFTER_MS - 1);
  assert.equal(where.textContent, "");
  context.mock.timers.tick(1);
  assert.equal(where.textContent, "Checking…");
  assert.equal(placed, "Checking…");
});

test("what was said in it meanwhile stays", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const where = region();
  say(where);
  where.textContent = "Checked";
  context.mock.timers.tick(SAY_AFTER_MS);
  assert.equal(where.textContent, "Checked");
});

test("one that is gone says nothing, and moves nothing", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const where = region();
  say(where, () => assert.fail("placed"));
  where.isConnected = false;
  context.mock.timers.tick(SAY_AFTER_MS);
  assert.equal(where.textContent, "");
});
