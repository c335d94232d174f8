import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { test } from "node:test";
import { SECOND_READER_WAIT_MS } from "../../extension/src/analyser/limits";
import { createSecondReader } from "../../extension/src/analyser/second-reader";
import { pageOf, startThreads, type Misbehaviour } from "./reader-threads";

// This file is what the threads run as well.
if (isMainThread) {
  const threads = startThreads("build/reader");
  const pages = ["marked-en", "clean-zh"].map((name) => pageOf(readFileSync(`benches/pictures/${name}.png`)));
  const [page] = pages;
  if (page === undefined) throw new Error("no page");
  const alone = await Promise.all(pages.map((of) => threads.read(of, null)));

  test("two readers read the same lines, texts and confidences as one, and both read some", async () => {
    const second = await threads.startSecond();
    let [given, answered] = [0, 0];
    const counting = {
      ...second,
      isReady: true,
      async read(errand: Uint8Array) {
        given++;
        const answer = await second.read(errand);
        if (answer !== null) answered++;
        return answer;
      },
    };
    for (const [index, of] of pages.entries()) {
      let told = 0;
      [given, answered] = [0, 0];
      const reading = await threads.read(of, counting, {
        onLines(lines, left, soFar) {
          told += lines;
          assert.equal(soFar().unread, left);
        },
      });
      assert.deepEqual(reading, alone[index]);
      assert.equal(told, reading.lines.length);
      // How they share them depends on what else the machine does.
      assert.ok(given >= 2 && answered >= 1 && given < told, `${answered} of ${given} that were given, of ${told}`);
    }
    second.end();
  });

  for (const [how, after] of [
    ["trap", 0],
    ["trap", 3],
    ["throw", 1],
    ["close", 1],
    ["never", 0],
    ["never", 2],
  ] as const satisfies [Misbehaviour, number][]) {
    test(`what a second reader leaves is read by the first: ${how} after ${after}`, async () => {
      const second = await threads.startSecond(how, after);
      const start = performance.now();
      // It is given two lines of each page at least.
      let pagesRead = 0;
      do assert.deepEqual(await threads.read(page, second), alone[0]);
      while (second.isReady && ++pagesRead < after + 2);
      assert.equal(second.isReady, false, "it is not asked again");
      assert.deepEqual(await threads.read(page, second), alone[0]);
      assert.ok(performance.now() - start > (how === "never" || how === "close" ? SECOND_READER_WAIT_MS : 0));
      second.end();
    });
  }

  test("a reader that is not ready is not waited for, and one that cannot be started is none", async () => {
    const never = createSecondReader(() => Object.assign(new EventTarget(), { postMessage() {}, terminate() {} }));
    assert.ok(never !== null && !never.isReady);
    assert.deepEqual(await threads.read(page, never), alone[0]);
    never.end();
    await never.settled;
    assert.equal(await never.read(new Uint8Array()), null);
    assert.equal(
      createSecondReader(() => {
        throw new Error("no worker from a worker");
      }),
      null,
    );
  });
}
