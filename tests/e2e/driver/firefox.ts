/** Debian's Firefox ESR, driven by puppeteer-core over WebDriver BiDi. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import puppeteer, { type Browser as PuppeteerBrowser, type Frame as PuppeteerFrame, type Page } from "puppeteer-core";
import { read, send } from "./bidi";
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
import { compose, drop, endBackground, memoryOfPage, reloadExtension, takeComposed } from "./firefox-inside";
import { writeFirefoxPolicy, writeManagedStorageManifest } from "./managed-policy";
import { copyUnderOwnId } from "./own-id";
import { untilGuarded } from "./reloaded";

const PROGRAM = "/usr/bin/firefox-esr";

/** As in the manifest. */
const SHIPPED_ID = "shareguard@shareguard";
/** Firefox makes one up for each profile, unless the profile has it already. */
const EXTENSION_UUID = "5ba9ea0d-6e1f-4c05-8a27-51a9e6a2d001";

export async function startFirefox(options: Options): Promise<Browser> {
  const home = await mkdtemp(path.join(os.tmpdir(), "shareguard-firefox-"));
  let [extension, id] = [options.extension, SHIPPED_ID];
  let removePolicy = async () => {};
  if (options.managed !== undefined && options.asAdministrator !== true) {
    // A user's file does as well, and needs no root; that the administrator's works too, one test shows.
    await writeManagedStorageManifest(home, id, options.managed);
  } else if (extension !== undefined && options.managed !== undefined) {
    const copy = path.join(home, "extension");
    id = `${randomBytes(8).toString("hex")}@shareguard`;
    await copyUnderOwnId(extension, copy, SHIPPED_ID, id);
    extension = copy;
    removePolicy = await writeFirefoxPolicy(id, options.managed);
  }
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: PROGRAM,
    headless: options.headed !== true,
    timeout: STARTING_MS,
    // Without it, no page of an extension can be opened.
    args: ["--remote-allow-system-access"],
    defaultViewport: { width: 1000, height: 750 },
    env: { ...process.env, ...(options.display === undefined ? {} : { DISPLAY: options.display }), HOME: home },
    extraPrefsFirefox: {
      // navigator.clipboard without a prompt.
      "dom.events.testing.asyncClipboard": true,
      // As with a screen that is touched.
      "dom.w3c_touch_events.enabled": 1,
      "extensions.webextensions.uuids": JSON.stringify({ [id]: EXTENSION_UUID }),
      ...(options.preciseClock === true ? { "privacy.reduceTimerPrecision": false } : {}),
      ...(options.locale === undefined ? {} : { "intl.locale.requested": options.locale }),
      ...(options.proxy === undefined ? {} : proxyPreferences(options.proxy)),
    },
  });
  if (extension !== undefined) await browser.installExtension(path.resolve(extension));
  const open = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    return new FirefoxTab(page, browser);
  };
  const openExtensionPage = async (name: string) => {
    const page = await browser.newPage();
    // The load moves the tab to another process, and puppeteer never hears that it is complete.
    await page.goto(`moz-extension://${EXTENSION_UUID}/${name}`, { waitUntil: [] });
    return new FirefoxTab(page, browser);
  };
  return {
    kind: "firefox",
    extensionId: id,
    extensionRoot: `moz-extension://${EXTENSION_UUID}`,
    closed: new Promise((resolve) => browser.on("disconnected", () => resolve())),
    open,
    openExtensionPage,
    async removeExtension() {
      // Firefox takes the content scripts with it, so that there is nothing to see.
      return false;
    },
    endBackground: () => endBackground(browser, id),
    async withholdSites() {
      const page = await browser.newPage();
      await page.goto(`moz-extension://${EXTENSION_UUID}/options.html`, { waitUntil: [] });
      const tab = new FirefoxTab(page, browser);
      await tab.evaluate(
        () => chrome.permissions.remove({ origins: chrome.runtime.getManifest().host_permissions ?? [] }),
        undefined,
      );
      await tab.close();
    },
    async reloadExtension() {
      await reloadExtension(browser, id);
      await untilGuarded(() => openExtensionPage("options.html"));
    },
    async close() {
      if (!(await closesInTime(browser.close()))) browser.process()?.kill("SIGKILL");
      await removePolicy();
      // Its last processes may still be writing.
      await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

function proxyPreferences(proxy: string): Record<string, string | number | boolean> {
  const [host = "", port = ""] = proxy.split(":");
  return {
    "network.proxy.type": 1,
    "network.proxy.http": host,
    "network.proxy.http_port": Number(port),
    "network.proxy.ssl": host,
    "network.proxy.ssl_port": Number(port),
    "network.proxy.allow_hijacking_localhost": true,
    "network.proxy.no_proxies_on": "",
  };
}

class FirefoxFrame implements Frame {
  constructor(protected readonly frame: PuppeteerFrame) {}

  evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R> {
    // A string is evaluated as an expression; its type is known only to the caller.
    return this.frame.evaluate(sourceOf(run, argument)) as Promise<R>;
  }

  async child(selector: string): Promise<Frame> {
    const element = await this.frame.waitForSelector(selector, { timeout: PATIENCE });
    const frame = await element?.contentFrame();
    if (frame === null || frame === undefined) throw new Error(`${selector} is not a frame`);
    return new FirefoxFrame(frame);
  }

  async pointOf(selector: string): Promise<Point> {
    const element = await this.frame.waitForSelector(selector, { timeout: PATIENCE });
    const box = await element?.boundingBox();
    if (box === null || box === undefined) throw new Error(`${selector} is not visible`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}

class FirefoxTab extends FirefoxFrame implements Tab {
  constructor(
    private readonly page: Page,
    private readonly browser: PuppeteerBrowser,
  ) {
    super(page.mainFrame());
  }

  async press(...keys: readonly Key[]): Promise<void> {
    const held = keys.slice(0, -1);
    for (const key of held) await this.page.keyboard.down(key);
    for (const key of keys.slice(-1)) await this.page.keyboard.press(key);
    for (const key of held.reverse()) await this.page.keyboard.up(key);
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

  tap({ x, y }: Point): Promise<void> {
    return this.page.touchscreen.tap(x, y);
  }

  compose(text: string): Promise<void> {
    return compose(this.browser, text);
  }

  takeComposed(): Promise<void> {
    return takeComposed(this.browser);
  }

  async choose(open: () => Promise<void>, files: readonly string[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForFileChooser({ timeout: PATIENCE }), open()]);
    await chooser.accept([...files]);
  }

  drop(point: Point, what: Dragged): Promise<void> {
    return drop(this.browser, point, what);
  }

  activate(): Promise<void> {
    return this.page.bringToFront();
  }

  async go(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async goWith(url: string, script: string): Promise<void> {
    await this.page.evaluateOnNewDocument(script);
    await this.page.goto(url);
  }

  async screenshot(file: `${string}.png`): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  memory(): Promise<number> {
    return memoryOfPage(this.browser);
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

  private async *roots(): AsyncGenerator<ClosedRoot> {
    for (const frame of this.page.frames()) {
      for (const sharedId of await shadowRootsOf(this.browser, frame))
        yield new FirefoxRoot(this.browser, frame, sharedId);
    }
  }
}

class FirefoxRoot implements ClosedRoot {
  constructor(
    private readonly browser: PuppeteerBrowser,
    private readonly frame: PuppeteerFrame,
    private readonly sharedId: string,
  ) {}

  async evaluate<R, A>(run: (root: ShadowRoot, argument: A) => R, argument: A): Promise<R> {
    const answer = await send(this.browser, "script.callFunction", {
      functionDeclaration: `(root) => JSON.stringify((${run.toString()})(root, ${JSON.stringify(argument)})) ?? "null"`,
      target: { context: contextOf(this.frame) },
      arguments: [{ sharedId: this.sharedId }],
      awaitPromise: false,
    });
    const value = read(answer, "result", "result", "value");
    if (typeof value !== "string") throw new Error(`the warning cannot be read: ${JSON.stringify(answer)}`);
    return JSON.parse(value);
  }

  async pointOf(selector: string): Promise<Point> {
    const middle = await this.evaluate((root, wanted) => {
      const element = root.querySelector(wanted);
      element?.scrollIntoView({ block: "nearest" });
      const box = element?.getBoundingClientRect();
      return box === undefined ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, selector);
    if (middle === null) throw new Error(`the warning has no ${selector}`);
    const box = await (await this.frame.frameElement())?.boundingBox();
    return box === null || box === undefined ? middle : shift(middle, box);
  }
}

/** Shared ids of the shadow roots, closed ones included, of the root element's children. */
async function shadowRootsOf(browser: PuppeteerBrowser, frame: PuppeteerFrame): Promise<string[]> {
  const answer = await send(browser, "script.evaluate", {
    expression: "document.documentElement",
    target: { context: contextOf(frame) },
    awaitPromise: false,
    serializationOptions: { maxDomDepth: 2, includeShadowTree: "all" },
  });
  const children = read(answer, "result", "result", "value", "children");
  if (!Array.isArray(children)) return [];
  return children
    .map((child: unknown) => read(child, "value", "shadowRoot", "sharedId"))
    .filter((id) => typeof id === "string");
}

/** BiDi's name of a frame, which puppeteer keeps in a property that is not part of its types. */
function contextOf(frame: PuppeteerFrame): string {
  const id: unknown = Reflect.get(frame, "_id");
  if (typeof id !== "string") throw new Error("this puppeteer-core does not know the frame's context");
  return id;
}
