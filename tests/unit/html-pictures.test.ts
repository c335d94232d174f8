import assert from "node:assert/strict";
import { test } from "node:test";
import { hasEmbeddedPictures, linkedPictures } from "../../extension/src/shared/html-pictures";

test("HTML in which bytes of a picture may stand is told by a glance", () => {
  for (const [html, expected] of [
    ['<img src="data:image/png;base64,YQ==">', true],
    ["<img src=DATA:image/svg+xml,<svg/>>", true],
    ['<img src="data:;base64,YQ==">', true],
    ['<img src="data&colon;image/png;base64,YQ==">', true],
    ['<img src="data&#58;;base64,YQ==">', true],
    ["", false],
    ["<p>The data: image files, and base64, are old.</p>", false],
    ["<p>data&nbsp;imaging; metadata:images/</p>", false],
    ['<a href="data:text/plain,a">a</a>', false],
  ] as const) {
    assert.equal(hasEmbeddedPictures(html), expected, html);
  }
});

test("linked pictures are counted", () => {
  const html = `<img src="https://site.example/a.png"><IMG alt="b" SRC=//site.example/b.png><img
    src = 'http://site.example/c.png'><img src="data:image/png;base64,YQ=="><img src="cid:1"><a href="https://site.example/d.png">`;
  assert.equal(linkedPictures(html), 3);
});

test("no HTML takes longer than its size lets expect", () => {
  const MEGABYTE = 1_000_000;
  // Where the time grew with the square, each of these would take minutes.
  for (const piece of [
    "<img ",
    "<img src=",
    "src ",
    "data:image/a",
    "data:image/a;",
    ";base64,",
    "data:",
    "data&",
    "data:;",
  ]) {
    const html = `<img data:${piece.repeat(MEGABYTE / piece.length)}`;
    const start = performance.now();
    linkedPictures(html);
    hasEmbeddedPictures(html);
    const took = performance.now() - start;
    assert.ok(took < 2_000, `${piece}: ${took} ms`);
  }
});
