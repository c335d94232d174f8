/** As much of the browser's extension API as the background uses, kept in memory. */
import { readFile } from "node:fs/promises";

type Items = Record<string, unknown>;

export interface Browser {
  /** What an administrator pushed; an error is what reading it rejects with. */
  managed: Items | Error;
  /** What the extension keeps. */
  readonly local: Items;
}

/** Puts a browser in place of the global `chrome`. Nothing of an earlier one remains. */
export async function installBrowser(): Promise<Browser> {
  const wasm = await readFile("build/web/shareguard_bg.wasm", "base64").catch(() => "");
  const browser: Browser = { managed: {}, local: {} };
  const noEvent = { addListener() {} };
  Object.assign(globalThis, {
    chrome: {
      i18n: { getMessage: (key: string) => (key === "locale" ? "en" : key) },
      runtime: { id: "self", getURL: () => `data:application/wasm;base64,${wasm}` },
      storage: {
        managed: {
          async get() {
            if (browser.managed instanceof Error) throw browser.managed;
            return structuredClone(browser.managed);
          },
        },
        local: {
          get: async (key: string) => (key in browser.local ? { [key]: structuredClone(browser.local[key]) } : {}),
          set: async (items: Items) => void Object.assign(browser.local, structuredClone(items)),
          onChanged: noEvent,
        },
      },
    },
  });
  return browser;
}
