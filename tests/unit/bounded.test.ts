import assert from "node:assert/strict";
import { test } from "node:test";
import { bounded } from "../e2e/driver/bounded";

/** Milliseconds that these wait. */
const WAIT = 20;

class Tab {
  readonly never = new Promise<string>(() => {});

  text(): Promise<string> {
    return Promise.resolve("drawn");
  }

  hang(): Promise<string> {
    return this.never;
  }
}

class Browser {
  readonly kind = "chromium";
  readonly closed = new Promise<void>(() => {});

  open(): Promise<Tab> {
    return Promise.resolve(new Tab());
  }

  sizes(): Promise<{ width: number }> {
    return Promise.resolve({ width: 5 });
  }
}

test("what a browser answers comes through", async () => {
  const browser = bounded(new Browser(), WAIT);
  assert.equal(browser.kind, "chromium");
  assert.deepEqual(await browser.sizes(), { width: 5 });
  assert.equal(await (await browser.open()).text(), "drawn");
});

test("a tab that never answers fails, and says what was asked of it", async () => {
  const tab = await bounded(new Browser(), WAIT).open();
  await assert.rejects(tab.hang(), /did not answer within 0\.02 s: hang/);
});

test("what is no question may stay open for as long as it wants", async () => {
  const { closed } = bounded(new Browser(), WAIT);
  const first = await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2 * WAIT, "open"))]);
  assert.equal(first, "open");
});
