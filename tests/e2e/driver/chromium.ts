/** Debian's Chromium, driven by playwright-core. */
import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createHash, randomBytes } from "node:crypto";
import {
  chromium,
  type BrowserContext,
  type CDPSession,
  type Frame as PlaywrightFrame,
  type Page,
} from "playwright-core";
import { STARTING_MS, closesInTime } from "./bounded";
import {
  PATIENCE,
  holdKey,
  rootWith,
  shift,
  sourceOf,
  type Browser,
  type ClosedRoot,
  type Dragged,
  type Frame,
  type Key,
  type Options,
  type Point,
  type Tab,
} from "./driver";
import { writeChromiumPolicy } from "./managed-policy";
import { copyUnderOwnId } from "./own-id";
import { untilGuarded } from "./reloaded";

const PROGRAM = "/usr/bin/chromium";

export async function startChromium(options: Options): Promise<Browser> {
  const profile = await mkdtemp(path.join(os.tmpdir(), "shareguard-chromium-"));
  // Without it Chromium disables an unpacked extension as soon as that is loaded anew.
  await mkdir(path.join(profile, "Default"));
  await writeFile(
    path.join(profile, "Default", "Preferences"),
    JSON.stringify({ extensions: { ui: { developer_mode: true } } }),
  );
  let { extension } = options;
  if (extension !== undefined && options.managed !== undefined) {
    const copy = path.join(profile, "extension");
    // The key may be anything: it is only hashed.
    await copyUnderOwnId(extension, copy, await keyOf(extension), randomBytes(32).toString("base64"));
    extension = copy;
  }
  const id = extension === undefined ? "none" : await extensionId(extension);
  const removePolicy = options.managed === undefined ? null : await writeChromiumPolicy(id, options.managed);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM,
    headless: false,
    timeout: STARTING_MS,
    viewport: { width: 1000, height: 750 },
    args: [
      ...(options.headed === true ? [] : ["--headless=new"]),
      ...(extension === undefined ? [] : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]),
      ...(options.locale === undefined ? [] : [`--lang=${options.locale}`]),
      ...(options.proxy === undefined
        ? []
        : [`--proxy-server=http://${options.proxy}`, "--proxy-bypass-list=<-loopback>"]),
    ],
    // The interface language of Chromium on Linux is the environment's.
    env: {
      ...process.env,
      ...(options.display === undefined ? {} : { DISPLAY: options.display }),
      LANGUAGE: options.locale === "zh-CN" ? "zh_CN" : "en",
    },
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const wrap = (page: Page) => new ChromiumTab(page, context);
  const openExtensionPage = async (name: string) => {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${id}/${name}`);
    return wrap(page);
  };
  return {
    kind: "chromium",
    extensionId: id,
    extensionRoot: `chrome-extension://${id}`,
    closed: new Promise((resolve) => context.on("close", () => resolve())),
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return wrap(page);
    },
    openExtensionPage,
    async reloadExtension() {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/options.html`);
      // The page goes with the extension that it belongs to.
      const gone = page.waitForEvent("close");
      // The old one may still be listed when the page has gone.
      const back = context.waitForEvent("serviceworker", { timeout: PATIENCE });
      await page.evaluate("setTimeout(() => chrome.runtime.reload())");
      await Promise.all([gone, back]);
      await untilGuarded(() => openExtensionPage("options.html"));
    },
    async removeExtension() {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/options.html`);
      const gone = page.waitForEvent("close");
      await page.evaluate("setTimeout(() => chrome.management.uninstallSelf())");
      await gone;
      return true;
    },
    async endBackground() {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/options.html`);
      const session = await context.newCDPSession(page);
      await session.send("ServiceWorker.enable");
      await session.send("ServiceWorker.stopAllWorkers");
      await page.close();
    },
    async withholdSites() {
      const page = await context.newPage();
      await page.goto("chrome://extensions");
      // What the page itself calls when somebody chooses "on click".
      await page.evaluate(
        `chrome.developerPrivate.updateExtensionConfiguration({ extensionId: ${JSON.stringify(id)}, hostAccess: "ON_CLICK" })`,
      );
      await page.close();
    },
    async close() {
      if (!(await closesInTime(context.close()))) await kill(profile);
      await removePolicy?.();
      // Its last processes may still be writing.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Ends all processes of the Chromium that has this profile, in which stands the number of the first one. */
async function kill(profile: string): Promise<void> {
  const lock = await readlink(path.join(profile, "SingletonLock"));
  process.kill(-Number(lock.slice(lock.lastIndexOf("-") + 1)), "SIGKILL");
}

/** As Chromium derives it from the public key in the manifest: half a SHA-256, in letters from a to p. */
async function extensionId(folder: string): Promise<string> {
  const digest = createHash("sha256")
    .update(Buffer.from(await keyOf(folder), "base64"))
    .digest("hex")
    .slice(0, 32);
  return digest.replace(/./g, (digit) => "abcdefghijklmnop".charAt(Number.parseInt(digit, 16)));
}

/** The public key in the manifest, in base64. */
async function keyOf(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path.join(folder, "manifest.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("key" in manifest) || typeof manifest.key !== "string") {
    throw new Error(`${folder}/manifest.json has no key`);
  }
  return manifest.key;
}

class ChromiumFrame implements Frame {
  constructor(protected readonly frame: PlaywrightFrame) {}

  evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R> {
    // Playwright types arguments that may hold handles; ours are plain data, and travel as such.
    return this.frame.evaluate<R>(sourceOf(run, argument));
  }

  async child(selector: string): Promise<Frame> {
    const element = await this.frame.waitForSelector(selector, { state: "attached" });
    const frame = await element.contentFrame();
    if (frame === null) throw new Error(`${selector} is not a frame`);
    await frame.waitForLoadState("domcontentloaded");
    return new ChromiumFrame(frame);
  }

  async pointOf(selector: string): Promise<Point> {
    const box = await (await this.frame.waitForSelector(selector)).boundingBox();
    if (box === null) throw new Error(`${selector} is not visible`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}

/** The part of CDP's DOM.Node that is used here. */
interface Node {
  readonly nodeId: number;
  readonly nodeName: string;
  readonly children?: readonly Node[];
  readonly shadowRoots?: readonly Node[];
  readonly contentDocument?: Node;
}

class ChromiumTab extends ChromiumFrame implements Tab {
  private readonly sessions = new Map<PlaywrightFrame, CDPSession>();

  constructor(
    private readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    super(page.mainFrame());
  }

  press(...keys: readonly Key[]): Promise<void> {
    return this.page.keyboard.press(keys.join("+"));
  }

  hold(key: Key, done: () => Promise<boolean>): Promise<void> {
    return holdKey(this.page.keyboard, key, done);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  click({ x, y }: Point): Promise<void> {
    return this.page.mouse.click(x, y);
  }

  async tap(point: Point): Promise<void> {
    const session = await this.context.newCDPSession(this.page);
    await session.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await session.detach();
  }

  async compose(text: string): Promise<void> {
    const session = await this.context.newCDPSession(this.page);
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await session.detach();
  }

  async takeComposed(): Promise<void> {
    await this.press("Enter");
    // The key alone does not end what the driver composes; an input method would.
    const session = await this.context.newCDPSession(this.page);
    await session.send("Input.insertText", { text: "" });
    await session.detach();
  }

  async choose(open: () => Promise<void>, files: readonly string[]): Promise<void> {
    // Playwright waits until the input has told the page of a folder, which is what is held here.
    const session = await this.context.newCDPSession(this.page);
    const opened = new Promise<number>((resolve, reject) => {
      // Without an input where the page asked for handles of files.
      session.once("Page.fileChooserOpened", ({ backendNodeId: input }) =>
        input === undefined ? reject(new Error("no input")) : resolve(input),
      );
      // Node ends without waiting for it.
      setTimeout(reject, PATIENCE, new Error("no file picker was opened")).unref();
    });
    await session.send("Page.enable");
    await session.send("Page.setInterceptFileChooserDialog", { enabled: true });
    const [backendNodeId] = await Promise.all([opened, open()]);
    await session.send("DOM.setFileInputFiles", { files: [...files], backendNodeId });
    await session.send("Page.setInterceptFileChooserDialog", { enabled: false });
    await session.detach();
  }

  async drop({ x, y }: Point, { text, files }: Dragged): Promise<void> {
    const session = await this.context.newCDPSession(this.page);
    const items = text === undefined ? [] : [{ mimeType: "text/plain", data: text }];
    // Every operation is allowed: the page chooses.
    const data = { items, files: [...(files ?? [])], dragOperationsMask: 1 | 2 | 16 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await session.send("Input.dispatchDragEvent", { type, x, y, data });
    await session.detach();
  }

  activate(): Promise<void> {
    return this.page.bringToFront();
  }

  async go(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async goWith(url: string, script: string): Promise<void> {
    await this.page.addInitScript(script);
    await this.page.goto(url);
  }

  async screenshot(file: `${string}.png`): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  async memory(): Promise<number> {
    const session = await this.context.newCDPSession(this.page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize + backingStorageSize;
  }

  close(): Promise<void> {
    return this.page.close();
  }

  findDialog(): Promise<ClosedRoot | null> {
    return this.findOurs("dialog");
  }

  findOurs(selector: string): Promise<ClosedRoot | null> {
    return rootWith(selector, this.roots());
  }

  /** The closed roots of hosts below the root elements of all frames. */
  private async *roots(): AsyncGenerator<ClosedRoot> {
    for (const frame of this.page.frames()) {
      const session = await this.sessionOf(frame);
      if (session === null) continue;
      const { root: tree } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
      for (const found of rootsOfHosts(tree)) {
        const objectId = await resolve(session, found.nodeId);
        if (objectId !== null) yield new ChromiumRoot(session, objectId, frame);
      }
    }
  }

  /** A session for a frame with a process of its own; the others are part of the tree of the frame around them. */
  private async sessionOf(frame: PlaywrightFrame): Promise<CDPSession | null> {
    const known = this.sessions.get(frame);
    if (known !== undefined) return known;
    try {
      const session = await this.context.newCDPSession(frame === this.page.mainFrame() ? this.page : frame);
      this.sessions.set(frame, session);
      return session;
    } catch (error) {
      if (error instanceof Error && /separate CDP session/.test(error.message)) return null;
      throw error;
    }
  }
}

/** The object behind a node; null when the page has removed it since the tree was read. */
async function resolve(session: CDPSession, nodeId: number): Promise<string | null> {
  try {
    const { object } = await session.send("DOM.resolveNode", { nodeId });
    return object.objectId ?? null;
  } catch (error) {
    if (error instanceof Error && error.message.includes("No node with given id")) return null;
    throw error;
  }
}

/** Shadow roots of the children of each root element in this tree. */
function* rootsOfHosts(node: Node): Generator<Node> {
  if (node.nodeName === "HTML") {
    for (const child of node.children ?? []) yield* child.shadowRoots ?? [];
  }
  for (const child of node.children ?? []) yield* rootsOfHosts(child);
  for (const child of node.shadowRoots ?? []) yield* rootsOfHosts(child);
  if (node.contentDocument !== undefined) yield* rootsOfHosts(node.contentDocument);
}

class ChromiumRoot implements ClosedRoot {
  constructor(
    private readonly session: CDPSession,
    private readonly objectId: string,
    private readonly frame: PlaywrightFrame,
  ) {}

  async evaluate<R, A>(run: (root: ShadowRoot, argument: A) => R, argument: A): Promise<R> {
    const { result, exceptionDetails } = await this.session.send("Runtime.callFunctionOn", {
      objectId: this.objectId,
      functionDeclaration: `function () { return (${run.toString()})(this, ${JSON.stringify(argument)}); }`,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async pointOf(selector: string): Promise<Point> {
    const { result } = await this.session.send("Runtime.callFunctionOn", {
      objectId: this.objectId,
      functionDeclaration: `function () { return this.querySelector(${JSON.stringify(selector)}); }`,
    });
    if (result.objectId === undefined) throw new Error(`the warning has no ${selector}`);
    await this.session.send("DOM.scrollIntoViewIfNeeded", { objectId: result.objectId });
    // Relative to the viewport of the outermost frame in this process.
    const { quads } = await this.session.send("DOM.getContentQuads", { objectId: result.objectId });
    const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = quads[0] ?? [];
    const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
    if (this.frame.parentFrame() === null) return middle;
    const box = await (await this.frame.frameElement()).boundingBox();
    return box === null ? middle : shift(middle, box);
  }
}
