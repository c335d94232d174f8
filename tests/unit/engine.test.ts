import assert from "node:assert/strict";
import { test } from "node:test";
import { isTrap, summaryOf } from "../../extension/src/shared/engine";
import { installBrowser } from "./browser";

test("a trap is told from what the checker answers", async () => {
  await installBrowser();
  const refused: unknown = await summaryOf('{"version":1}').catch((error: unknown) => error);
  /** As SpiderMonkey has it. */
  class InternalError extends Error {}
  for (const [error, expected] of [
    [refused, false],
    [new WebAssembly.RuntimeError("unreachable"), true],
    [new RangeError("Maximum call stack size exceeded"), true],
    [new InternalError("too much recursion"), true],
    ["aborted", true],
  ] as const) {
    assert.equal(isTrap(error), expected, String(error));
  }
});
