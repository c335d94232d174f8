/**
 * What must hold in every application: nothing marked reaches its server unasked, and all that is let go arrives once
 * and whole.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { PATIENCE, until, type Tab } from "../e2e/driver/driver";
import { chosenBrowser } from "../e2e/driver/start";
import { withFiles } from "../e2e/files";
import { withBrowser } from "../e2e/fixture";
import { expectNoWarning, paste, warning, type Warning } from "../e2e/person";
import { CLEAN, MARKED } from "../e2e/texts";
import type { App, Arrival, Running } from "./app";
import { click, isSeen, see, written } from "./screen";

/** One line, because Enter sends. */
const TYPED = "SECRET//NOFORN the relay station resumes operation";
/** Goes with a file. */
const NOTE = "Please read.";
/** Long enough for a second copy to arrive, were there one; in milliseconds. */
const SETTLE_MS = 700;

export function describeGuarded(app: App): void {
  describe(app.name, () => {
    const fixture = withBrowser();
    const file = withFiles({ "minutes.txt": CLEAN, "report.txt": MARKED });
    let running: Running | null = null;
    /** How many arrivals belong to earlier tests. */
    let earlier = 0;
    before(async () => {
      running = await app.start();
    });
    after(() => running?.stop());

    const server = () => {
      if (running === null) throw new Error("only inside a test");
      return running;
    };
    const arrivals = async () => (await server().arrivals()).slice(earlier);
    const expectNothing = async () => assert.deepEqual(await arrivals(), []);

    /** Opens the application and clicks into its composer. */
    const writing = async (use: (tab: Tab) => Promise<void>) => {
      earlier = (await server().arrivals()).length;
      await fixture().visit(server().url, async (tab) => {
        await tab.activate();
        await app.enter?.(tab);
        await click(tab, app.composer);
        await use(tab);
      });
    };
    const expectArrived = async (...expected: readonly Arrival[]) => {
      const deadline = performance.now() + PATIENCE;
      while ((await arrivals()).length < expected.length && performance.now() < deadline) await pause(50);
      await pause(SETTLE_MS);
      assert.deepEqual(sorted(await arrivals()), sorted(expected));
    };
    const expectWritten = (tab: Tab, text: string) =>
      until(
        `the composer holds ${JSON.stringify(text)}`,
        async () => (await written(tab, app.composer)).trimEnd() === text,
      );
    /** The warning; where none is shown, the error says what became of what was shared. */
    const warned = (tab: Tab): Promise<Warning> =>
      warning(tab).catch(async (cause: unknown) => {
        const found = { written: await written(tab, app.composer), arrived: await arrivals() };
        throw new Error(`nobody was warned: ${JSON.stringify(found)}`, { cause });
      });
    const copyAndPaste = async (tab: Tab, text: string) => {
      await fixture().clipboard.put({ text });
      await paste(tab);
    };
    const choose = (tab: Tab, name: string) => {
      const clicks = [...app.attach];
      const last = clicks.pop();
      if (last === undefined) throw new Error(`${app.name} has no way to attach`);
      return (async () => {
        for (const selector of clicks) await click(tab, selector);
        await see(tab, last);
        await tab.choose(() => click(tab, last), [file(name)]);
      })();
    };
    const drop = async (tab: Tab, selector: string, name: string) =>
      tab.drop(await see(tab, selector), { files: [file(name)] });
    /** Writes a line beside the file and sends both. */
    const sendWithFile = async (tab: Tab) => {
      const { attached } = app;
      if (attached !== undefined) await see(tab, attached);
      await click(tab, app.composer);
      await tab.type(NOTE);
      await click(tab, app.send);
    };

    it("a clean paste is left alone, and arrives as it was", () =>
      writing(async (tab) => {
        await copyAndPaste(tab, CLEAN);
        await expectWritten(tab, CLEAN);
        await expectNoWarning(tab);
        await click(tab, app.send);
        await expectArrived({ text: CLEAN });
        await expectNoWarning(tab);
      }));

    it("a marked paste is stopped, and arrives once when it is shared anyway", () =>
      writing(async (tab) => {
        await copyAndPaste(tab, MARKED);
        await answer(await warned(tab), "withhold");
        assert.equal((await written(tab, app.composer)).trim(), "");
        await expectNothing();
        await copyAndPaste(tab, MARKED);
        await answer(await warned(tab), "share");
        await expectWritten(tab, MARKED);
        await expectNothing();
        await click(tab, app.send);
        await expectArrived({ text: MARKED });
        await expectNoWarning(tab);
      }));

    for (const { by, act } of [
      { by: "Enter", act: (tab: Tab) => tab.press("Enter") },
      { by: "the send button", act: (tab: Tab) => click(tab, app.send) },
    ]) {
      it(`marked text that is typed and sent by ${by} is held, and arrives once when it is shared anyway`, () =>
        writing(async (tab) => {
          await tab.type(TYPED);
          await act(tab);
          await answer(await warned(tab), "withhold");
          await expectWritten(tab, TYPED);
          await expectNothing();
          await click(tab, app.composer);
          await act(tab);
          await answer(await warned(tab), "share");
          await expectArrived({ text: TYPED });
          await expectNoWarning(tab);
        }));
    }

    it("a clean file that is attached arrives once", () =>
      writing(async (tab) => {
        await choose(tab, "minutes.txt");
        await sendWithFile(tab);
        await expectArrived({ file: "minutes.txt", text: CLEAN }, { text: NOTE });
        await expectNoWarning(tab);
      }));

    it("a marked file that is attached is stopped, and arrives once when it is shared anyway", () =>
      writing(async (tab) => {
        await choose(tab, "report.txt");
        const refused = await warned(tab);
        assert.match(await refused.text(), /report\.txt/);
        await answer(refused, "withhold");
        await expectNothing();
        if (app.attached !== undefined) assert.equal(await isSeen(tab, app.attached), false);
        await choose(tab, "report.txt");
        const shown = await warned(tab);
        await expectNothing();
        await answer(shown, "share");
        await sendWithFile(tab);
        await expectArrived({ file: "report.txt", text: MARKED }, { text: NOTE });
        await expectNoWarning(tab);
      }));

    const { dropped } = app;
    if (dropped !== undefined) {
      it(
        "a marked file that is dropped is stopped, and arrives once when it is shared anyway",
        { skip: chosenBrowser() === "firefox" && "nothing starts a drag from outside in a Firefox without a window" },
        () =>
          writing(async (tab) => {
            await drop(tab, dropped, "report.txt");
            await answer(await warned(tab), "withhold");
            await expectNothing();
            await drop(tab, dropped, "report.txt");
            await answer(await warned(tab), "share");
            await sendWithFile(tab);
            await expectArrived({ file: "report.txt", text: MARKED }, { text: NOTE });
            await expectNoWarning(tab);
          }),
      );
    }
  });
}

async function answer(shown: Warning, button: "share" | "withhold"): Promise<void> {
  assert.match(await shown.text(), /SECRET\/\/NOFORN/);
  await shown.press(button);
  await shown.gone();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** In which order a message and its file come is the application's business. */
function sorted(arrivals: readonly Arrival[]): string[] {
  return arrivals.map((arrival) => JSON.stringify(arrival)).sort();
}
