/**
 * What a page can try before anything is shared, to get it past the check or to learn what was found. Each runs in the
 * page, as its own script would.
 */
import type { Attack } from "./attacks";

declare global {
  interface Window {
    /** What the page overheard by its own hooks, as text. */
    overheard: string[];
  }
}

export const FORGERIES: readonly Attack[] = [
  {
    name: "waits for what the extension's scripts hand to each other",
    run: () => {
      for (const type of ["shareguard:beacon", "shareguard:port", "shareguard:reader"])
        document.addEventListener(type, (event) => window.overheard.push(`${type} ${JSON.stringify(event)}`), true);
    },
  },
  {
    name: "hands over a beacon of its own",
    run: () => {
      const relatedTarget = document.createElement("i");
      document.dispatchEvent(new MouseEvent("shareguard:beacon", { relatedTarget }));
      for (const type of ["reopened", "picking", "submitting", "ping"]) {
        if (
          !relatedTarget.dispatchEvent(
            new MouseEvent(type, { relatedTarget: document.createElement("form"), cancelable: true }),
          )
        )
          window.overheard.push(`SECRET channel answers ${type}`);
      }
    },
  },
  {
    name: "hands over a port of its own and asks on it",
    run: () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => void window.overheard.push(`SECRET channel says ${JSON.stringify(data)}`);
      document.dispatchEvent(new MessageEvent("shareguard:port", { ports: [port2] }));
      port1.postMessage({
        id: 0,
        from: "clipboard",
        text: "SECRET//NOFORN",
        html: "",
        files: [],
        refusal: { name: "a", message: "b" },
      });
    },
  },
  {
    name: "listens in on every port",
    run: () => {
      const { postMessage, addEventListener, start } = MessagePort.prototype;
      MessagePort.prototype.postMessage = function (this: MessagePort, ...values: unknown[]) {
        window.overheard.push(JSON.stringify(values));
        return Reflect.apply(postMessage, this, values);
      };
      MessagePort.prototype.addEventListener = function (this: MessagePort, ...values: unknown[]) {
        window.overheard.push("port");
        start.call(this);
        return Reflect.apply(addEventListener, this, values);
      };
      Object.defineProperty(MessagePort.prototype, "onmessage", {
        set: () => void window.overheard.push("port"),
        get: () => null,
      });
    },
  },
  {
    name: "listens in on every event that is dispatched",
    run: () => {
      const { dispatchEvent } = EventTarget.prototype;
      EventTarget.prototype.dispatchEvent = function (event) {
        window.overheard.push(`${event.type} ${JSON.stringify(Reflect.get(event, "detail"))}`);
        return dispatchEvent.call(this, event);
      };
    },
  },
  {
    name: "gives every object a yes to inherit",
    run: () => {
      for (const [name, value] of Object.entries({
        allowed: true,
        share: true,
        action: "allow",
        verdict: "clean",
        place: null,
        isTrusted: true,
      })) {
        Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
      }
    },
  },
  {
    name: "has replaced how a paste is read",
    run: () => {
      DataTransfer.prototype.getData = () => "roses";
      Object.defineProperty(DataTransfer.prototype, "types", { get: () => [] });
      Object.defineProperty(ClipboardEvent.prototype, "clipboardData", { get: () => new DataTransfer() });
    },
  },
  {
    name: "has replaced how an event is stopped",
    run: () => {
      Event.prototype.preventDefault = () => undefined;
      Event.prototype.stopPropagation = () => undefined;
      Event.prototype.stopImmediatePropagation = () => undefined;
      Event.prototype.composedPath = () => [];
    },
  },
  {
    name: "has replaced what text is made into bytes with",
    run: () => {
      TextEncoder.prototype.encodeInto = () => ({ read: 0, written: 0 });
      TextEncoder.prototype.encode = () => new Uint8Array();
      String.prototype.charCodeAt = () => 32;
      JSON.parse = () => ({ action: "allow", findings: [], notices: [] });
    },
  },
  {
    name: "opens every shadow root that is made",
    run: () => {
      const { attachShadow } = Element.prototype;
      Element.prototype.attachShadow = function (init) {
        const root = attachShadow.call(this, { ...init, mode: "open" });
        new MutationObserver(() => void window.overheard.push(root.textContent ?? "")).observe(root, {
          childList: true,
          subtree: true,
          characterData: true,
        });
        return root;
      };
    },
  },
  {
    name: "has replaced what elements are made with",
    run: () => {
      const { createElement } = document;
      document.createElement = ((name: string) => {
        const made = createElement.call(document, name);
        new MutationObserver(() => void window.overheard.push(made.textContent ?? "")).observe(made, {
          childList: true,
          subtree: true,
          characterData: true,
        });
        return made;
      }) as typeof document.createElement;
      Object.defineProperty(Node.prototype, "textContent", {
        set: (text: string) => void window.overheard.push(text),
        get: () => "",
      });
    },
  },
  {
    name: "stops the clock",
    run: () => {
      performance.now = () => 0;
      Date.now = () => 0;
      for (const name of ["setTimeout", "setInterval", "requestAnimationFrame", "queueMicrotask"])
        Reflect.set(window, name, () => 0);
    },
  },
  {
    name: "has broken promises",
    run: () => {
      Promise.prototype.then = () => new Promise(() => undefined);
      Promise.prototype.catch = () => new Promise(() => undefined);
      Reflect.set(Promise, "withResolvers", () => ({
        promise: new Promise(() => undefined),
        resolve() {},
        reject() {},
      }));
    },
  },
  {
    name: "has taken WebAssembly and messages away",
    run: () => {
      for (const name of ["WebAssembly", "MessageChannel", "BroadcastChannel", "SharedWorker", "Worker"])
        Reflect.deleteProperty(window, name);
      window.postMessage = () => undefined;
    },
  },
  {
    name: "listens to all messages, and sends the extension some",
    run: () => {
      window.addEventListener("message", ({ data }) => window.overheard.push(JSON.stringify(data)), true);
      for (const message of [
        { shareguard: "decided", request: { outcome: "shared" } },
        { share: true },
        { allowed: true, id: 0 },
      ])
        window.postMessage(message, "*");
      for (const name of ["chrome", "browser"]) {
        const runtime: unknown = Reflect.get(Reflect.get(window, name) ?? {}, "runtime");
        if (typeof runtime === "object" && runtime !== null)
          window.overheard.push(
            `SECRET way to the extension: ${Object.keys(runtime)
              .filter((key) => /send|connect/i.test(key))
              .join()}`,
          );
      }
    },
  },
  {
    name: "presses the keys of a paste itself",
    run: () => {
      const field = document.querySelector<HTMLElement>("#textarea");
      field?.focus();
      for (const type of ["keydown", "keypress", "keyup"])
        field?.dispatchEvent(
          new KeyboardEvent(type, { key: "v", code: "KeyV", ctrlKey: true, bubbles: true, composed: true }),
        );
    },
  },
];

/** Puts the field into an editor that the page made up, which looks around when it is asked for its text. */
export function makeUpEditor(): void {
  const field = document.querySelector("#textarea");
  const editor = document.createElement("div");
  const content = document.createElement("div");
  editor.className = "cm-editor";
  content.className = "cm-content";
  Object.defineProperty(content, "cmTile", {
    get: () => {
      const asking = window.event?.target;
      window.overheard.push("asked");
      for (const type of ["reopened", "picking", "submitting", "ping"]) {
        const relatedTarget = document.createElement("form");
        if (asking?.dispatchEvent(new MouseEvent(type, { relatedTarget, cancelable: true })) === false)
          window.overheard.push(`SECRET channel answers ${type}`);
      }
      return { root: { view: { state: { doc: "roses" } } } };
    },
  });
  field?.replaceWith(editor);
  if (field !== null) editor.append(content, field);
  // A line, as such editors draw them.
  const line = document.createElement("div");
  line.className = "cm-line";
  field?.addEventListener("input", () => (line.textContent = field instanceof HTMLTextAreaElement ? field.value : ""));
  editor.append(line);
}
