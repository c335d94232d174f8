/** What a person does and sees: copies, pastes, reads the warning, answers it. */
import { AHEAD_MS } from "../../extension/src/warning/shield";
import {
  until,
  untilEqual,
  type Browser,
  type Clip,
  type ClosedRoot,
  type Frame,
  type Point,
  type Tab,
} from "./driver/driver";
import { page, type Site } from "./server";

/** What the page wrote down of the paste events that reached it. */
export interface SeenPaste {
  readonly trusted: boolean;
  readonly prevented: boolean;
  readonly text: string;
  readonly html: string;
  /** Absent where there are none. */
  readonly files?: readonly { readonly name: string; readonly size: number; readonly type: string }[];
}

declare global {
  interface Window {
    record: { events: { type: string; trusted: boolean }[]; pastes: SeenPaste[]; violations: string[] };
  }
}

/** Puts texts on the clipboard, from a page that is not guarded. */
export class Clipboard {
  private constructor(private readonly tab: Tab) {}

  static async open(browser: Browser, site: Site): Promise<Clipboard> {
    return new Clipboard(await browser.open(site.elsewhere + page("copy")));
  }

  async put(clip: Clip): Promise<void> {
    await this.tab.activate();
    await this.tab.evaluate(async ({ text, html }: Clip) => {
      const types: Record<string, Blob> = {};
      if (text !== undefined) types["text/plain"] = new Blob([text], { type: "text/plain" });
      if (html !== undefined) types["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(types)]);
    }, clip);
  }

  close(): Promise<void> {
    return this.tab.close();
  }
}

/** Presses the keys of a paste in the tab, wherever its focus is. */
export async function paste(tab: Tab): Promise<void> {
  await tab.activate();
  await tab.press("Control", "v");
}

/**
 * Pastes into the focused field of the frame until the guard there judges by itself: from then on a clean paste is the
 * browser's own event. What was recorded meanwhile is forgotten; what was pasted stays in the field.
 */
export async function warmUp(tab: Tab, clipboard: Clipboard, frame: Frame = tab): Promise<void> {
  await clipboard.put({ text: "warm" });
  await until("the guard is ready", async () => {
    const { length } = await pastesSeen(frame);
    await paste(tab);
    return (await pastes(frame, length + 1)).at(-1)?.trusted;
  });
  await forget(frame);
}

/** Empties the page's record. */
export function forget(frame: Frame): Promise<void> {
  return frame.evaluate(() => {
    for (const list of [window.record.events, window.record.pastes, window.record.violations]) list.length = 0;
  }, undefined);
}

/** Clicks into a field. */
export async function enter(tab: Tab, selector: string, frame: Frame = tab): Promise<void> {
  await tab.activate();
  await tab.click(await frame.pointOf(selector));
}

/** What stands in a field, or in an element that can be edited. */
export function valueOf(frame: Frame, selector: string): Promise<string> {
  return frame.evaluate((wanted: string) => {
    const element = document.querySelector(wanted);
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value;
    return element instanceof HTMLElement ? element.innerText : "";
  }, selector);
}

/** Empties a field and leaves it focused with its caret inside. */
export async function clear(tab: Tab, selector: string, frame: Frame = tab): Promise<void> {
  await enter(tab, selector, frame);
  await tab.press("Control", "a");
  await tab.press("Delete");
  await until(`${selector} is empty`, async () => (await valueOf(frame, selector)).trim() === "");
  await forget(frame);
}

/** Waits until the field holds exactly this. */
export function expectValue(frame: Frame, selector: string, expected: string): Promise<void> {
  return untilEqual(expected, () => valueOf(frame, selector));
}

/** Buttons of the warning, by what they do. */
const BUTTONS = { share: "button[value='share']", withhold: "button:not([value='share'])" } as const;

/** What is not moving is drawn within this, in milliseconds. */
const A_FRAME_MS = 50;

/** The warning as the person sees it. */
export class Warning {
  constructor(
    private readonly tab: Tab,
    private readonly dialog: ClosedRoot,
  ) {}

  /** All that can be read in it. */
  text(): Promise<string> {
    return this.dialog.evaluate((root) => root.querySelector("dialog")?.innerText ?? "", undefined);
  }

  /** Whether there is a button to share anyway that can be pressed. */
  offersSharing(): Promise<boolean> {
    return this.dialog.evaluate(
      (root) => root.querySelector("button[value='share']:not(:disabled)") !== null,
      undefined,
    );
  }

  /** What the element with the focus says. */
  focused(): Promise<string> {
    return this.dialog.evaluate((root) => root.activeElement?.textContent ?? "", undefined);
  }

