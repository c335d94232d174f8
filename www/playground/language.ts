/** The language of the page: the person's choice on this visit, else the browser's. */
import type { Locale } from "shareguard";
import english from "../../extension/_locales/en/messages.json";
import chinese from "../../extension/_locales/zh_CN/messages.json";
import { translateBy, type Translate } from "../../extension/src/warning/strings";
import { STRINGS, type StringKey, type Strings } from "./strings";

const TRANSLATE: Readonly<Record<Locale, Translate>> = { en: translateBy(english), zh_CN: translateBy(chinese) };

export interface Language {
  readonly locale: () => Locale;
  readonly strings: () => Strings;
  readonly translate: Translate;
  /** Calls `show` now, and whenever the person chooses another language. */
  readonly onChange: (show: () => void) => void;
}

/** Puts the page into the person's language, and lets them choose another. */
export function createLanguage(): Language {
  let locale: Locale = navigator.language.startsWith("zh") ? "zh_CN" : "en";
  const listeners: (() => void)[] = [];
  const buttons = [...document.querySelectorAll<HTMLElement>("[data-language]")];

  const show = () => {
    document.documentElement.lang = locale === "zh_CN" ? "zh-CN" : "en";
    document.title = STRINGS[locale].title;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset["language"] === locale));
    put("text", (target, text) => target.replaceChildren(text));
    put("label", (target, text) => target.setAttribute("aria-label", text));
    put("placeholder", (target, text) => target.setAttribute("placeholder", text));
    for (const listener of listeners) listener();
  };
  const put = (attribute: string, how: (target: HTMLElement, text: string) => void) => {
    for (const target of document.querySelectorAll<HTMLElement>(`[data-${attribute}]`)) {
      const key = target.dataset[attribute] ?? "";
      if (isString(key)) how(target, STRINGS[locale][key]);
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      locale = button.dataset["language"] === "zh_CN" ? "zh_CN" : "en";
      show();
    });
  }
  show();
  return {
    locale: () => locale,
    strings: () => STRINGS[locale],
    translate: (key, ...values) => TRANSLATE[locale](key, ...values),
    onChange(listener) {
      listeners.push(listener);
      listener();
    },
  };
}

function isString(key: string): key is StringKey {
  return Object.hasOwn(STRINGS.en, key);
}
