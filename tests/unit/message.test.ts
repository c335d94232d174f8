import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSubmission, readMessage, readSaidInTop, readVerdict } from "../../extension/src/background/message";

const verdict = {
  action: "warn",
  rank: 4,
  complete: true,
  findings: [{ quote: "SECRET//NOFORN", rank: 4, action: "warn", evidence: [] }],
  notices: [{ kind: "timeout" }],
};
const file = new Blob(["a"]);
const decided = { outcome: "shared", systems: ["cn"] };

test("a message of ours is read, and holds only what is known of it", () => {
  const table: [unknown, unknown][] = [
    [
      { shareguard: "arm", request: { place: "forged" } },
      { shareguard: "arm", request: { has: "" } },
    ],
    [
      { shareguard: "arm", request: { has: "1 {}", more: 1 } },
      { shareguard: "arm", request: { has: "1 {}" } },
    ],
    [
      { shareguard: "inject-core", request: {}, more: 1 },
      { shareguard: "inject-core", request: {} },
    ],
    [
      { shareguard: "check-text", request: { text: "a", html: "", channel: "paste", place: { site: "forged" } } },
      { shareguard: "check-text", request: { text: "a", html: "", channel: "paste" } },
    ],
    [
      { shareguard: "warm-analyser", request: { policy: "forged" } },
      { shareguard: "warm-analyser", request: {} },
    ],
    [
      { shareguard: "decided", request: decided },
      { shareguard: "decided", request: decided },
    ],
  ];
  for (const [message, expected] of table) assert.deepEqual(readMessage(message), expected, JSON.stringify(message));
});

test("the reason that a person typed goes no further", () => {
  const message = readMessage({ shareguard: "decided", request: { ...decided, reason: "for Project X" } });
  assert.doesNotMatch(JSON.stringify(message), /Project X/);
});

test("anything else is no message", () => {
  const text = { text: "a", html: "", channel: "paste" };
  const table: unknown[] = [
    null,
    undefined,
    "arm",
    [],
    { shareguard: "arm" },
    { shareguard: "arm", request: null },
    { shareguard: "arm", request: { has: {} } },
    { shareguard: "arm", request: [] },
    { shareguard: "toString", request: {} },
    { shareguard: "check-text", request: {} },
    { shareguard: "check-text", request: { ...text, text: 1 } },
    { shareguard: "check-text", request: { ...text, html: undefined } },
    { shareguard: "check-text", request: { ...text, channel: "print" } },
    { shareguard: "check-text", request: { ...text, text: "a".repeat(64 * 1024 * 1024 + 1) } },
    { shareguard: "decided", request: { ...decided, outcome: "ignored" } },
    { shareguard: "decided", request: { ...decided, systems: "cn" } },
    { shareguard: "decided", request: { ...decided, systems: [1] } },
    { shareguard: "decided", request: { ...decided, systems: Array(65).fill("cn") } },
    { shareguard: "decided", request: { ...decided, systems: ["x".repeat(201)] } },
  ];
  for (const message of table) assert.equal(readMessage(message), null, JSON.stringify(message)?.slice(0, 200));
});

test("what can be shown is a verdict, and nothing else is", () => {
  assert.deepEqual(readVerdict(verdict), verdict);
  const table: unknown[] = [
    undefined,
    {},
    { ...verdict, action: "allow" },
    { ...verdict, findings: [{ quote: 1 }] },
    { ...verdict, findings: [{ ...verdict.findings[0], action: "hide" }] },
    { ...verdict, notices: [null] },
    { ...verdict, skimmed: [{ lines: "many" }] },
  ];
  for (const value of table) assert.equal(readVerdict(value), null, JSON.stringify(value));
});

test("an answer of a person is a clear yes or no, or none; until then they are being asked", () => {
  const table: [unknown, unknown][] = [
    ["asking", "asking"],
    ["yes", null],
    [{ share: false, reason: "x" }, { share: false }],
    [{ share: true }, { share: true }],
    [{ share: true, reason: "agreed", more: 1 }, { share: true }],
    [{ share: "true" }, null],
    [{}, null],
    [null, null],
    [undefined, null],
  ];
  for (const [value, expected] of table) assert.deepEqual(readSaidInTop(value), expected, JSON.stringify(value));
});

const submission = { channel: "drop", text: "", html: "", files: [{ name: "a/b.txt", content: file }] };

test("a submission with files is read, and holds only what is known of it", () => {
  const forged = { ...submission, place: "forged", policy: "{}", files: [{ name: "a/b.txt", content: file, item: 7 }] };
  assert.deepEqual(readFileSubmission(forged), submission);
  assert.deepEqual(readFileSubmission({ ...submission, files: [] }), { ...submission, files: [] });
});

test("anything else is no submission", () => {
  const [first] = submission.files;
  const table: unknown[] = [
    null,
    submission.files,
    { ...submission, channel: "print" },
    { ...submission, text: null },
    { ...submission, html: 1 },
    { ...submission, text: "a".repeat(64 * 1024 * 1024 + 1) },
    { ...submission, files: undefined },
    { ...submission, files: Array(20_001).fill(first) },
    { ...submission, files: [null] },
    { ...submission, files: [{ ...first, content: "text" }] },
    { ...submission, files: [{ ...first, content: { kind: "clean" } }] },
    { ...submission, files: [first, { ...first, name: "a".repeat(4097) }] },
  ];
  for (const value of table) assert.equal(readFileSubmission(value), null, JSON.stringify(value)?.slice(0, 80));
});
