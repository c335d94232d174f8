/** What the interface says, in the person's language. */
import messages from "../../_locales/en/messages.json";

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
  const english = translateBy(messages);
  return {
    remember() {
      if (remembered.size > 0) return;
      for (const key of Object.keys(messages)) {
        // Each placeholder stands for itself, and is filled later.
        if (key.startsWith("warning_") || key === "language_tag") remembered.set(key, chrome.i18n.getMessage(key, ["$1", "$2"]));
      }
    },
    translate(key, ...values) {
      // Reloaded before this frame was ever used: then the browser answers nothing any more.
      if (remembered.size === 0) return english(key, ...values);
      return fill(remembered.get(key) ?? "", values);
    },
  };
}

function fill(message: string, values: readonly string[]): string {
  return message.replace(/\$(\d)/g, (_, place: string) => values[Number(place) - 1] ?? "");
}
