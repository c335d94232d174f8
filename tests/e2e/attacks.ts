/** What a page can try against the warning while it is shown. Each runs in the page, as its own script would. */

export interface Attack {
  readonly name: string;
  readonly run: () => void;
  /** How long it goes on, in milliseconds; absent where it is over at once. */
  readonly lasts?: number;
}

/** The element that is ours, as any page can find it. */
declare global {
  interface Window {
    /** Below the root element, neither head nor body. */
    ours(): HTMLElement[];
    stopAttack?: () => void;
  }
}

export const ATTACKS: readonly Attack[] = [
  {
    name: "hides it by a style sheet",
    run: () => {
      const style = document.createElement("style");
      style.textContent =
        "html > div, html > div * { display: none !important; visibility: hidden !important; opacity: 0 !important; pointer-events: none !important; transform: scale(0) !important; clip-path: inset(50%) !important }";
      document.head.append(style);
    },
  },
  {
    name: "hides it by its own style attribute",
    run: () => {
      for (const host of window.ours())
        host.style.cssText =
          "display: none !important; opacity: 0 !important; position: fixed !important; left: -9999px !important";
    },
  },
  {
    name: "makes everything see-through and deaf by inheritance",
    run: () => {
      document.documentElement.style.cssText =
        "visibility: hidden; pointer-events: none; opacity: 0; filter: opacity(0); color: transparent; font-size: 0";
    },
  },
  {
    name: "hides it by attributes",
    run: () => {
      for (const host of window.ours())
        for (const name of ["hidden", "inert", "popover", "aria-hidden"]) host.setAttribute(name, "true");
    },
  },
  { name: "makes the whole document inert", run: () => document.documentElement.setAttribute("inert", "") },
  {
    name: "turns the whole document into an editor",
    run: () => {
      document.designMode = "on";
      document.execCommand("selectAll");
      document.execCommand("delete");
    },
  },
  {
    name: "covers it in full screen",
    run: () => {
      const cover = document.createElement("div");
      cover.style.cssText = "position: fixed; inset: 0; background: white";
      document.body.append(cover);
      // Refused where nobody has pressed a key lately.
      void cover.requestFullscreen().catch(() => null);
    },
  },
  {
    name: "moves it into an element that is not shown",
    run: () => {
      const away = document.createElement("div");
      away.hidden = true;
      document.body.append(away);
      away.append(...window.ours());
    },
  },
  {
    name: "moves it into a frame",
    run: () => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      frame.contentDocument?.body.append(...window.ours());
    },
  },
  { name: "moves it to the head", run: () => document.head.append(...window.ours()) },
  {
    name: "replaces the root element",
    run: () => {
      const root = document.createElement("html");
      root.append(document.createElement("head"), document.body);
      document.replaceChild(root, document.documentElement);
    },
  },
  {
    name: "removes it again and again",
    lasts: 700,
    run: () => {
      const observer = new MutationObserver(() => {
        for (const host of window.ours()) host.remove();
      });
      observer.observe(document.documentElement, { childList: true });
      for (const host of window.ours()) host.remove();
      setTimeout(() => observer.disconnect(), 700);
    },
  },
  {
    name: "covers it with a popover",
    run: () => {
      const cover = document.createElement("div");
      cover.popover = "manual";
      cover.style.cssText = "inset: 0; width: 100vw; height: 100vh; margin: 0; opacity: 0.01";
      document.body.append(cover);
      cover.showPopover();
    },
  },
  {
    name: "covers its buttons only",
    run: () => {
      const cover = document.createElement("dialog");
      cover.style.cssText = "inset: auto 0 0 0; width: 100vw; max-width: none; height: 45vh; margin: 0; opacity: 0.01";
      document.body.append(cover);
      cover.showModal();
    },
  },
  {
    name: "raises a dialog of its own again and again",
    lasts: 700,
    run: () => {
      const cover = document.createElement("dialog");
      document.body.append(cover);
      const timer = setInterval(() => {
        cover.close();
        cover.showModal();
      }, 40);
      setTimeout(() => {
        clearInterval(timer);
        cover.close();
      }, 700);
    },
  },
  {
    name: "sends it the events by which a dialog ends",
    run: () => {
      for (const host of window.ours())
        for (const type of ["close", "cancel", "command", "toggle", "submit"])
          host.dispatchEvent(new Event(type, { bubbles: true, composed: true, cancelable: true }));
    },
  },
  {
    name: "has a button of its own that commands it",
    run: () => {
      const button = document.createElement("button");
      button.setAttribute("commandfor", "dialog");
      button.setAttribute("command", "close");
      button.value = "share";
      document.body.append(button);
      button.click();
      for (const host of window.ours()) {
        host.id = "dialog";
        Reflect.set(button, "commandForElement", host);
        button.click();
      }
    },
  },
  {
    name: "submits a form of method dialog inside its element",
    run: () => {
      for (const host of window.ours()) {
        const form = document.createElement("form");
        form.method = "dialog";
        form.append(document.createElement("button"));
        host.append(form);
        form.requestSubmit();
      }
    },
  },
  {
    name: "puts content of its own into its element",
    run: () => {
      for (const host of window.ours())
        host.innerHTML = "<dialog open><button value=share autofocus>Don’t share</button></dialog>";
    },
  },
  {
    name: "has replaced what dialogs are made of",
    run: () => {
      for (const name of ["close", "show", "showModal"] as const) HTMLDialogElement.prototype[name] = () => undefined;
      Object.defineProperty(HTMLDialogElement.prototype, "returnValue", { get: () => "share", set: () => undefined });
      Object.defineProperty(HTMLDialogElement.prototype, "open", { get: () => false });
    },
  },
  {
    name: "presses keys of its own making on it",
    run: () => {
      for (const host of [...window.ours(), document.activeElement, document, window]) {
        for (const key of ["Tab", "Enter", " ", "Escape"]) {
          for (const type of ["keydown", "keypress", "keyup"])
            host?.dispatchEvent(
              new KeyboardEvent(type, { key, code: key, bubbles: true, composed: true, cancelable: true }),
            );
        }
      }
    },
  },
  {
    name: "takes the focus away",
    lasts: 500,
    run: () => {
      const timer = setInterval(() => document.querySelector<HTMLElement>("#textarea")?.focus(), 20);
      setTimeout(() => clearInterval(timer), 500);
    },
  },
  { name: "sends the field away under it", run: () => document.querySelector("#input")?.remove() },
  { name: "pastes by command", run: () => void document.execCommand("paste") },
];
