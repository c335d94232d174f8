/** What a test does in a browser, said once for both. Chromium is driven over CDP, Firefox over WebDriver BiDi. */

import assert from "node:assert/strict";

export type BrowserKind = "chromium" | "firefox";

/** What is on the clipboard; a type that is absent is not offered to the page. */
export interface Clip {
  readonly text?: string;
  readonly html?: string;
}

export interface Options {
  /** Folder of an unpacked extension; none for a browser without it. */
  readonly extension?: string;
  /** Language of the browser's interface. */
  readonly locale?: "en" | "zh-CN";
  /** Managed storage of the extension; the file that carries it is removed when the browser is closed. */
  readonly managed?: Readonly<Record<string, unknown>>;
  /** Whether Firefox gets `managed` from the file of its administrator, as only root can, instead of from a user's. */
  readonly asAdministrator?: boolean;
  /** Shows windows; needs a display. */
  readonly headed?: boolean;
  /** The X display for these windows, instead of the environment's. */
  readonly display?: string;
  /** Has pages read Firefox's clock to some 20 µs, which it otherwise rounds to a millisecond. */
  readonly preciseClock?: boolean;
  /** Sends every request, to this machine as well, to a proxy at this address: `127.0.0.1:8080`. */
  readonly proxy?: string;
}

export interface Browser {
  readonly kind: BrowserKind;
  open(url: string): Promise<Tab>;
  /** The extension's id, as a policy names it. */
  readonly extensionId: string;
  /** Where the extension's own pages are, without the last slash. */
  readonly extensionRoot: string;
  /** Opens a page of the extension, such as `popup.html`. */
  openExtensionPage(page: string): Promise<Tab>;
  /** Ends the background as the browser does when it wants the memory, whatever it is at. */
  endBackground(): Promise<void>;
  /** Takes the sites back from the extension, as a person can in the browser's settings. */
  withholdSites(): Promise<void>;
  /** Loads the extension anew, as an update does. */
  reloadExtension(): Promise<void>;
  /** Removes it. False where nothing can do that from outside. */
  removeExtension(): Promise<boolean>;
  /** Resolves when the person has closed the last window. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** A point in CSS pixels from the top left corner of the tab's viewport. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What another program drags into the browser. */
export interface Dragged {
  readonly text?: string;
  /** Files and folders of this machine. */
  readonly files?: readonly string[];
}

/** Keys that tests press, named as both drivers name them. */
export type Key = "Control" | "Shift" | "Tab" | "Enter" | "Escape" | "Delete" | "ArrowDown" | " " | "a" | "c" | "v";

export interface Frame {
  /** Runs a function in the page's own world. It is sent as source and sees only its argument. */
  evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** The document inside the frame element that `selector` finds. */
  child(selector: string): Promise<Frame>;
  /** Middle of the element that `selector` finds, as soon as it is there. */
  pointOf(selector: string): Promise<Point>;
}

export interface Tab extends Frame {
  /** Presses keys as a keyboard does, all but the last held down: `Escape`, `Control` and `v`. */
  press(...keys: readonly Key[]): Promise<void>;
  /** Holds a key down until `done` says so: the keyboard repeats it meanwhile. */
  hold(key: Key, done: () => Promise<boolean>): Promise<void>;
  type(text: string): Promise<void>;
  /** Begins a word with an input method, and leaves it unfinished. */
  compose(text: string): Promise<void>;
  /** Presses Enter, by which the input method takes the word. */
  takeComposed(): Promise<void>;
  click(point: Point): Promise<void>;
  /** Touches the screen with a finger for a moment. */
  tap(point: Point): Promise<void>;
  /** Chooses files of this machine in the picker that `open` leads to. */
  choose(open: () => Promise<void>, files: readonly string[]): Promise<void>;
  /**
   * Drops what another program drags, at a point. In Firefox without a drag of the system: no folders, and nothing by
   * the browser itself.
   */
  drop(point: Point, what: Dragged): Promise<void>;
  activate(): Promise<void>;
  /** Goes to another page and resolves when it is loaded. */
  go(url: string): Promise<void>;
  /** The same, with a script that runs in the page's world before any other. */
  goWith(url: string, script: string): Promise<void>;
  screenshot(file: `${string}.png`): Promise<void>;
  /**
   * What the page's scripts, ours among them, hold after what is garbage was collected, in bytes: in Firefox that of
   * their process.
   */
  memory(): Promise<number>;
  /**
   * The dialog that an extension has put into the tab or one of its frames, in a shadow root that may be closed. It
   * counts as there until it is removed, which is later than its closing: the caret is put back in between.
   */
  findDialog(): Promise<ClosedRoot | null>;
  /** The same for anything else of ours: the closed shadow root in which `selector` finds something. */
  findOurs(selector: string): Promise<ClosedRoot | null>;
  close(): Promise<void>;
}

/** A closed shadow root below the root element: out of the page's reach, not out of a debugger's. */
export interface ClosedRoot {
  /**
   * Runs a function on the shadow root. It is sent as source and sees only what it is given; all that travels is JSON.
   */
  evaluate<R, A>(run: (root: ShadowRoot, argument: A) => R, argument: A): Promise<R>;
  /** Middle of an element inside. */
  pointOf(selector: string): Promise<Point>;
}

/** A key goes down more than once, as keyboards repeat it; both drivers have it so. */
export async function holdKey(
  keyboard: { down(key: Key): Promise<void>; up(key: Key): Promise<void> },
  key: Key,
  done: () => Promise<boolean>,
): Promise<void> {
  do await keyboard.down(key);
  while (!(await done()));
  await keyboard.up(key);
}

/** The first of these in which the selector finds something. */
export async function rootWith(selector: string, roots: AsyncIterable<ClosedRoot>): Promise<ClosedRoot | null> {
  for await (const root of roots) {
    if (await root.evaluate((shadow, wanted) => shadow.querySelector(wanted) !== null, selector)) return root;
  }
  return null;
}

/** A function with its argument as the source of an expression: what is sent to a browser. */
export function sourceOf<A>(run: (argument: A) => unknown, argument: A): string {
  return `(${run.toString()})(${argument === undefined ? "" : JSON.stringify(argument)})`;
}

/** Where a frame's viewport begins. */
export function shift(point: Point, origin: Point): Point {
  return { x: point.x + origin.x, y: point.y + origin.y };
}

/** Longest wait for any condition, in milliseconds: two shared cores, a cold browser. */
export const PATIENCE = 60_000;

/** Polls until `probe` answers something other than null, undefined or false, and returns that. */
export async function until<T>(what: string, probe: () => Promise<T | null | undefined | false>): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const found = await probe();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`waited ${PATIENCE / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Polls until `read` answers exactly this; the difference is in the error when it never does. */
export async function untilEqual(expected: string, read: () => Promise<string>): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const found = await read();
    if (found === expected) return;
    if (performance.now() > deadline) assert.equal(found, expected);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
