/**
 * Sends what was held, as the person was about to. The page's own code does it; only where it leaves it to the browser
 * do we.
 */

/** What events have that the browser makes itself. */
export const INIT = { bubbles: true, cancelable: true, composed: true };

/** Enter in a composer, with what the browser does by itself where the page does nothing. */
export function pressEnter(
  composer: HTMLElement,
  modifiers: { readonly ctrlKey: boolean; readonly metaKey: boolean },
): void {
  const init: KeyboardEventInit = { ...INIT, ...modifiers, key: "Enter", code: "Enter", keyCode: 13, which: 13 };
  const target = innermostFocus(composer);
  const isLeft =
    target.dispatchEvent(new KeyboardEvent("keydown", init)) &&
    target.dispatchEvent(new KeyboardEvent("keypress", init));
  target.dispatchEvent(new KeyboardEvent("keyup", init));
  if (!isLeft || modifiers.ctrlKey || modifiers.metaKey) return;
  if (composer instanceof HTMLInputElement) {
    if (composer.form !== null) submitByEnter(composer.form);
    return;
  }
  if (composer instanceof HTMLTextAreaElement) document.execCommand("insertText", false, "\n");
  else document.execCommand("insertParagraph");
}

/** Types of fields of which a form without a button may have only one, to be submitted by Enter. */
const ALONE = /^(text|search|tel|url|email|password|date|month|week|time|datetime-local|number)$/;

/**
 * As the HTML standard has it ("implicit submission"): by its first button, which does nothing where it is disabled.
 */
function submitByEnter(form: HTMLFormElement): void {
  // Not `form.elements`, in which buttons that are pictures are missing.
  const controls = [
    ...(rootOf(form)?.querySelectorAll<HTMLButtonElement | HTMLInputElement>("button, input") ?? []),
  ].filter((control) => control.form === form);
  const button = controls.find(({ type }) => type === "submit" || type === "image");
  if (button !== undefined) button.click();
  else if (controls.filter(({ type }) => ALONE.test(type)).length < 2) submitForm(form, null);
}

/** With the button that was pressed, as long as it is the form's. */
export function submitForm(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const isIts =
    (submitter instanceof HTMLButtonElement || submitter instanceof HTMLInputElement) && submitter.form === form;
  form.requestSubmit(isIts ? submitter : null);
}

/** Where keys go: an editor may have elements with a focus of their own. */
function innermostFocus(composer: HTMLElement): Element {
  const focused = rootOf(composer)?.activeElement ?? null;
  return focused !== null && composer.contains(focused) ? focused : composer;
}

/** The document or the shadow tree that it is in; null where it is in none. */
function rootOf(element: Element): Document | ShadowRoot | null {
  const root = element.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root : null;
}
