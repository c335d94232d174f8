/** Sites of which only some paths are guarded, at which a page arrives without being loaded. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Frame, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { clear, expectValue, paste, pastes, pastesSeen, warmUp, warning } from "../../person";
import { popup } from "../../policies";
import { page } from "../../server";
import { MARKED } from "../../texts";

/** Of the popup: without the port, of which match patterns know nothing. */
const ABOUT = "http://paths.localhost/*";

describe("arriving at a guarded path", () => {
  const fixture = withSharedBrowser();

  /** As a router of the page does it. */
  const route = (frame: Frame, path: string) =>
    frame.evaluate((there: string) => history.pushState(null, "", there), path);

  /** What is marked goes as if nobody were there. */
  async function expectUnguarded(tab: Tab, frame: Frame = tab): Promise<void> {
    await clear(tab, "#textarea", frame);
    await fixture().clipboard.put({ text: MARKED });
    await paste(tab);
    assert.deepEqual(await pastes(frame, 1), [{ trusted: true, prevented: false, text: MARKED, html: "" }]);
    await expectValue(frame, "#textarea", MARKED);
  }

  /** Whether somebody asks about the paste or the page has it. A core that is not ready yet makes either of them wait. */
  async function isAsked(tab: Tab, frame: Frame): Promise<boolean> {
    const outcome = await until("the paste is asked about or has arrived", async () => {
      if ((await tab.findDialog()) !== null) return { asked: true };
      return (await pastesSeen(frame)).length > 0 && { asked: false };
    });
    return outcome.asked;
  }

  /** What is marked is stopped. */
  async function expectGuarded(tab: Tab, frame: Frame = tab): Promise<void> {
    const { clipboard } = fixture();
    await until("somebody asks", async () => {
      await clear(tab, "#textarea", frame);
      await clipboard.put({ text: MARKED });
      await paste(tab);
      return isAsked(tab, frame);
    });
    const first = await warning(tab);
    await first.press("withhold");
    await first.gone();
    await warmUp(tab, clipboard, frame);
    await clear(tab, "#textarea", frame);
    await clipboard.put({ text: MARKED });
    await paste(tab);
    const shown = await warning(tab);
    await shown.press("withhold");
    await shown.gone();
    // What the page itself has on its window hears of it, because that stood there before; its field gets nothing.
    await expectValue(frame, "#textarea", "");
  }

  it("without a load guards the page, and the popup says what is true before and after", () =>
    fixture().visit(fixture().site.paths + page("fields"), async (tab) => {
      const { browser } = fixture();
      await expectUnguarded(tab);
      assert.match(await popup(browser, ABOUT), /Not guarded/);
      await route(tab, "/inside/chat");
      await expectGuarded(tab);
      assert.match(await popup(browser, ABOUT), /Guarded: Test path on this machine/);
    }));

  it("is over when the page leaves that path, and begins again when it comes back", () =>
    fixture().visit(fixture().site.paths + page("fields"), async (tab) => {
      await route(tab, "/inside/chat");
      await expectGuarded(tab);
      await route(tab, page("fields"));
      await expectUnguarded(tab);
      await route(tab, "/inside/other");
      await expectGuarded(tab);
    }));

  it("guards a frame that does so within a page that stays", () =>
    fixture().visit(fixture().site.paths + page("frames"), async (tab) => {
      await tab.evaluate(() => window.makeFrame("same-origin", ""), undefined);
      const frame = await tab.child("#frame");
      await expectUnguarded(tab, frame);
      await route(frame, "/inside/chat");
      await expectGuarded(tab, frame);
    }));

  it("guards frames without an address that the page makes then", () =>
    fixture().visit(fixture().site.paths + page("frames"), async (tab) => {
      await route(tab, "/inside/chat");
      await tab.evaluate(() => window.makeFrame("about:blank", ""), undefined);
      await expectGuarded(tab, await tab.child("#frame"));
    }));
});
