import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import english from "../../extension/_locales/en/messages.json";
import chinese from "../../extension/_locales/zh_CN/messages.json";
import { sentenceFor } from "../../extension/src/warning/evidence";
import { createBrowserMessages, translateBy } from "../../extension/src/warning/strings";

const languages: [string, Record<string, { message: string }>][] = [
  ["en", english],
  ["zh_CN", chinese],
];

test("each reason that the core knows has a sentence in each language, and no sentence is left over", async () => {
  const source = await readFile("src/detect/cue.rs", "utf8");
  const cues = [...source.matchAll(/=> \("([a-z_]+)", -?[0-9.]+\)/g)].map((match) => match[1] ?? "");
  assert.ok(cues.length > 30, `only ${cues.length} cues found in cue.rs`);
  for (const [language, messages] of languages) {
    const sentences = Object.keys(messages).filter((key) => key.startsWith("warning_cue_"));
    assert.deepEqual(sentences.sort(), cues.map((cue) => `warning_cue_${cue}`).sort(), language);
  }
});

test("what is not checked is said for each kind of notice", async () => {
  const source = await readFile("src/verdict.rs", "utf8");
  const body = /pub enum NoticeKind \{(.*?)\n\}/s.exec(source)?.[1] ?? "";
  const kinds = [...body.matchAll(/^ {4}([A-Z]\w+),/gm)].map((match) => match[1] ?? "");
  assert.ok(kinds.length >= 7, `only ${kinds.join()} found in verdict.rs`);
  for (const kind of kinds) {
    const key = `warning_notice_${kind.replace(/(?<=.)[A-Z]/g, "_$&").toLowerCase()}`;
    for (const [language, messages] of languages) assert.ok(messages[key]?.message, `${language}: ${key}`);
  }
});

test("a reason without a sentence appears under its own name", () => {
  assert.equal(sentenceFor("seen_by_the_moon", translateBy(english)), "seen by the moon");
});

test("values stand where the message wants them, and are not taken for placeholders themselves", () => {
  const translate = translateBy({ warning_contact: { message: "a $2 b $1 c" } });
  assert.equal(translate("warning_contact", "$2", "two"), "a two b $2 c");
});

test("messages of the browser stay after the extension was reloaded under the page", () => {
  let isGone = false;
  const getMessage = (key: string, values: readonly string[]) => {
    if (isGone) throw new Error("Extension context invalidated.");
    return key === "warning_line" ? `Zeile ${values[0]}` : key;
  };
  const runtime = {
    get id() {
      return isGone ? undefined : "self";
    },
  };
  Object.assign(globalThis, { chrome: { i18n: { getMessage }, runtime } });

  const used = createBrowserMessages();
  used.remember();
  const unused = createBrowserMessages();
  isGone = true;
  assert.equal(used.translate("warning_line", "7"), "Zeile 7");
  assert.equal(unused.translate("warning_line", "7"), "line 7", "English, where nothing was fetched in time");
});
