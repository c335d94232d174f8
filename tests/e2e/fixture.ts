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
  let fixture: Fixture | null = null;
  before(async () => {
    const kind = chosenBrowser();
    const site = await startSite();
    const browser = await start(kind, { extension: testExtension(kind), ...(typeof options === "function" ? await options() : options) });
    const clipboard = await Clipboard.open(browser, site);
    fixture = {
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
    };
  });
  after(async () => {
    await fixture?.browser.close();
    await fixture?.site.close();
  });
  return () => {
    if (fixture === null) throw new Error("only inside a test");
    return fixture;
  };
}
