import assert from "node:assert/strict";
import { test } from "node:test";
import { embeddedPictures, hasEmbeddedPictures, linkedPictures } from "../../extension/src/shared/html-pictures";

const BASE64 = Buffer.from("a picture").toString("base64");

test("pictures whose bytes stand in copied HTML are files", async () => {
  const html = `<p>a</p><img src="data:image/png;base64,${BASE64}"><img src='data:image/svg+xml;charset=utf-8;base64,${BASE64}'><div style="background: url(data:image/webp;base64,${BASE64})">`;
  const found = embeddedPictures(html);
  assert.ok(hasEmbeddedPictures(html));
  assert.deepEqual(found.map(({ name, content }) => [name, content.type]), [["image-1", "image/png"], ["image-2", "image/svg+xml"], ["image-3", "image/webp"]]);
  for (const { content } of found) assert.equal(await content.text(), "a picture");
});

test("what only looks like one is none", () => {
  for (const html of ["", "data:image/png;base64", '<img src="data:image/png;base64,A">', '<img src="data:text/plain;base64,YQ==">', "<img src=\"data:image/svg+xml,<svg/>\">"]) {
    assert.deepEqual(embeddedPictures(html), [], html);
  }
});

test("linked pictures are counted", () => {
  const html = `<img src="https://site.example/a.png"><IMG alt="b" SRC=//site.example/b.png><img
    src = 'http://site.example/c.png'><img src="data:image/png;base64,${BASE64}"><img src="cid:1"><a href="https://site.example/d.png">`;
  assert.equal(linkedPictures(html), 3);
});

test("no HTML takes longer than its size lets expect", () => {
  const MEGABYTE = 1_000_000;
  // Where the time grew with the square, each of these would take minutes.
  for (const piece of ["<img ", "<img src=", "src ", "data:image/a", "data:image/a;", ";base64,", "data:image/png;base64,A"]) {
    const html = `<img data:image/${piece.repeat(MEGABYTE / piece.length)}`;
    const start = performance.now();
    linkedPictures(html);
    embeddedPictures(html);
    const took = performance.now() - start;
    assert.ok(took < 2_000, `${piece}: ${took} ms`);
  }
});
