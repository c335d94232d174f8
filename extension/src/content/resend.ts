/** Sends what was held, as the person was about to. The page's own code does it; only where it leaves it to the browser do we. */

/** What events have that the browser makes itself. */
export const INIT = { bubbles: true, cancelable: true, composed: true };

/** Enter in a composer, with what the browser does by itself where the page does nothing. */
export function pressEnter(composer: HTMLElement, modifiers: { readonly ctrlKey: boolean; readonly metaKey: boolean }): void {
  const init: KeyboardEventInit = { ...INIT, ...modifiers, key: "Enter", code: "Enter", keyCode: 13, which: 13 };
  const target = innermostFocus(composer);
  const isLeft = target.dispatchEvent(new KeyboardEvent("keydown", init)) && target.dispatchEvent(new KeyboardEvent("keypress", init));
  target.dispatchEvent(new KeyboardEvent("keyup", init));
  if (!isLeft || modifiers.ctrlKey || modifiers.metaKey) return;
  if (composer instanceof HTMLInputElement) {
    if (composer.form !== null) submitForm(composer.form, null);
    return;
  }
  if (composer instanceof HTMLTextAreaElement) document.execCommand("insertText", false, "\n");
  else document.execCommand("insertParagraph");
}

/** A press of a button, from the first touch on: some pages send at that. */
export function pressButton(control: HTMLElement): void {
  const { left, top, width, height } = control.getBoundingClientRect();
  const init = { ...INIT, button: 0, clientX: left + width / 2, clientY: top + height / 2, isPrimary: true, pointerType: "mouse" };
  control.dispatchEvent(new PointerEvent("pointerdown", { ...init, buttons: 1 }));
  control.dispatchEvent(new MouseEvent("mousedown", { ...init, buttons: 1 }));
  control.dispatchEvent(new PointerEvent("pointerup", init));
  control.dispatchEvent(new MouseEvent("mouseup", init));
  if (control.isConnected) control.click();
}

/** With the button that was pressed, as long as it is the form's. */
export function submitForm(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const isIts = (submitter instanceof HTMLButtonElement || submitter instanceof HTMLInputElement) && submitter.form === form;
  form.requestSubmit(isIts ? submitter : null);
}

/** Where keys go: an editor may have elements with a focus of their own. */
function innermostFocus(composer: HTMLElement): Element {
  const root = composer.getRootNode();
  const focused = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
  return focused !== null && composer.contains(focused) ? focused : composer;
}
