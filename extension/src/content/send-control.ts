/** Which button sends what is in a composer. */
import { isTextField } from "./composer";
import words from "./send-words.json";

const BUTTONS = "button, input[type=submit], input[type=button], input[type=image], [role=button]";
/**
 * Pages draw buttons out of anything; what is none by its element or role says in its class that it sends, or has no
 * text but that.
 */
const DRAWN = ["send", "submit", "publish"].map((word) => `:is(a, div, span)[class*=${word} i]`).join();
/** Attributes in which pages say what a button does, or of what it is a picture. */
const NAMES = ["aria-label", "title", "data-testid", "name", "id", "value", "class", "alt", "href", "data-icon"];
const PICTURES = "svg, use, img, i, [data-icon]";
/** How far from where the pointer is an element may be that is a button by its text alone, in elements. */
const TEXT_DEPTH = 4;
/** Longest text that names a button, in UTF-16 code units; more is content. */
const MAX_NAME_UTF16 = 80;
/**
 * How far above a composer its own buttons may hang, in elements. Farther away, it has to be the only one of the page
 * that says so.
 */
const COMPOSER_DEPTH = 8;

const WORD = new RegExp(`(?<!\\p{L})(?:${words.apart.join("|")})(?!\\p{L})|${words.within.join("|")}`, "u");

/** The button that an event is about; null when it is about none that sends from this composer. */
export function sendControlOf(event: Event, composer: HTMLElement): HTMLElement | null {
  for (const [depth, target] of event.composedPath().entries()) {
    if (!(target instanceof HTMLElement) || target.contains(composer)) continue;
    const isButton = target.matches(BUTTONS);
    if (!isButton && !target.matches(DRAWN) && !isClosed(target)) {
      if (depth < TEXT_DEPTH && target.closest(BUTTONS) === null && isOnlyOne(target)) return target;
      continue;
    }
    if (
      submits(target, composer) ||
      (isBeside(target, composer) ? isNamedSend(target) || isLastPicture(target, composer) : isOnlyOne(target))
    )
      return target;
    // What stands around another button does not make it one that sends.
    if (isButton) return null;
  }
  return null;
}

/** An element of the page's own making that lets nobody look inside: what it is, it says itself. */
function isClosed({ localName, shadowRoot, childElementCount }: HTMLElement): boolean {
  return localName.includes("-") && shadowRoot === null && childElementCount === 0;
}

/** A submit button of the composer's form. A button without a type is one as well. */
function submits(control: HTMLElement, composer: HTMLElement): boolean {
  if (!(control instanceof HTMLButtonElement || control instanceof HTMLInputElement)) return false;
  return (
    (control.type === "submit" || control.type === "image") &&
    control.form !== null &&
    control.form === formOf(composer)
  );
}

function formOf(composer: HTMLElement): HTMLFormElement | null {
  return isTextField(composer) ? composer.form : composer.closest("form");
}

function isBeside(control: HTMLElement, composer: HTMLElement): boolean {
  let around: HTMLElement = composer;
  for (let depth = 0; depth < COMPOSER_DEPTH && around.parentElement !== null; depth++) around = around.parentElement;
  return around.contains(control) || control.getRootNode() !== composer.getRootNode();
}

function isNamedSend(control: HTMLElement): boolean {
  const said = [control, ...control.querySelectorAll(PICTURES)].flatMap((part) =>
    NAMES.map((name) => part.getAttribute(name) ?? ""),
  );
  const labels = (control.ariaLabelledByElements ?? []).map(textOf);
  return [control.localName, ...said, ...labels, textOf(control)].some(
    (name) => name.length <= MAX_NAME_UTF16 && WORD.test(inWords(name)),
  );
}

/** A picture without a word, and the last button of the composer's: before it stand those that attach and choose. */
function isLastPicture(control: HTMLElement, composer: HTMLElement): boolean {
  if (control.ariaLabel || control.title || textOf(control) || control.querySelector(PICTURES) === null) return false;
  return [...(composer.closest(`:has(${BUTTONS})`)?.querySelectorAll(BUTTONS) ?? [])].at(-1) === control;
}

/**
 * Says that it sends and nothing else, as no other button of the page does, and no other element of this kind: not one
 * of those that stand below each message.
 */
function isOnlyOne(control: HTMLElement): boolean {
  const said = textOf(control);
  if (said === "" || said.length > MAX_NAME_UTF16 || inWords(said).replace(WORD, "") !== "") return false;
  return [...document.querySelectorAll(`${BUTTONS}, ${control.localName}`)].every(
    (other) => other.contains(control) || control.contains(other) || textOf(other) !== said,
  );
}

function textOf(element: Element): string {
  return (element.textContent ?? "").trim();
}

/** `sendButton` is two words; `发 送`, as some kits of buttons draw two ideographs, is one. */
function inWords(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(?<=^\p{Script=Han})\s(?=\p{Script=Han}$)/u, "")
    .toLowerCase();
}
