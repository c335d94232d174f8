/**
 * What WebDriver has no command for, done by Firefox's own code, as Mozilla's tests do it: ending a background, loading
 * an extension anew, input methods, drags from other programs. `--remote-allow-system-access` opens the way.
 */
import type { Browser as PuppeteerBrowser } from "puppeteer-core";
import { read, send } from "./bidi";
import { sourceOf, type Dragged, type Point } from "./driver";

/** As much as is used of what Firefox's code finds in its windows and in the processes of pages. */
declare const WebExtensionPolicy: {
  getByID(id: string): { extension: { terminateBackground(options: object): Promise<void> } };
};
declare const AddonManager: { getAddonByID(id: string): Promise<{ reload(): Promise<void> }> };
declare const gBrowser: {
  selectedBrowser: { messageManager: MessageManager; browsingContext: { currentWindowGlobal: { osPid: number } } };
};
declare const ChromeUtils: { requestProcInfo(): Promise<{ children: readonly { pid: number; memory: number }[] }> };
interface MessageManager {
  addMessageListener(name: string, listener: (message: { data: unknown }) => void): void;
  removeMessageListener(name: string, listener: (message: { data: unknown }) => void): void;
  loadFrameScript(url: string, late: boolean): void;
}
declare const Cc: Record<
  string,
  {
    createInstance(type: unknown): InputProcessor;
    getService(type: unknown): { minimizeMemoryUsage(done: () => void): void };
  }
>;
declare const Ci: Record<string, unknown>;
declare const Cu: {
  Sandbox(principal: unknown, options: object): Record<string, unknown>;
  cloneInto(value: unknown, scope: object): unknown;
  evalInSandbox(source: string, sandbox: object): DataTransfer;
};
declare const content: Window &
  typeof globalThis & {
    windowUtils: { dispatchDOMEventViaPresShellForTesting(target: EventTarget, event: Event): void };
  };
declare global {
  /** Kept in the scope of our own scripts: the page's takes no such object. */
  var inputProcessor: InputProcessor | undefined;
}
interface InputProcessor {
  readonly ATTR_RAW_CLAUSE: number;
  beginInputTransactionForTests(window: unknown): boolean;
  setPendingCompositionString(text: string): void;
  appendClauseToPendingComposition(length: number, attribute: number): void;
  setCaretInPendingComposition(offset: number): void;
  flushPendingComposition(): boolean;
  keydown(event: KeyboardEvent): number;
  keyup(event: KeyboardEvent): boolean;
  commitComposition(): void;
}

/** Ends the background of an extension as Firefox does when it is idle, whatever it is at. */
export async function endBackground(browser: PuppeteerBrowser, extension: string): Promise<void> {
  await inWindow(
    browser,
    (id: string) =>
      WebExtensionPolicy.getByID(id).extension.terminateBackground({
        ignoreDevToolsAttached: true,
        disableResetIdleForTest: true,
      }),
    extension,
  );
}

/** Loads an extension anew, and resolves when it has started. */
export async function reloadExtension(browser: PuppeteerBrowser, extension: string): Promise<void> {
  await inWindow(browser, async (id: string) => (await AddonManager.getAddonByID(id)).reload(), extension);
}

/** Begins a word with an input method in the tab in front, and leaves it unfinished. */
export async function compose(browser: PuppeteerBrowser, text: string): Promise<void> {
  await inPage(
    browser,
    (word: string) => {
      const processor = Cc["@mozilla.org/text-input-processor;1"]?.createInstance(Ci["nsITextInputProcessor"]);
      if (processor?.beginInputTransactionForTests(content) !== true) throw new Error("no input method");
      processor.setPendingCompositionString(word);
      processor.appendClauseToPendingComposition(word.length, processor.ATTR_RAW_CLAUSE);
      processor.setCaretInPendingComposition(word.length);
      processor.flushPendingComposition();
      globalThis.inputProcessor = processor;
    },
    text,
  );
}

/** Enter, by which the input method takes the word. */
export async function takeComposed(browser: PuppeteerBrowser): Promise<void> {
  await inPage(
    browser,
    () => {
      const enter = new content.KeyboardEvent("", { key: "Enter", code: "Enter", keyCode: 13 });
      globalThis.inputProcessor?.keydown(enter);
      globalThis.inputProcessor?.commitComposition();
      globalThis.inputProcessor?.keyup(enter);
    },
    null,
  );
}

