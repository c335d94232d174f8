/** Typed text sent out of every kind of editor, by Enter and by a button, as chats send that are built on them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until, type Tab } from "../../driver/driver";
import { EDITORS } from "../../editors";
import { withSharedBrowser } from "../../fixture";
import { enter, expectInEditor, expectNoWarning, putInEditor, textOfEditor, warmUp, warning } from "../../person";
import { page } from "../../server";

const MARKED = "SECRET//NOFORN";
const CLEAN = "The roses are cut back in March.";

/** Editors that draw only what is seen. */
const VIRTUAL: readonly string[] = ["codemirror", "monaco"];
/** So long that these do not draw the marking in its middle. */
const LONG = [...Array(1_000).fill(CLEAN), MARKED, ...Array(1_000).fill(CLEAN)].join("\n");

describe("sending out of editors", () => {
  const fixture = withSharedBrowser();

  for (const name of EDITORS) {
    const typing = (text: string, use: (tab: Tab) => Promise<void>) =>
      fixture().visit(`${fixture().site.chat}/editors/${name}.html`, async (tab) => {
        await putInEditor(tab, "", 0);
        await warmUp(tab, fixture().clipboard);
        // What a chat does around its editor: Enter sends before the editor hears of it, and so does a button beside
        // it.
        await tab.evaluate(() => {
          const send = (by: string) => window.sent.push({ by, text: window.editor?.text() ?? "" });
          window.sent = [];
          document.querySelector("#editor")?.addEventListener(
            "keydown",
            (event) => {
              if (!(event instanceof KeyboardEvent) || event.key !== "Enter") return;
              event.preventDefault();
              event.stopPropagation();
              send("Enter");
            },
            true,
          );
          const button = document.createElement("button");
          button.id = "send";
          button.textContent = "Send";
          button.addEventListener("click", () => send("click"));
          // In sight however long the editor is.
          document.querySelector("#editor")?.before(button);
        }, undefined);
        await putInEditor(tab, "", 0);
        await tab.type(text);
        await until("it is typed", async () => (await textOfEditor(tab)) === text);
        await use(tab);
      });

    for (const by of ["Enter", "click"] as const) {
      const act = async (tab: Tab) => (by === "Enter" ? tab.press("Enter") : tab.click(await tab.pointOf("#send")));

      it(`${name}, ${by}: clean text goes`, () =>
        typing(CLEAN, async (tab) => {
          await act(tab);
          assert.deepEqual(await sent(tab), [{ by, text: CLEAN }]);
          await expectNoWarning(tab);
        }));

      it(`${name}, ${by}: marked text is held, and goes once when it is shared anyway`, () =>
        typing(MARKED, async (tab) => {
          await act(tab);
          const shown = await warning(tab);
          assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
          await shown.press("share");
          await shown.gone();
          assert.deepEqual(await sent(tab), [{ by, text: MARKED }]);
        }));
    }

    if (VIRTUAL.includes(name))
      it(`${name}: a marking far down in a long text is found`, () =>
        typing(CLEAN, async (tab) => {
          await putInEditor(tab, LONG, 0);
          assert.doesNotMatch(await tab.evaluate(() => document.body.innerText, undefined), /NOFORN/);
          await tab.press("Enter");
          assert.match(await (await warning(tab)).text(), /SECRET\/\/NOFORN/);
          assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
        }));

    if (VIRTUAL.includes(name))
      it(`${name} that leaves nothing to ask: what is drawn whole goes, and what is not is said to be unread`, () =>
        typing(CLEAN, async (tab) => {
          // From within the page, when the editor has drawn what is written: after a pause in typing it is asked.
          const leaveNothing = (written: string | null) =>
            tab.evaluate(async (text: string | null) => {
              if (text !== null) window.editor?.put(text, 0);
              for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
              Reflect.deleteProperty(window, "monaco");
              for (const handle of ["cmTile", "cmView"])
                Reflect.deleteProperty(document.querySelector(".cm-content") ?? {}, handle);
            }, written);
          await leaveNothing(null);
          await tab.click(await tab.pointOf("#send"));
          assert.deepEqual(await sent(tab), [{ by: "click", text: CLEAN }]);
          await expectNoWarning(tab);
          await leaveNothing(LONG);
          await expectInEditor(tab, LONG);
          await tab.click(await tab.pointOf("#send"));
          const shown = await warning(tab);
          assert.match(await shown.text(), /could only be checked in part/);
          assert.equal(await tab.evaluate(() => window.sent.length, undefined), 1);
          await shown.press("share");
          await shown.gone();
          await until("it is sent", () => tab.evaluate(() => window.sent.length === 2, undefined));
          await expectNoWarning(tab);
        }));
  }

  for (const id of ["codemirror5", "ace"]) {
    it(`${id}: a marking that is not drawn is found`, () =>
      fixture().visit(fixture().site.chat + page("older-editors"), async (tab) => {
        await enter(tab, `#${id} textarea`);
        await tab.click(await tab.pointOf(`#${id} button`));
        const shown = await warning(tab);
        assert.match(await shown.text(), /SECRET\/\/NOFORN/);
        assert.deepEqual(await tab.evaluate(() => window.sent, undefined), []);
        await shown.press("share");
        await shown.gone();
        assert.deepEqual(
          (await sent(tab)).map(({ by }) => by),
          [id],
        );
      }));
  }
});

function sent(tab: Tab): Promise<{ by: string; text: string }[]> {
  return until("the page sends", async () => {
    const all = await tab.evaluate(() => window.sent, undefined);
    return all.length > 0 && all;
  });
}
