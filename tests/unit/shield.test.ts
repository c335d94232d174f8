import assert from "node:assert/strict";
import { test } from "node:test";
import { shield } from "../../extension/src/warning/shield";
import type { Dialog } from "../../extension/src/warning/dialog";
import type { Notice } from "../../extension/src/warning/notice";

for (const { name, cancels, ...key } of [
  { name: "Escape", key: "Escape", cancels: true },
  {
    name: "Escape by which an input method sends its candidates away",
    key: "Escape",
    isComposing: true,
    cancels: false,
  },
  { name: "the same, as browsers say it that end the composition first", key: "Escape", keyCode: 229, cancels: false },
  { name: "another key", key: "a", cancels: false },
  { name: "a key that a page makes", key: "Escape", isTrusted: false, cancels: false },
])
  test(`${name} ${cancels ? "cancels" : "does not cancel"} a check, and the page hears of it ${cancels ? "not" : ""}`, () => {
    const heard: string[] = [];
    const event = {
      type: "keydown",
      isTrusted: true,
      isComposing: false,
      keyCode: 27,
      preventDefault: () => void heard.push("prevented"),
      stopImmediatePropagation: () => void heard.push("stopped"),
      ...key,
    };
    const listen = (kinds: readonly string[], listener: (event: never) => void) => {
      if (kinds.includes("keydown")) listener(event as never);
    };
    const owns = () => false;
    shield(
      listen,
      { owns } as Partial<Dialog> as Dialog,
      {
        owns,
        cancelShown: () => (heard.push("cancelled"), true),
      } as Partial<Notice> as Notice,
    );
    assert.deepEqual(heard, cancels ? ["cancelled", "prevented", "stopped"] : []);
  });
