/** As much of the browser's extension API as the background uses, kept in memory. */
import { readFile } from "node:fs/promises";

type Items = Record<string, unknown>;

export interface Browser {
  /** What an administrator pushed; an error is what reading it rejects with. */
  managed: Items | Error;
  /** What the extension keeps where content scripts reach it, too. */
  readonly local: Items;
  /** What it keeps in its database; null stands for one that cannot be opened. */
  kept: Items | null;
  /** Whether what is written there is taken back when it is to stay, as on a disk that is full. */
  isFull: boolean;
  /** Whether the file of the checker can be had. */
  hasChecker: boolean;
}

/** Puts a browser in place of the global `chrome`. Nothing of an earlier one remains. */
export async function installBrowser(): Promise<Browser> {
  const wasm = await readFile("build/web/shareguard_bg.wasm", "base64").catch(() => "");
  const browser: Browser = { managed: {}, local: {}, kept: {}, isFull: false, hasChecker: true };
  const heard: ((message: unknown, sender: { id: string; tab?: object }) => unknown)[] = [];
  const changed: ((changes: Record<string, { newValue: unknown }>) => void)[] = [];
  Object.assign(globalThis, {
    chrome: {
      i18n: { getMessage: (key: string) => (key === "locale" ? "en" : key) },
      runtime: {
        id: "self",
        onMessage: { addListener: (listener: (typeof heard)[number]) => void heard.push(listener) },
        async sendMessage(message: unknown, sender = { id: "self" }) {
          const answers = heard
            .map((listener) => listener(structuredClone(message), sender))
            .filter((answer) => answer !== undefined);
          if (heard.length === 0) throw new Error("Receiving end does not exist.");
          return structuredClone(await answers[0]);
        },
        getURL: () => `data:application/wasm;base64,${browser.hasChecker ? wasm : ""}`,
      },
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
            for (const listener of changed)
              listener(Object.fromEntries(Object.entries(items).map(([key, newValue]) => [key, { newValue }])));
          },
          onChanged: { addListener: (listener: (typeof changed)[number]) => void changed.push(listener) },
        },
      },
    },
  });
  current = browser;
  return browser;
}

/** The one that is in place. */
let current: Browser;

/**
 * As much of an IndexedDB as the background uses: one store, whose requests are answered later. A connection outlives
 * the tests that opened it.
 */
Object.assign(globalThis, { indexedDB: database() });

function database(): object {
  const request = (run: (kept: Items) => unknown) => {
    const made: { result?: unknown; error?: Error; onsuccess?: () => void; onerror?: () => void } = {};
    queueMicrotask(() => {
      if (current.kept === null) {
        made.error = new Error("the database is locked");
        return made.onerror?.();
      }
      made.result = run(current.kept);
      made.onsuccess?.();
    });
    return made;
  };
  const transaction = () => {
    const made: { error?: Error; objectStore?: object; oncomplete?: () => void; onabort?: () => void } = {};
    const put = (value: unknown, key: string) => {
      const isLost = current.kept === null || current.isFull;
      const asked = isLost ? request((kept) => kept) : request((kept) => (kept[key] = structuredClone(value)));
      // After the request was answered.
      setTimeout(() => {
        if (isLost) made.error = new Error("QuotaExceededError");
        (isLost ? made.onabort : made.oncomplete)?.();
      });
      return asked;
    };
    const get = (key: string) => request((kept) => structuredClone(kept[key]));
    return Object.assign(made, { objectStore: () => ({ get, put }) });
  };
  return { open: () => request(() => ({ transaction })) };
}
