import assert from "node:assert/strict";
import { test } from "node:test";
import type { CoreExports } from "../../extension/src/content/core";
import { warmedUp } from "../../extension/src/content/warm-up";

/** A core that notes what it is asked to check, and the idle moments that were asked for. */
function setUp({ refuses = 0 } = {}) {
  const buffer = new ArrayBuffer(100_000);
  const checked: string[] = [];
  const idle: (() => void)[] = [];
  const plain: CoreExports = {
    memory: { buffer },
    memoryStart: 0,
    input: () => 8,
    format_bytes: () => buffer.byteLength,
    arm: () => refuses,
    check(textLength, htmlLength) {
      checked.push(
        new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(buffer, 8, textLength + htmlLength)),
      );
      return 0;
    },
    answer: () => 0,
  };
  return { core: warmedUp(plain, (judge) => idle.push(judge)), buffer, checked, idle };
}

test("an armed core judges one text again and again, once in each idle moment, and comes to an end", () => {
  const { core, buffer, checked, idle } = setUp();
  assert.equal(core.memory.buffer, buffer);
  assert.equal(idle.length, 0, "nothing can be judged before the policy is there");
  core.arm(1, 0);
  core.arm(1, 0);
  assert.equal(idle.length, 1, "a second policy starts nothing");
  assert.equal(checked.length, 0, "arming waits for nothing");
  for (let judge = idle.shift(); judge !== undefined; judge = idle.shift()) {
    const before: number = checked.length;
    judge();
    assert.equal(checked.length, before + 1);
    assert.ok(idle.length <= 1);
    assert.ok(checked.length <= 100);
  }
  assert.ok(checked.length > 10);
  assert.deepEqual([...new Set(checked)].length, 1);
  assert.match(checked[0] ?? "", /SECRET\/\/NOFORN.*<div.*SECRET\/\/NOFORN/s);
});

test("a core that takes no policy judges nothing", () => {
  const { core, idle } = setUp({ refuses: 3 });
  assert.equal(core.arm(1, 0), 3);
  assert.equal(idle.length, 0);
});
