import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { IDLE_MS, PICTURE_TIMEOUT_MS } from "../../extension/src/analyser/limits";
import { analyserOf, job, patient, readers, settle, startAfresh, started } from "./fake-workers";

beforeEach(startAfresh);

test("a picture is read beside the checker, and what was read is judged", async () => {
  const verdict = await analyserOf().check(job("a", "page.png"), patient);
  assert.deepEqual(
    verdict.findings.map(({ quote, item, file }) => [quote, item, file]),
    [["page.png", 1, "page.png"]],
  );
  assert.deepEqual(
    verdict.notices.map(({ file }) => file),
    ["a"],
  );
  assert.deepEqual([started.length, readers.length], [1, 1]);
});

for (const [name, kind] of [
  ["trap.png", "engine_error"],
  ["huge.png", "too_large"],
  ["heic.png", "unsupported"],
] as const) {
  test(`${name} is ${kind} and never clean, and the next picture is read`, async () => {
    const verdict = await analyserOf().check(job(name, "page.png"), patient);
    assert.deepEqual(
      verdict.notices.map(({ kind: of, file, item }) => [of, file, item]),
      [[kind, name, 0]],
    );
    assert.deepEqual(
      verdict.findings.map(({ file }) => file),
      ["page.png"],
    );
    assert.deepEqual(
      started.map((worker) => worker.isEnded),
      [false],
    );
  });
}

test("a picture that takes too long is a time-out, and its worker is ended", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const checking = analyserOf().check(job("spin.png", "page.png"), patient);
  // Its digest is made outside of this thread, at its own time.
  while (readers[0]?.orders.length !== 1) await settle();
  mock.timers.tick(PICTURE_TIMEOUT_MS);
  const verdict = await checking;
  assert.deepEqual(
    verdict.notices.map(({ kind, file }) => [kind, file]),
    [["timeout", "spin.png"]],
  );
  assert.deepEqual(
    verdict.findings.map(({ file }) => file),
    ["page.png"],
  );
  assert.deepEqual(
    readers.map((worker) => worker.isEnded),
    [true, false],
  );
});

test("a picture that comes again is judged again and not read again, under whatever name", async () => {
  const analyser = analyserOf();
  const content = new Blob(["the same bytes"]);
  for (const name of ["page.png", "copy.png"]) {
    const { submission, ...rest } = job();
    const verdict = await analyser.check(
      { ...rest, submission: { ...submission, files: [{ name, content }] } },
      patient,
    );
    assert.deepEqual(
      verdict.findings.map(({ quote, file }) => [quote, file]),
      [["page.png", name]],
    );
  }
  assert.equal(readers[0]?.orders.length, 1);
});

test("a picture of which something was left unread is read again when it comes again", async () => {
  const analyser = analyserOf();
  for (const name of ["partly.png", "partly.png", "huge.png", "huge.png"]) await analyser.check(job(name), patient);
  assert.equal(readers[0]?.orders.length, 4);
});

test("of a picture that moves each marking counts once, and only those of the first frame have a place", async () => {
  const { findings } = await analyserOf().check(job("moving.png"), patient);
  assert.deepEqual(
    findings.map(({ quote, region }) => [quote, region !== undefined]),
    [
      ["first", true],
      ["second", false],
    ],
  );
});

test("a picture of whose long lines only the ends were read is told once, and no notice", async () => {
  const verdict = await analyserOf().check(job("page.png", "printed.png"), patient);
  assert.deepEqual(verdict.skimmed, [{ item: 1, file: "printed.png", lines: 1, ends_only: 1, codes_unread: 0 }]);
  assert.deepEqual([verdict.notices, verdict.complete], [[], true]);
});

test("the worker that reads pictures is ended with the other when there is nothing to do", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  await analyserOf().warm(null);
  mock.timers.tick(IDLE_MS);
  assert.deepEqual(
    [...started, ...readers].map((worker) => worker.isEnded),
    [true, true],
  );
});

test("pictures whose bytes stand in the copied HTML are checked behind the files", async () => {
  const { submission, ...rest } = job("b");
  const value = `data:image/png;base64,${Buffer.from("a").toString("base64")}`;
  const html = `<img src="${value}">`;
  // What the browser's parser makes of it; how pictures are found in HTML is tested in browsers.
  const image = { localName: "img", matches: () => true, attributes: [{ name: "src", value }] };
  Object.assign(globalThis, {
    DOMParser: class {
      parseFromString = () => ({ querySelectorAll: () => [image] });
    },
  });
  const { notices } = await analyserOf().check({ ...rest, submission: { ...submission, html } }, patient);
  assert.deepEqual(
    notices.map(({ file, item }) => [file, item]),
    [
      ["b", 1],
      ["image-1", 2],
    ],
  );
});
