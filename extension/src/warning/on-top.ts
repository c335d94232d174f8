/** Keeps a modal dialog in front of the page. */

/**
 * How often it is looked after, in milliseconds. While a page's own dialog covers ours, that one takes the clicks;
 * nothing is shared meanwhile, so being quick is only a matter of comfort.
 */
const LOOK_EVERY_MS = 100;

/**
 * What can put something into the top layer, above a dialog that is there already. Events of popovers and dialogs in
 * shadow trees of the page do not come out of them; what these cover is found by looking.
 */
const RISING = ["beforetoggle", "toggle", "fullscreenchange"] as const;

/**
 * Shows the dialog in the document, and again whenever the page has removed it, moved it, or put something above it.
 * `attach` adds the dialog's listeners, and is called each time: `document.open()` takes them away, in shadow roots
 * too. Looking instead of reacting, so that a page that keeps removing it never hangs. Ends when `signal` aborts.
 */
export function keepOnTop(host: HTMLElement, dialog: HTMLDialogElement, attach: () => void, signal: AbortSignal): void {
  /** Something may be above it that lets every click through, so that nobody finds it by looking. */
  let isOvertaken = false;
  const onRising = () => (isOvertaken = true);
  const isInPlace = () => host.parentNode !== null && host.parentNode === document.documentElement;

  const raise = () => {
    // Missing for a moment while a document is being written anew.
    if (document.documentElement === null) return;
    const focused = focusIn(dialog);
    if (!isInPlace()) document.documentElement.append(host);
    if (dialog.open) dialog.close();
    keepSize(dialog);
    attach();
    for (const kind of RISING) document.addEventListener(kind, onRising, { capture: true, signal });
    dialog.showModal();
    isOvertaken = false;
    // Without this the browser goes to the button again, away from a reason that is being typed.
    if (focused !== null) focused.focus({ preventScroll: true });
    // In a small window it goes to the button at once, past what is asked.
    else dialog.firstElementChild?.scrollTo(0, 0);
  };
  raise();
  const looking = setInterval(() => {
    // Painted above the top layer, and clicks may go through it.
    document.activeViewTransition?.skipTransition();
    keepSize(dialog);
    if (!isInPlace() || (dialog.open && (isOvertaken || isCovered(host, dialog)))) raise();
  }, LOOK_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(looking), { once: true });
}

/** A page's `zoom` reaches into the top layer; the dialog takes it back. */
function keepSize(dialog: HTMLDialogElement): void {
  const zoom = String(1 / (document.documentElement?.currentCSSZoom ?? 1));
  if (dialog.style.zoom !== zoom) dialog.style.zoom = zoom;
}

/** Whether something else is where the middle of the dialog or one of its buttons is. */
function isCovered(host: HTMLElement, dialog: HTMLDialogElement): boolean {
  return [dialog, ...dialog.querySelectorAll("button")].some((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    // Nothing there: the frame is not shown, or the place is scrolled out of it.
    return there !== null && there !== host;
  });
}

/** The element in it that has the focus. */
export function focusIn(dialog: HTMLDialogElement): HTMLElement | null {
  const root = dialog.getRootNode();
  return root instanceof ShadowRoot && root.activeElement instanceof HTMLElement ? root.activeElement : null;
}
