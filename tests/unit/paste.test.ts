import assert from "node:assert/strict";
import { test } from "node:test";
import { createAgain } from "../../extension/src/content/again";
import { watchPaste } from "../../extension/src/content/channels/paste";
import type { DeliveryAids } from "../../extension/src/content/delivery-aids";
import type { Judge } from "../../extension/src/content/judge";
import type { Notice } from "../../extension/src/warning/notice";

/** What a word processor puts on the clipboard: its own formats, perhaps of megabytes, beside the text. */
const CLIPBOARD: Readonly<Record<string, string>> = {
  "text/plain": "Minutes",
  "text/html": "<p>Minutes</p>",
  "text/rtf": "{\\rtf1 Minutes}",
};

test("of a clean paste nothing is read but its text and its HTML, and the event is not touched", () => {
  const read: string[] = [];
  const clipboardData = {
    types: Object.keys(CLIPBOARD),
    files: [],
    getData(type: string) {
      read.push(type);
      return CLIPBOARD[type] ?? "";
    },
  };
  const touched = () => assert.fail("the event is touched");
  const event = {
    isTrusted: true,
    clipboardData,
    preventDefault: touched,
    stopPropagation: touched,
    stopImmediatePropagation: touched,
  };
  const judge: Partial<Judge> = { isGuarding: () => true, judge: () => "clean" };
  const listen = (_kinds: unknown, listener: (paste: never) => void) => listener(event as never);
  watchPaste(listen, judge as Judge, () => assert.fail("it is held"), createAgain({} as Notice), {} as DeliveryAids);
  assert.deepEqual(read, ["text/plain", "text/html"]);
});
