/** What the interface says, in the person's language. */
import fallback from "shareguard-fallback";
import type messages from "../../_locales/en/messages.json";
import { isOrphaned } from "../shared/orphaned";

/** Names of messages. Cues come from the core, which may know more of them than the translators do. */
export type MessageKey = keyof typeof messages | `warning_cue_${string}`;

/**
 * Says it in the person's language; `$1`, `$2` … in the message are replaced by `values`.
 * Empty where there is no such message, as `chrome.i18n.getMessage` has it.
 */
export type Translate = (key: MessageKey, ...values: string[]) => string;

/** By the browser, in the extension. */
export const translateByBrowser: Translate = (key, ...values) => chrome.i18n.getMessage(key, values);

/** By a messages file, where there is no extension around. */
export function translateBy(file: Readonly<Record<string, { readonly message: string }>>): Translate {
  return (key, ...values) => fill(file[key]?.message ?? "", values);
}

/** By the browser, as long as the extension is there, and on after it was reloaded under the page. */
export interface BrowserMessages {
  readonly translate: Translate;
  /** Fetches all messages of the warning, before it may be too late. */
  readonly remember: () => void;
}

export function createBrowserMessages(): BrowserMessages {
  const remembered = new Map<string, string>();
  const english: Translate = (key, ...values) => fill(fallback[key] ?? "", values);
  return {
    remember() {
      if (remembered.size > 0) return;
      // Each placeholder stands for itself, and is filled later.
      for (const key of Object.keys(fallback)) remembered.set(key, chrome.i18n.getMessage(key, ["$1", "$2", "$3"]));
    },
    translate(key, ...values) {
      const message = remembered.get(key);
      if (message !== undefined) return fill(message, values);
      // Reloaded under the page: then the browser answers nothing any more, and reasons appear under their own names.
      return isOrphaned() ? english(key, ...values) : chrome.i18n.getMessage(key, values);
    },
  };
}

function fill(message: string, values: readonly string[]): string {
  return message.replace(/\$(\d)/g, (_, place: string) => values[Number(place) - 1] ?? "");
}
