import assert from "node:assert/strict";
import { test } from "node:test";
import { readDataUrl } from "../../extension/src/shared/data-url";

const said = (address: string) => {
  const data = readDataUrl(address);
  return data && [data.type, data.bytes && Buffer.from(data.bytes).toString()];
};

test("an address is read by its grammar", () => {
  const table: [string, unknown][] = [
    ["data:image/png;base64,YSBwaWN0dXJl", ["image/png", "a picture"]],
    [" DATA:Image/PNG;a=b; BASE64 ,YSBw\n\taWN0 dXJl", ["image/png", "a picture"]],
    ["data:;base64,YSBwaWN0dXJl", ["", "a picture"]],
    ["data:,a", ["", "a"]],
    ["data:image/svg+xml;utf8,<svg a='1,2'>密</svg>", ["image/svg+xml", "<svg a='1,2'>密</svg>"]],
    ["data:image/svg+xml,%3Csvg%3E%E5%AF%86%", ["image/svg+xml", "<svg>密%"]],
    ["data:image/png;base64,Pz8%2F", ["image/png", "???"]],
    ["data:image/png;base64,", ["image/png", ""]],
    // Says that it is base64, and is not.
    ["data:image/png;base64,A", ["image/png", null]],
    ["data:image/png;base64,a-b_", ["image/png", null]],
    // Only a parameter is called so.
    ["data:image/png;x=base64,YQ==", ["image/png", "YQ=="]],
    // Longer than any type: a picture all the same, that nobody reads.
    [`data:image/png;${"a".repeat(1_000)};base64,YQ==`, ["image/png", null]],
    ["data:image/png;base64", null],
    ["https://site.example/?data:image/png,", null],
    ["", null],
  ];
  for (const [address, expected] of table) assert.deepEqual(said(address), expected, address);
});

test("no address takes longer than its size lets expect", () => {
  // Where the time grew with the square, each of these would take minutes.
  for (const piece of ["%", "%2", ";", "; ", ",", " ", "data:"]) {
    const start = performance.now();
    readDataUrl(`data:image/png${piece.repeat(1_000_000 / piece.length)};base64,`);
    readDataUrl(`data:image/png;base64,${piece.repeat(1_000_000 / piece.length)}`);
    assert.ok(performance.now() - start < 2_000, piece);
  }
});
