/** What a page can try against the warning, and that it gains nothing by it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ATTACKS } from "../../attacks";
import { until, type Tab } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { clear, enter, forget, paste, pastesSeen, valueOf, warmUp, warning, type Warning } from "../../person";
import { page } from "../../server";
import { MARKED } from "../../texts";

declare global {
  interface Window {
    /** Whether the page's transition has ended. */
    isOver: boolean;
  }
}

describe("a page against the warning", () => {
  const fixture = withSharedBrowser();

  /** A page on which the warning is shown. */
  const warned = (use: (tab: Tab, shown: Warning) => Promise<void>) =>
    fixture().visit(fixture().site.chat + page("fields"), async (tab) => {
      await enter(tab, "#textarea");
      await warmUp(tab, fixture().clipboard);
      await clear(tab, "#textarea");
      await fixture().clipboard.put({ text: MARKED });
      await paste(tab);
      await use(tab, await warning(tab));
    });

  /** The person decides, whatever the page did: nothing was shared before, and it still can be refused. */
  const expectUndecided = async (tab: Tab) => {
    const shown = await warning(tab);
    assert.equal(
      await tab.evaluate(() => {
        const there = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
        return (
          there !== null &&
          there.parentElement === document.documentElement &&
          !["head", "body"].includes(there.localName)
        );
      }, undefined),
      true,
      "the warning is in front",
    );
    assert.deepEqual(await pastesSeen(tab), []);
    assert.equal(await valueOf(tab, "#textarea"), "");
    await shown.press("withhold");
    await shown.gone();
    assert.equal(await valueOf(tab, "#textarea"), "");
  };

  for (const { name, run, lasts = 0 } of ATTACKS) {
    it(`gains nothing when it ${name}`, () =>
      warned(async (tab) => {
        await tab.evaluate(() => {
          window.ours = () =>
            [...document.documentElement.children].filter(
              (child) => child instanceof HTMLElement && !["head", "body"].includes(child.localName),
            ) as HTMLElement[];
        }, undefined);
        await tab.evaluate(run, undefined);
        // And then longer than the warning is left alone.
        await new Promise((resolve) => setTimeout(resolve, lasts + 300));
        await expectUndecided(tab);
      }));
  }

  it("cannot paint over it with what lets clicks through", () =>
    warned(async (tab, shown) => {
      // What is above what in the top layer nobody can ask, but each raising of the dialog opens it anew.
      await shown.evaluate((root) =>
        root
          .querySelector("dialog")
          ?.addEventListener("toggle", () => root.querySelector("dialog")?.setAttribute("data-raised", "")),
      );
      await tab.evaluate(() => {
        const cover = document.createElement("div");
        cover.popover = "manual";
        cover.textContent = "Everything is fine, press the lower button";
        cover.style.cssText =
          "inset: 0; width: 100vw; height: 100vh; margin: 0; background: white; pointer-events: none";
        document.body.append(cover);
        cover.showPopover();
      }, undefined);
      await until("the warning is raised above it", () =>
        shown.evaluate((root) => root.querySelector("[data-raised]") !== null),
      );
      await expectUndecided(tab);
    }));

  it("cannot paint over it with a view transition that lets clicks through", () =>
    warned(async (tab) => {
      await tab.evaluate(() => {
        const style = document.createElement("style");
        style.textContent =
          "::view-transition { pointer-events: none; background: white } ::view-transition-group(*) { animation-duration: 600s }";
        document.head.append(style);
        window.isOver = false;
        void document.startViewTransition(() => undefined).finished.then(() => (window.isOver = true));
      }, undefined);
      await until("the transition is over", () => tab.evaluate(() => window.isOver, undefined));
      await expectUndecided(tab);
    }));

  it("cannot make it too small or too large to read", () =>
    warned(async (tab, shown) => {
      const width = () => shown.evaluate((root) => root.querySelector("dialog")?.getBoundingClientRect().width ?? 0);
      const before = await width();
      for (const zoom of ["0.02", "20"]) {
        await tab.evaluate((value: string) => void (document.documentElement.style.zoom = value), zoom);
        // Firefox rounds a zoom to 1/64.
        await until("it has its size again", async () => Math.abs((await width()) - before) < before / 10);
      }
      await expectUndecided(tab);
    }));

  it("cannot press its buttons", () =>
    warned(async (tab) => {
      await tab.evaluate(() => {
        for (let x = 0; x < innerWidth; x += 20) {
          for (let y = 0; y < innerHeight; y += 20) {
            const there = document.elementFromPoint(x, y);
            if (there instanceof HTMLElement) there.click();
            const init = { bubbles: true, composed: true, clientX: x, clientY: y };
            there?.dispatchEvent(new MouseEvent("click", init));
            there?.dispatchEvent(new PointerEvent("pointerdown", init));
          }
        }
        for (const key of ["Tab", "Enter", " "]) {
          document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
        }
      }, undefined);
      await expectUndecided(tab);
    }));

  it("cannot read it", () =>
    warned(async (tab) => {
      const found = await tab.evaluate(() => {
        const roots = [...document.querySelectorAll("*")]
          .map((element) => element.shadowRoot)
          .filter((root) => root !== null);
        return {
          roots: roots.length,
          text: document.documentElement.innerText,
          html: document.documentElement.outerHTML,
          selection: String(getSelection()),
        };
      }, undefined);
      assert.equal(found.roots, 0);
      assert.doesNotMatch(found.text + found.html + found.selection, /NOFORN/);
      await expectUndecided(tab);
    }));

  it("cannot get rid of it by removing it", () =>
    warned(async (tab) => {
      await tab.evaluate(() => {
        for (const child of [...document.documentElement.children])
          if (child.localName !== "head" && child.localName !== "body") child.remove();
      }, undefined);
      await until("it is shown again", async () => (await tab.findDialog()) !== null);
      await expectUndecided(tab);
    }));

  it("cannot cover it with a modal dialog of its own", () =>
    warned(async (tab) => {
      await tab.evaluate(() => {
        const cover = document.createElement("dialog");
        cover.style.cssText = "width: 100vw; height: 100vh; max-width: none; max-height: none; opacity: 0.01";
        document.body.append(cover);
        cover.showModal();
        // By hand where a click would land: the page's dialog is above the warning now.
        window.record.events.length = 0;
      }, undefined);
      await until("the warning is on top again", () =>
        tab.evaluate(() => {
          const there = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
          return there !== null && there.localName !== "dialog" && there.parentElement === document.documentElement;
        }, undefined),
      );
      await expectUndecided(tab);
    }));

  it("hears no key and no click that is meant for it", () =>
    warned(async (tab, shown) => {
      await forget(tab);
      await shown.settled();
      await tab.press("Tab");
      await tab.press("Shift", "Tab");
      await tab.press("ArrowDown");
      await shown.press("withhold");
      await shown.gone();
      const kinds = await tab.evaluate(() => window.record.events.map((event) => event.type), undefined);
      assert.deepEqual(kinds, []);
    }));

  it("does not share by writing itself anew", () =>
    warned(async (tab) => {
      await tab.evaluate(() => {
        document.open();
        document.write("<!doctype html><textarea id=textarea></textarea><script src=/record.js></" + "script>");
        document.close();
      }, undefined);
      await until("the page is back", () =>
        tab.evaluate(() => document.querySelector("#textarea") !== null && window.record !== undefined, undefined),
      );
      await expectUndecided(tab);
    }));

  it("gains nothing by a paste event of its own", () =>
    warned(async (tab, shown) => {
      await shown.press("withhold");
      await shown.gone();
      // The page knows this text already; being asked about it would teach it what is recognised.
      const prevented = await tab.evaluate((text: string) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true });
        document.querySelector("#textarea")?.dispatchEvent(event);
        return event.defaultPrevented;
      }, MARKED);
      assert.equal(prevented, false);
      assert.equal(await tab.findDialog(), null);
    }));
});
