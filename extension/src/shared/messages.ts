/** What people read, from `_locales`. */
import type { Locale } from "shareguard";
import type en from "../../_locales/en/messages.json";

export type MessageKey = keyof typeof en;

/** The message in the browser's language, `$1`… replaced in order. */
export function text(key: MessageKey, ...replacements: readonly (string | number)[]): string {
  return chrome.i18n.getMessage(key, replacements.map(String));
}

/** The language that `text` answers in, so that what Rust says is in the same. */
export function locale(): Locale {
  return text("locale") === "zh_CN" ? "zh_CN" : "en";
}