/** Drops text or files in the tab in front: trusted events, without a drag of the system. Files only, no folders. */
export async function drop(browser: PuppeteerBrowser, point: Point, what: Dragged): Promise<void> {
  await inPage(
    browser,
    async ({ x, y, text, files }: Point & Dragged) => {
      // Made with the page's rights: what Firefox's own code puts in, no page may take out.
      const sandbox = Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
      const firefoxFile: unknown = Reflect.get(File, "createFromFileName");
      if (typeof firefoxFile !== "function") throw new Error("no files by name");
      sandbox["text"] = text ?? null;
      sandbox["files"] = Cu.cloneInto(
        await Promise.all((files ?? []).map((file) => firefoxFile.call(File, file))),
        sandbox,
      );
      const source =
        "const transfer = new DataTransfer(); if (text !== null) transfer.setData('text/plain', text); for (const file of files) transfer.items.add(file); transfer";
      const dataTransfer = Cu.evalInSandbox(source, sandbox);
      for (const type of ["dragenter", "dragover", "drop"]) {
        const target = content.document.elementFromPoint(x, y);
        if (target === null) throw new Error("nothing is there");
        content.windowUtils.dispatchDOMEventViaPresShellForTesting(
          target,
          new content.DragEvent(type, {
            bubbles: true,
            cancelable: true,
            composed: true,
            clientX: x,
            clientY: y,
            dataTransfer,
          }),
        );
      }
    },
    { ...point, ...what },
  );
}

/** Memory of the process of the tab in front after everything that can be freed was, in bytes. */
export async function memoryOfPage(browser: PuppeteerBrowser): Promise<number> {
  await inPage(
    browser,
    () =>
      new Promise<void>((resolve) =>
        Cc["@mozilla.org/memory-reporter-manager;1"]
          ?.getService(Ci["nsIMemoryReporterManager"])
          .minimizeMemoryUsage(() => resolve()),
      ),
    null,
  );
  const memory = await inWindow(
    browser,
    async () => {
      const { osPid } = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
      const { children } = await ChromeUtils.requestProcInfo();
      return children.find(({ pid }) => pid === osPid)?.memory ?? null;
    },
    null,
  );
  if (typeof memory !== "number") throw new Error("the process of the tab is not known");
  return memory;
}

/**
 * Runs a function in the process of the tab in front, with Firefox's rights. It is sent as source and sees only its
 * argument.
 */
async function inPage<A>(browser: PuppeteerBrowser, run: (argument: A) => unknown, argument: A): Promise<void> {
  const source = `(async () => { try { await ${sourceOf(run, argument)}; sendAsyncMessage("shareguard:done", null); } catch (error) { sendAsyncMessage("shareguard:done", String(error)); } })()`;
  const failure = await inWindow(
    browser,
    (script: string) =>
      new Promise((resolve) => {
        const { messageManager } = gBrowser.selectedBrowser;
        const onDone = ({ data }: { data: unknown }) => {
          messageManager.removeMessageListener("shareguard:done", onDone);
          resolve(data);
        };
        messageManager.addMessageListener("shareguard:done", onDone);
        messageManager.loadFrameScript(
          `data:application/javascript;charset=utf-8,${encodeURIComponent(script)}`,
          false,
        );
      }),
    source,
  );
  if (failure !== null) throw new Error(`inside Firefox: ${String(failure)}`);
}

/** Runs a function in the window of the browser itself. The answer is a text, a number or null. */
async function inWindow<A>(browser: PuppeteerBrowser, run: (argument: A) => unknown, argument: A): Promise<unknown> {
  const tree = await send(browser, "browsingContext.getTree", { "moz:scope": "chrome" });
  const answer = await send(browser, "script.evaluate", {
    expression: sourceOf(run, argument),
    target: { context: read(tree, "result", "contexts", "0", "context") },
    awaitPromise: true,
  });
  if (read(answer, "result", "type") !== "success") throw new Error(`inside Firefox: ${JSON.stringify(answer)}`);
  return read(answer, "result", "result", "value") ?? null;
}
