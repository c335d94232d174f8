/**
 * Runs in the page's own world, after the content script and before the page: tells of what only the page's own calls
 * show, and keeps what a script takes from the clipboard or from a file picker until the content script has answered.
 * It judges nothing.
 *
 * A page can undo what stands here: it is for pages that do their work, not for pages that attack their own readers.
 * What the page replaces later is not used, so that it does not get hold of the beacon or the port by accident or by
 * looking.
 */
import { HANDOVER, PORT, SIGNALS } from "./beacon";
import { entryOf, handleOf } from "./entries";
import type { Answer, Question } from "./question";
import { READER, READING } from "./reading";
import { wholeTextOf } from "./whole-text";

const { apply } = Reflect;
const { dispatchEvent } = EventTarget.prototype;
const { postMessage } = MessagePort.prototype;
const Mouse = MouseEvent;

// Never in the document, so that nothing takes the listeners on it away.
const beacon = document.createElement("i");
document.dispatchEvent(new MouseEvent(HANDOVER, { relatedTarget: beacon }));
const { port1: port, port2 } = new MessageChannel();
document.dispatchEvent(new MessageEvent(PORT, { ports: [port2] }));

/** False when the content script prevents it. */
function say(signal: (typeof SIGNALS)[keyof typeof SIGNALS], about: Element | null = null): boolean {
  return apply(dispatchEvent, beacon, [new Mouse(signal, { relatedTarget: about, cancelable: true })]);
}

const reader = document.createElement("i");
document.dispatchEvent(new MouseEvent(READER, { relatedTarget: reader }));
reader.addEventListener(READING, (event) => {
  const { relatedTarget } = event instanceof MouseEvent ? event : {};
  const text = relatedTarget instanceof Element ? tryWholeText(relatedTarget) : null;
  if (text === null) return;
  reader.textContent = text;
  event.preventDefault();
});

/** What it asks is the page's, and may throw whatever it likes: then what is drawn is read. */
function tryWholeText(editor: Element): string | null {
  try {
    return wholeTextOf(editor);
  } catch {
    return null;
  }
}

/** Questions without an answer. Without a prototype, so that the page has no part in it. */
const waiting: Record<number, (allowed: boolean) => void> = Object.create(null);
let asked = 0;
port.onmessage = ({ data: { id, allowed } }: MessageEvent<Answer>) => {
  waiting[id]?.(allowed);
  delete waiting[id];
};

/**
 * Resolves when it may go on. Without a content script, which a browser may take away when the extension is updated, at
 * once.
 */
function ask(what: Omit<Question, "id">): Promise<void> {
  if (say(SIGNALS.ping)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const id = asked++;
    waiting[id] = (allowed) =>
      allowed ? resolve() : reject(new DOMException(what.refusal.message, what.refusal.name));
    apply(postMessage, port, [{ ...what, id } satisfies Question]);
  });
}

/** The method with something done around it; to the page it looks as before. */
function around<Self, Method extends (this: Self, ...values: never[]) => unknown>(
  method: Method,
  handle: (call: () => ReturnType<Method>, self: Self) => ReturnType<Method>,
): Method {
  return new Proxy(method, { apply: (target, self, values) => handle(() => apply(target, self, values), self) });
}

const { getAsFile, webkitGetAsEntry, getAsFileSystemHandle } = DataTransferItem.prototype;
const { addEventListener } = EventTarget.prototype;
const { queueMicrotask } = window;
/**
 * Whether a drop that a script has made is being handled: what was held and is delivered arrives by such a drop. Many
 * uploaders go by what Chromium tells of dropped files besides the files, and would lose these without a word.
 */
let isScripted = false;
const onDrop = ({ isTrusted }: Event) => {
  isScripted = !isTrusted;
  // Until that script has ended.
  if (isScripted) queueMicrotask(() => (isScripted = false));
};
const watchDrops = () => apply(addEventListener, window, ["drop", onDrop, true]);
watchDrops();

