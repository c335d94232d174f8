/** A browser with the extension, a site and a clipboard for the tests of one file. */
import { after, before } from "node:test";
import type { Browser, BrowserKind, Options, Tab } from "./driver/driver";
import { chosenBrowser, start, testExtension } from "./driver/start";
import { Clipboard } from "./person";
import { startSite, type Site } from "./server";

export interface Fixture {
  readonly kind: BrowserKind;
  readonly browser: Browser;
  readonly site: Site;
  readonly clipboard: Clipboard;
  /** Opens a page in a tab that is closed when `use` ends. */
  visit(url: string, use: (tab: Tab) => Promise<void>): Promise<void>;
}

/** The options of a browser, once they are known. */
type Prepare = () => Promise<Options>;

/** Starts everything before the tests around it and ends it after them. The answer gives what was started. */
export function withBrowser(options: Options | Prepare = {}): () => Fixture {
  let fixture: Started | null = null;
  before(async () => {
    fixture = await startFixture(typeof options === "function" ? await options() : options);
  });
  after(() => fixture?.end());
  return () => expectStarted(fixture);
}

let shared: Started | null = null;
// Around all suites of this process.
after(() => shared?.end());

/**
 * The same for tests that leave the browser as they found it: no policy, no other language, nothing ended, loaded anew
 * or taken away. All of them in this process have one browser, and each has tabs of its own, so that nothing of one
 * page is there for the next.
 */
export function withSharedBrowser(): () => Fixture {
  before(async () => {
    shared ??= await startFixture({});
  });
  return () => expectStarted(shared);
}

interface Started extends Fixture {
  end(): Promise<void>;
}

function expectStarted(fixture: Fixture | null): Fixture {
  if (fixture === null) throw new Error("only inside a test");
  return fixture;
}

async function startFixture(options: Options): Promise<Started> {
  const kind = chosenBrowser();
  const site = await startSite();
  // What was started is ended where the next thing does not start: a process with a server or a browser never ends.
  const browser = await orEnd(site, start(kind, { extension: testExtension(kind), ...options }));
  const clipboard = await orEnd(site, orEnd(browser, Clipboard.open(browser, site)));
  return {
    kind,
    browser,
    site,
    clipboard,
    async visit(url, use) {
      const tab = await browser.open(url);
      try {
        await use(tab);
      } finally {
        await tab.close();
      }
    },
    async end() {
      await browser.close();
      await site.close();
    },
  };
}

/** What is being started, or its error once what it needs is closed. */
async function orEnd<T>(needed: { close(): Promise<void> }, starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    await needed.close();
    throw error;
  }
}
