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

  /**
   * Resolves when one goes on. It may not be read yet, and then nobody listens: it is said again until it is heard, and
   * from here, because a page that is not shown may wait long for its timers.
   */
  async release(): Promise<void> {
    await this.tab.evaluate(() => {
      const holding = { channel: new BroadcastChannel("shareguard-test"), heard: false };
      holding.channel.addEventListener("message", () => (holding.heard = true));
      window.holding = holding;
    }, undefined);
    const say = () =>
      this.tab.evaluate(() => {
        if (window.holding?.heard !== true) window.holding?.channel.postMessage("go on");
        return window.holding?.heard;
      }, undefined);
    await until("what is held goes on", say);
    await this.tab.evaluate(() => window.holding?.channel.close(), undefined);
  }
}
