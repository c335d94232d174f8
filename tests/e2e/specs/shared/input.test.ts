/** Unusual clipboards: each has a stated outcome, none hangs, none is passed over in silence. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Clip, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import {
  clear,
  enter,
  expectNoWarning,
  expectValue,
  paste,
  pastes,
  pastesSeen,
  valueOf,
  warmUp,
  warning,
} from "../../person";
import { page } from "../../server";
import { CLEAN, MARKED } from "../../texts";

/** Ten million bytes; what is checked ends at 10 MiB. */
const TEN_MB = "Roses are cut back in the March. ".repeat(303_031).slice(0, 10_000_000);

describe("unusual clipboards", () => {
  const fixture = withSharedBrowser();

  const pasting = (selector: string, clip: Clip, use: (tab: Tab) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await enter(tab, selector);
      await warmUp(tab, fixture().clipboard);
      await clear(tab, selector);
      await fixture().clipboard.put(clip);
      await paste(tab);
      await use(tab);
    });

  it("empty text is left alone", () =>
    pasting("#textarea", { text: "" }, async (tab) => {
      // Nothing to wait for: some browsers send no event for it. The next paste shows that the guard is alive.
      await fixture().clipboard.put({ text: CLEAN });
      await paste(tab);
      await expectValue(tab, "#textarea", CLEAN);
      await expectNoWarning(tab);
    }));

  it("HTML without text is left alone when it is clean", () =>
    pasting("#contenteditable", { html: "<p>The <b>roses</b> are cut back in March.</p>" }, async (tab) => {
      const [seen] = await pastes(tab, 1);
      assert.equal(seen?.trusted, true);
      await until("it arrives", async () =>
        (await valueOf(tab, "#contenteditable")).includes("The roses are cut back"),
      );
      await expectNoWarning(tab);
    }));

  it("HTML without text is read as the page would read it", () =>
    pasting(
      "#contenteditable",
      { html: "<p>SECRET//<b>NOFORN</b></p><p>The relay is repaired.</p><p>SECRET//NOFORN</p>" },
      async (tab) => {
        const shown = await warning(tab);
        assert.match(await shown.text(), /SECRET\/\/NOFORN/);
        assert.deepEqual(await pastesSeen(tab), []);
        await shown.press("share");
        await shown.gone();
        await until("it arrives", async () =>
          (await valueOf(tab, "#contenteditable")).includes("The relay is repaired."),
        );
      },
    ));

  it("text that only the formatted version shows is found there", () =>
    pasting(
      "#contenteditable",
      { text: "Minutes", html: "<p>TOP SECRET//SI//NOFORN</p><p>Minutes</p>" },
      async (tab) => {
        assert.match(await (await warning(tab)).text(), /TOP SECRET\/\/SI\/\/NOFORN/);
        assert.deepEqual(await pastesSeen(tab), []);
      },
    ));

  it("a NUL does not hide what follows it", () =>
    pasting("#textarea", { text: `first line\nwith a \0 inside\n${MARKED}` }, async (tab) => {
      // Whether the clipboard keeps what follows a NUL is the system's affair; what the page would get is what counts.
      const arrived = await Promise.race([
        warning(tab).then(() => "warned" as const),
        pastes(tab, 1).then((seen) => seen[0]?.text ?? ""),
      ]);
      if (arrived !== "warned") assert.doesNotMatch(arrived, /NOFORN/);
    }));

  it("lone surrogates do not hide what follows them", () =>
    pasting("#textarea", { text: `\ud83d and \udc00\n${MARKED}` }, async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN/);
      assert.deepEqual(await pastesSeen(tab), []);
    }));

  it("ten megabytes of clean text are checked to the end", () =>
    pasting("#textarea", { text: TEN_MB }, async (tab) => {
      const [seen] = await pastes(tab, 1);
      assert.equal(seen?.trusted, true);
      assert.equal(seen.text.length, TEN_MB.length);
      await expectNoWarning(tab);
    }));

  it("of more than the limit the person is told how much was checked", () =>
    pasting("#textarea", { text: TEN_MB + TEN_MB }, async (tab) => {
      assert.match(await (await warning(tab)).text(), /Only a part of it could be checked/);
      assert.deepEqual(await pastesSeen(tab), []);
    }));

  it("a marking at the head of ten megabytes is found", () =>
    pasting("#textarea", { text: `${MARKED}\n${TEN_MB}` }, async (tab) => {
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN/);
      await shown.press("withhold");
      await shown.gone();
      assert.deepEqual(await pastesSeen(tab), []);
      assert.equal(await valueOf(tab, "#textarea"), "");
    }));
});
