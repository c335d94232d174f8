/**
 * Starts the browser that the environment names, with the variant of the extension that also guards pages of this
 * machine.
 */
import path from "node:path";
import { bounded } from "./bounded";
import { startChromium } from "./chromium";
import type { Browser, BrowserKind, Options } from "./driver";
import { startFirefox } from "./firefox";

/** The browser of this test run: `BROWSER=chromium` or `BROWSER=firefox`. */
export function chosenBrowser(): BrowserKind {
  const kind = process.env.BROWSER ?? "chromium";
  if (kind !== "chromium" && kind !== "firefox") throw new Error(`BROWSER=${kind}: chromium and firefox are tested`);
  return kind;
}

/** Where the unpacked extension for tests is. */
export function testExtension(kind: BrowserKind): string {
  return path.resolve("build/test-extension", kind === "chromium" ? "chrome" : "firefox");
}

export async function start(kind: BrowserKind, options: Options): Promise<Browser> {
  return bounded(await (kind === "chromium" ? startChromium(options) : startFirefox(options)));
}
