/** Pictures whose bytes stand in pasted HTML, however they are written there. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tab } from "../driver/driver";
import { withBrowser } from "../fixture";
import { enter, expectNoWarning, forget, paste, pastes, pastesSeen, warning } from "../person";
import { CLEAN_PAGE, MARKED_PAGE, movingPng } from "../pictures";
import { page } from "../server";

const MARKED = MARKED_PAGE.toString("base64");
const DRAWN = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 60'><text y='40'>SECRET//NOFORN</text></svg>";
const EMPTY = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 240'/>";

const STOPPED: Readonly<Record<string, string>> = {
  "as browsers write it": `<img src="data:image/png;base64,${MARKED}">`,
  "without quotes": `<img src=data:image/png;base64,${MARKED} alt=page class=large>`,
  "with escapes": `<img src='data:image/png;base64,${encodeURIComponent(MARKED)}'>`,
  "with character references": `<img src="data&colon;image/png;base64,${MARKED.replaceAll("/", "&#x2F;")}">`,
  "without a type": `<img src="data:;base64,${MARKED}">`,
  "for screens": `<img srcset="data:image/png;base64,${MARKED} 1x, https://site.example/large.png 2x">`,
  "in a style": `<div style="background: url(&quot;data:image/png;base64,${MARKED}&quot;)">a</div>`,
  "behind a link, which is no picture": `<a href="data:text/plain;base64,${btoa("SECRET//NOFORN\n\nThe plan.")}">a</a>`,
  "as a drawing": `<img src="data:image/svg+xml;utf8,${DRAWN}">`,
  "as a drawing with escapes": `<img src="data:image/svg+xml,${encodeURIComponent(DRAWN)}">`,
};

const LET_GO: Readonly<Record<string, string>> = {
  "a clean page": `<img src=data:image/png;base64,${CLEAN_PAGE.toString("base64")}>`,
  nothing: '<img src="data:image/gif;base64,"><img src="data:,">',
  "a dot": '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">',
  "a place kept free": `<img src="data:image/svg+xml;charset=utf-8,${encodeURIComponent(EMPTY)}">`,
  "an address that is only written about":
    '<p>Write <code>src="data:image/png;base64,…"</code> and <code>url(data:image/png;base64,A)</code>.</p>',
};

/** A window with a letter in it, as PNGs in base64: without a marking, and with one in letters like all others. */
async function drawPages(): Promise<string[]> {
  const drawn = ["", "SECRET//NOFORN"].map(async (banner) => {
    const canvas = new OffscreenCanvas(1280, 800);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.fillStyle = "white";
    context.fillRect(0, 0, 1280, 800);
    context.fillStyle = "black";
    context.font = "16px sans-serif";
    context.textAlign = "center";
    context.fillText(banner, 640, 36);
    context.textAlign = "start";
    for (let line = 0; line < 8; line++)
      context.fillText(
        `${line + 1}. The relay station is repaired on Thursday, and opens again.`,
        120,
        120 + 40 * line,
      );
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return Promise.all(drawn);
}

describe("pictures in pasted HTML", () => {
  const fixture = withBrowser();

  const pasting = (html: string, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await enter(tab, "#textarea");
      await tab.type("copy this");
      await tab.press("Control", "a");
      // As a page may copy it: the browser writes nothing of it anew.
      await tab.evaluate(
        (copied: string) =>
          document.addEventListener(
            "copy",
            (event) => {
              event.preventDefault();
              event.clipboardData?.setData("text/html", copied);
            },
            { once: true },
          ),
        html,
      );
      await tab.press("Control", "c");
      await forget(tab);
      await paste(tab);
      await use(tab);
    });

  for (const [how, html] of Object.entries(STOPPED)) {
    it(`${how}: what is written in it is read`, () =>
      pasting(html, async (tab) => {
        const shown = await warning(tab);
        assert.match(await shown.text(), /SECRET\/\/NOFORN/);
        assert.deepEqual(await pastesSeen(tab), []);
        await shown.press("withhold");
        await shown.gone();
      }));
  }

  it("what cannot be decoded is said not to have been read", () =>
    pasting('<img src="data:image/png;base64,A">', async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.text(), /image-1[^]*damaged/);
      await shown.press("withhold");
      await shown.gone();
    }));

  it("in a moving one, a line of small letters that only its second frame has is read", async () => {
    let frames: Buffer[] = [];
    await fixture().visit(fixture().site.elsewhere + page("copy"), async (tab) => {
      frames = (await tab.evaluate(drawPages, undefined)).map((drawn) => Buffer.from(drawn, "base64"));
    });
    await pasting(`<img src="data:image/png;base64,${movingPng(frames).toString("base64")}">`, async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/?NOFORN/);
      await shown.press("withhold");
      await shown.gone();
    });
  });

  for (const [what, html] of Object.entries(LET_GO)) {
    it(`${what}: nothing is asked`, () =>
      pasting(html, async (tab) => {
        assert.equal((await pastes(tab, 1))[0]?.html.includes("data:"), true);
        await expectNoWarning(tab);
      }));
  }
});
