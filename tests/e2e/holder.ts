/** Lets go on what is held: files whose names say so, in the variant of the extension for tests. */
import { until, type Browser, type Tab } from "./driver/driver";

declare global {
  interface Window {
    /** Where it is said that one may go on, and heard that it does. */
    holding?: { readonly channel: BroadcastChannel; heard: boolean };
  }
}

/** A page of the extension that says that files that are held may go on. */
export class Holder {
  private constructor(private readonly tab: Tab) {}

  static async open(browser: Browser): Promise<Holder> {
    return new Holder(await browser.openExtensionPage("options.html"));
  }

  /** Resolves when one goes on. */
  async release(): Promise<void> {
    await this.listen();
    await until("what is held goes on", async () => (await this.heard()) || (await this.say(), false));
  }

  /** Has everything that is held go on until this is so: what is checked anew is held anew. */
  async releaseUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
    await this.listen();
    await until(what, async () => (await isSo()) || (await this.say(), false));
  }

  private listen(): Promise<void> {
    return this.tab.evaluate(() => {
      window.holding?.channel.close();
      const holding = { channel: new BroadcastChannel("shareguard-test"), heard: false };
      holding.channel.addEventListener("message", () => (holding.heard = true));
      window.holding = holding;
    }, undefined);
  }

  private heard(): Promise<boolean> {
    return this.tab.evaluate(() => window.holding?.heard === true, undefined);
  }

  /**
   * A file may not be read yet, and then nobody listens: it is said again and again, and from here, because a page that
   * is not shown may wait long for its timers.
   */
  private say(): Promise<void> {
    return this.tab.evaluate(() => window.holding?.channel.postMessage("go on"), undefined);
  }
}