/**
 * Tells after the call: seen from the content script's world, what a page adds right after it would stand before ours.
 */
const reopening = <Method extends Document["open"] | Document["write"]>(method: Method): Method =>
  new Proxy(method, {
    apply(target, self, values) {
      const result: unknown = apply(target, self, values);
      say(SIGNALS.reopened);
      watchDrops();
      return result;
    },
  });
Document.prototype.open = reopening(Document.prototype.open);
// These open a document that is complete.
Document.prototype.write = reopening(Document.prototype.write);
Document.prototype.writeln = reopening(Document.prototype.writeln);

/** An input that is not in the document, or in a shadow root, tells nobody that something was chosen but itself. */
const picking = <Method extends (this: never, ...values: never[]) => unknown>(method: Method): Method =>
  new Proxy(method, {
    apply(target, self, values) {
      if (self instanceof HTMLInputElement && self.type === "file") say(SIGNALS.picking, self);
      return apply(target, self, values);
    },
  });
HTMLElement.prototype.click = picking(HTMLElement.prototype.click);
HTMLInputElement.prototype.showPicker = picking(HTMLInputElement.prototype.showPicker);
HTMLInputElement.prototype.dispatchEvent = picking(dispatchEvent);

/** Submits without an event. */
HTMLFormElement.prototype.submit = around(HTMLFormElement.prototype.submit, (call, form: HTMLFormElement) => {
  if (say(SIGNALS.submitting, form)) call();
});

/** The file of an item in such a drop. */
const scriptedFile = (item: DataTransferItem): File | null => (isScripted ? apply(getAsFile, item, []) : null);
DataTransferItem.prototype.webkitGetAsEntry = around(webkitGetAsEntry, (call, item: DataTransferItem) => {
  const file = scriptedFile(item);
  return call() ?? (file && entryOf(file));
});
// Chromium only.
if (getAsFileSystemHandle !== undefined)
  DataTransferItem.prototype.getAsFileSystemHandle = around(
    getAsFileSystemHandle,
    async (call, item: DataTransferItem) => {
      const file = scriptedFile(item);
      return file === null ? call() : handleOf(file);
    },
  );

const CLIPBOARD_REFUSAL = { name: "NotAllowedError", message: "Read permission denied." };

// Absent where the page is not a secure context.
if (typeof Clipboard !== "undefined") {
  const { getType } = ClipboardItem.prototype;
  Clipboard.prototype.readText = around(Clipboard.prototype.readText, async (call) => {
    const text = await call();
    if (text !== "") await ask({ from: "clipboard", text, html: "", files: [], refusal: CLIPBOARD_REFUSAL });
    return text;
  });
  Clipboard.prototype.read = around(Clipboard.prototype.read, async (call) => {
    const items = await call();
    const [text, html, files]: [string[], string[], File[]] = [[], [], []];
    for (const item of items) {
      for (const type of item.types) {
        const content: Blob = await apply(getType, item, [type]);
        if (type === "text/plain") text.push(await content.text());
        else if (type === "text/html") html.push(await content.text());
        else files.push(new File([content], type.replace("/", "."), { type }));
      }
    }
    await ask({ from: "clipboard", text: text.join("\n"), html: html.join("\n"), files, refusal: CLIPBOARD_REFUSAL });
    return items;
  });
}

// Chromium only.
if (window.showOpenFilePicker !== undefined) {
  window.showOpenFilePicker = around(window.showOpenFilePicker, async (call) => {
    const handles = await call();
    // What cannot be read now, such as a file that is gone, is nothing that the page gets.
    const read = await Promise.allSettled(handles.map((handle) => handle.getFile()));
    const files = read.flatMap((file) => (file.status === "fulfilled" ? [file.value] : []));
    await ask({
      from: "picker",
      text: "",
      html: "",
      files,
      refusal: { name: "AbortError", message: "The user aborted a request." },
    });
    return handles;
  });
}
