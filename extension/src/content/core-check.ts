/** Speaks with the in-page core: numbers and bytes go in, verdicts come out. */
import type { Channel, Locale, Verdict } from "shareguard";
import type { CoreExports } from "./core";
import type { Submission } from "./judge";

/** Judges text at once. Throws when the core broke; then it must not be used again. */
export type Check = (submission: Submission) => Verdict | "clean";

/** Numbers of the channels and locales, as `src/inpage/mod.rs` has them. */
const CHANNELS = { paste: 0, drop: 1, attach: 2, send: 3 } as const satisfies Record<Channel, number>;
const LOCALES = { en: 0, zh_CN: 1 } as const satisfies Record<Locale, number>;

/** Gives the core its policy, which is compiled for this place. Throws when the core does not take it. */
export function armCore(core: CoreExports, { policy, locale }: { policy: Uint8Array; locale: Locale }): Check {
  // Asked before the buffer is taken: asking may grow the memory, and the old buffer is then no longer its.
  const address = roomIn(core, policy.length);
  new Uint8Array(core.memory.buffer, address).set(policy);
  const refused = core.arm(policy.length, LOCALES[locale]);
  if (refused !== 0) throw new Error(`the core refuses the policy: ${refused}`);
  return (submission) => check(core, submission);
}

/** Where so many bytes have room. Throws where the core takes no more. */
function roomIn(core: CoreExports, capacity: number): number {
  const address = core.input(capacity);
  if (address === 0) throw new Error(`the core has no room for ${capacity} bytes`);
  return address;
}

/** The most bytes that one UTF-16 code unit takes in UTF-8. */
const BYTES_PER_UTF16 = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function check(core: CoreExports, { text, html, channel }: Submission): Verdict | "clean" {
  // A longer text is cut by `encodeInto`; the core sees that something is missing and says so.
  const room = (format: string) => Math.min(format.length * BYTES_PER_UTF16, core.format_bytes());
  const address = roomIn(core, room(text) + room(html));
  // Views are made anew each time: the memory may have grown. Lone surrogates become U+FFFD, which is also one UTF-16
  // code unit, so that spans stay right.
  const { written: textLength } = encoder.encodeInto(text, new Uint8Array(core.memory.buffer, address, room(text)));
  const { written: htmlLength } = encoder.encodeInto(
    html,
    new Uint8Array(core.memory.buffer, address + textLength, room(html)),
  );
  const answerLength = core.check(textLength, htmlLength, CHANNELS[channel]);
  if (answerLength === 0) return "clean";
  if (answerLength < 0) throw new Error(`the core refuses the text: ${answerLength}`);
  return JSON.parse(decoder.decode(new Uint8Array(core.memory.buffer, core.answer(), answerLength)));
}
