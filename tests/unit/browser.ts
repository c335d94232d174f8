/** As much of the browser's extension API as the background uses, kept in memory. */
import { readFile } from "node:fs/promises";

type Items = Record<string, unknown>;

export interface Browser {
  /** What an administrator pushed; an error is what reading it rejects with. */
  managed: Items | Error;
  /** What the extension keeps. */
  readonly local: Items;
  /** Whether the file of the checker can be had. */
  hasChecker: boolean;
}

/** Puts a browser in place of the global `chrome`. Nothing of an earlier one remains. */
export async function installBrowser(): Promise<Browser> {
  const wasm = await readFile("build/web/shareguard_bg.wasm", "base64").catch(() => "");
  const browser: Browser = { managed: {}, local: {}, hasChecker: true };
  const changed: ((changes: Record<string, { newValue: unknown }>) => void)[] = [];
  Object.assign(globalThis, {
    chrome: {
      i18n: { getMessage: (key: string) => (key === "locale" ? "en" : key) },
      runtime: { id: "self", getURL: () => `data:application/wasm;base64,${browser.hasChecker ? wasm : ""}` },
      storage: {
        managed: {
          async get() {
            if (browser.managed instanceof Error) throw browser.managed;
            return structuredClone(browser.managed);
          },
        },
        local: {
          get: async (key: string) => (key in browser.local ? { [key]: structuredClone(browser.local[key]) } : {}),
          async set(items: Items) {
            Object.assign(browser.local, structuredClone(items));
            for (const listener of changed) listener(Object.fromEntries(Object.entries(items).map(([key, newValue]) => [key, { newValue }])));
          },
          onChanged: { addListener: (listener: (typeof changed)[number]) => void changed.push(listener) },
        },
      },
    },
  });
  return browser;
}
