/** Lets end-to-end tests see into the closed shadow root. Only called in the variant for tests, and absent from what ships. */

/** Dispatched by a test on the document. */
const QUESTION = "shareguard-test:dialog?";
/** The answer, with {@link Shown} as JSON in `detail`; there is none while no dialog is up. */
const ANSWER = "shareguard-test:dialog";

/** What the dialog shows. */
interface Shown {
  /** `data-part` -> what it says. */
  readonly parts: Readonly<Record<string, string>>;
  readonly buttons: readonly { readonly value: string; readonly label: string; readonly x: number; readonly y: number }[];
  /** Value of the button, or name of the field, that has the focus. */
  readonly focused: string | null;
  /** Everything that can be read without opening anything. */
  readonly text: string;
}

export function exposeToTests(dialog: HTMLDialogElement, signal: AbortSignal): void {
  document.addEventListener(QUESTION, () => {
    document.dispatchEvent(new CustomEvent(ANSWER, { detail: JSON.stringify(shownIn(dialog)) }));
  }, { signal });
}

function shownIn(dialog: HTMLDialogElement): Shown {
  const root = dialog.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  const parts = [...dialog.querySelectorAll<HTMLElement>("[data-part]")].map((part) => [part.dataset["part"] ?? "", part.innerText] as const);
  return {
    parts: Object.fromEntries(parts),
    // The middle of each, in CSS pixels of the frame, for a pointer.
    buttons: [...dialog.querySelectorAll("button")].map((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      return { value: button.value, label: button.innerText, x: left + width / 2, y: top + height / 2 };
    }),
    focused: focused instanceof HTMLButtonElement ? focused.value : (focused?.getAttribute("name") ?? null),
    text: dialog.innerText,
  };
}
