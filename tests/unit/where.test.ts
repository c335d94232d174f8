/** Where a marking stands, in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "shareguard";
import english from "../../extension/_locales/en/messages.json";
import { translateBy } from "../../extension/src/warning/strings";
import { whereOf } from "../../extension/src/warning/where";

const FINDING: Finding = {
  system: "us",
  level: "SECRET",
  rank: 4,
  action: "warn",
  kind: "banner",
  span: { start: 0, end: 14 },
  quote: "SECRET//NOFORN",
  origin: "body",
  item: 0,
  line: 3,
  confidence: 0.9,
  evidence: [],
  controls: [],
  system_title: "United States",
};

test("a marking that nobody sees in the picture is said to stand in a property, by its name where it has one", () => {
  const translate = translateBy(english);
  for (const [part, expected] of [
    [{ origin: "metadata", property: "EXIF ImageDescription" }, "in the properties of the file: EXIF ImageDescription"],
    [{ origin: "metadata" }, "in the properties of the file"],
    [{ origin: "name" }, "in the name of the file"],
    [{ origin: "body" }, "line 3"],
    [{ origin: "image", region: { left: 0, top: 0, right: 1, bottom: 0.1 } }, "at the top of the picture"],
    [{ origin: "qr_code", region: { left: 0, top: 0, right: 1, bottom: 0.1 } }, "in a QR code in the picture"],
  ] as const) {
    assert.equal(whereOf({ ...FINDING, ...part }, translate), expected);
  }
});
