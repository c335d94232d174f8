/** Nothing leaves the browser, and pages that are not guarded are left alone. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chosenBrowser, start, testExtension } from "../driver/start";
import { withBrowser } from "../fixture";
import { Clipboard, enter, expectNoWarning, expectValue, paste, pastes, warmUp, warning } from "../person";
import { popup } from "../policies";
import { startProxy } from "../proxy";
import { page, startSite } from "../server";
import { MARKED } from "../texts";

const kind = chosenBrowser();

/**
 * From where Chromium fetches parts of its own at a time of its own, so that a run without the extension may be over
 * before. Nothing else is let pass.
 */
const PARTS_OF_CHROMIUM = "redirector.gvt1.com";

describe("privacy", () => {
  it("no request leaves the browser because of a warning", async () => {
    const withExtension = await hostsReached(testExtension(kind));
    const without = await hostsReached(null);
    assert.deepEqual(
      [...withExtension].filter((host) => !without.has(host) && !(kind === "chromium" && host === PARTS_OF_CHROMIUM)),
      [],
    );
  });
});

/** Hosts that a browser sends requests to while somebody is warned, shares, and looks at the popup. */
async function hostsReached(extension: string | null): Promise<Set<string>> {
  const [site, proxy] = await Promise.all([startSite(), startProxy()]);
  const browser = await start(kind, { proxy: proxy.address, ...(extension === null ? {} : { extension }) });
  try {
    const clipboard = await Clipboard.open(browser, site);
    const tab = await browser.open(site.chat + page("fields"));
    await enter(tab, "#textarea");
    if (extension !== null) await warmUp(tab, clipboard);
    await clipboard.put({ text: MARKED });
    await paste(tab);
    if (extension !== null) {
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await popup(browser);
    }
    await pastes(tab, 1);
  } finally {
    await browser.close();
    await site.close();
    await proxy.close();
  }
  assert.ok(
    proxy.seen.some((line) => line.includes("/fields.html")),
    "the browser does not use the proxy",
  );
  assert.deepEqual(
    proxy.seen.filter((line) => /relay|NOFORN/.test(line)),
    [],
  );
  // Ports differ from run to run.
  return new Set(
    proxy.seen
      .map((line) => line.split(" ")[1] ?? "")
      .map((address) => address.replace(/^http:\/\//, "").replace(/[:/].*$/, "")),
  );
}

describe("a page that is not guarded", () => {
  const fixture = withBrowser();

  it("is left alone", () =>
    fixture().visit(fixture().site.elsewhere + page("fields"), async (tab) => {
      await fixture().clipboard.put({ text: MARKED });
      await enter(tab, "#textarea");
      await tab.press("Control", "a");
      await paste(tab);
      assert.deepEqual(await pastes(tab, 1), [{ trusted: true, prevented: false, text: MARKED, html: "" }]);
      await expectValue(tab, "#textarea", MARKED);
      await expectNoWarning(tab);
      assert.deepEqual(
        await tab.evaluate(() => [...document.documentElement.children].map((child) => child.localName), undefined),
        ["head", "body"],
      );
    }));

  it("cannot fetch anything of the extension", () =>
    fixture().visit(fixture().site.elsewhere + page("fields"), async (tab) => {
      const root = fixture().browser.extensionRoot;
      for (const file of ["content.js", "late.js", "core.js", "core.bin", "shareguard_bg.wasm", "icons/48.png"]) {
        const fetched = await tab.evaluate(
          (url: string) =>
            fetch(url).then(
              () => true,
              () => false,
            ),
          `${root}/${file}`,
        );
        assert.equal(fetched, false, file);
      }
    }));
});