  /** Resolves when it has been there for long enough to take an answer. */
  async settled(): Promise<void> {
    await this.drawn();
    await new Promise((resolve) => setTimeout(resolve, AHEAD_MS + A_FRAME_MS));
  }

  pointOf(button: keyof typeof BUTTONS): Promise<Point> {
    return this.dialog.pointOf(BUTTONS[button]);
  }

  /** Presses a button, as soon as it takes a press. */
  async press(button: keyof typeof BUTTONS): Promise<void> {
    await this.settled();
    const isPausing = (root: ShadowRoot, selector: string) => root.querySelector(selector)?.ariaDisabled === "true";
    await until("the button can be pressed", async () => !(await this.dialog.evaluate(isPausing, BUTTONS[button])));
    await this.tab.click(await this.pointOf(button));
  }

  /** What it says of the rest of the check; empty where nothing is said. */
  rest(): Promise<string> {
    return this.dialog.evaluate((root) => root.querySelector("[data-part=rest]")?.textContent ?? "", undefined);
  }

  /** Resolves when everything was checked that it is about. */
  async whole(): Promise<Warning> {
    await until("everything is checked", () =>
      this.dialog.evaluate((root) => root.querySelector(".checking") === null, undefined),
    );
    return this;
  }

  /** Resolves when no warning is shown any more. */
  async gone(): Promise<void> {
    await until("the warning goes away", async () => (await this.tab.findDialog()) === null);
  }

  /** Resolves when this one is not shown any more; there may be another. */
  async closed(): Promise<void> {
    await until("this warning closes", () =>
      this.dialog.evaluate((root) => !root.host.isConnected, undefined).catch(() => true),
    );
  }

  /** Resolves when it has stopped moving, but for what turns as long as something is being checked. */
  async drawn(): Promise<void> {
    const isMoving = (root: ShadowRoot) =>
      root
        .getAnimations()
        .some(({ playState, effect }) => playState === "running" && effect?.getTiming().iterations !== Infinity);
    await until("the warning stands still", async () => !(await this.dialog.evaluate(isMoving, undefined)));
  }

  evaluate<R>(run: (root: ShadowRoot) => R): Promise<R> {
    return this.dialog.evaluate(run, undefined);
  }

  async click(selector: string): Promise<void> {
    await this.settled();
    await this.tab.click(await this.dialog.pointOf(selector));
  }
}

/** The warning, as soon as all is checked that it is about. */
export async function warning(tab: Tab): Promise<Warning> {
  return (await earlyWarning(tab)).whole();
}

/** The warning, as soon as it is shown. */
export async function earlyWarning(tab: Tab): Promise<Warning> {
  return new Warning(tab, await until("a warning is shown", () => tab.findDialog()));
}

/** What the line beside the page says; null where it is not shown. */
export async function noticeText(tab: Tab): Promise<string | null> {
  const found = await tab.findOurs("[data-part=notice]");
  return found === null
    ? null
    : found.evaluate((root) => root.querySelector("[data-part=notice]")?.textContent ?? null, undefined);
}

/** Fails when a warning is shown now; call it once the paste has provably been dealt with. */
export async function expectNoWarning(tab: Tab): Promise<void> {
  const dialog = await tab.findDialog();
  if (dialog !== null) throw new Error(`a warning is shown: ${await new Warning(tab, dialog).text()}`);
}

export function pastesSeen(frame: Frame): Promise<SeenPaste[]> {
  return frame.evaluate(() => window.record.pastes, undefined);
}

/** The paste events that reached the page, once there are `count` of them. */
export function pastes(frame: Frame, count: number): Promise<SeenPaste[]> {
  return until(`the page sees ${count} paste events`, async () => {
    const seen = await pastesSeen(frame);
    return seen.length >= count && seen;
  });
}

export function violationsSeen(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => window.record.violations, undefined);
}

/** Puts text into the editor of a page of pages/editors, with the caret before the character `caret`. */
export async function putInEditor(tab: Tab, value: string, caret: number): Promise<void> {
  await until("the editor is built", () => tab.evaluate(() => window.editor !== undefined, undefined));
  await tab.evaluate((wanted: { value: string; caret: number }) => window.editor?.put(wanted.value, wanted.caret), {
    value,
    caret,
  });
  await expectInEditor(tab, value);
}

export function textOfEditor(tab: Tab): Promise<string> {
  return tab.evaluate(() => window.editor?.text() ?? "", undefined);
}

/** Waits until the editor holds exactly this. */
export function expectInEditor(tab: Tab, expected: string): Promise<void> {
  return untilEqual(expected, () => textOfEditor(tab));
}
