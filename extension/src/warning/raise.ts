/**
 * Puts what a later verdict says into a dialog that is up. It never moves a button that the person may be about to
 * press, unless there is more to say.
 */
import type { Verdict } from "shareguard";
import { isAsked, rises } from "../shared/early";
import { SHARE } from "./compose";
import { focusIn } from "./on-top";

/**
 * Whether a verdict says what would be a question of its own: a yes to the one before is none to this. Further markings
 * of a file that is marked as high are no such thing.
 */
export function saysMore(before: Verdict, after: Verdict): boolean {
  return (
    rises(before, after) ||
    before.guidance?.rule !== after.guidance?.rule ||
    after.findings
      .filter(isAsked)
      .some(
        ({ item, rank }) =>
          !before.findings.some((other) => other.item === item && isAsked(other) && other.rank >= rank),
      ) ||
    after.notices.some(({ item, kind }) => !before.notices.some((other) => other.item === item && other.kind === kind))
  );
}

/**
 * Makes `shown` say what `composed` says, which is not used any more. What has the focus, what is being typed and what
 * is unfolded stay so. With `isRaised` it becomes as large as it wants to be; otherwise its size stays, and what is new
 * is scrolled to.
 */
export function replaceWords(shown: HTMLDialogElement, composed: HTMLDialogElement, isRaised: boolean): void {
  shown.style.blockSize = isRaised ? "" : getComputedStyle(shown).blockSize;
  shown.className = composed.className;
  shown.setAttribute("aria-describedby", composed.getAttribute("aria-describedby") ?? "");
  const focused = focusIn(shown);
  for (const details of composed.querySelectorAll("details"))
    details.open = partOf(shown, details)?.hasAttribute("open") ?? false;

  const [body, next] = [partNamed(shown, "body"), partNamed(composed, "body")];
  const [reason, nextReason] = [body.querySelector(":scope > .reason"), next.querySelector(":scope > .reason")];
  if (reason === null || nextReason === null) {
    body.replaceChildren(...next.childNodes);
  } else {
    // Stays where it is: to be moved would take the focus from it, and from an input method what is being composed.
    for (const child of [...body.childNodes]) if (child !== reason) child.remove();
    const words = [...next.childNodes];
    reason.before(...words.slice(0, words.indexOf(nextReason)));
    reason.after(...words.slice(words.indexOf(nextReason) + 1));
  }
  if (isRaised) body.scrollTop = 0;

  const share = shown.querySelector<HTMLElement>(`button[value="${SHARE}"]`);
  if (composed.querySelector(`button[value="${SHARE}"]`) === null) share?.remove();
  if (focused === null) return;
  // A key that was meant for what stood there before must not share.
  if (isRaised && focused === share) shown.querySelector<HTMLElement>("button.withhold")?.focus();
  else if (focused.localName === "summary" && !focused.isConnected)
    partOf(shown, focused.parentElement)?.querySelector("summary")?.focus();
}

function partNamed(dialog: HTMLDialogElement, name: string): HTMLElement {
  const part = dialog.querySelector<HTMLElement>(`.${name}`);
  if (part === null) throw new Error(`a composed dialog has a ${name}`);
  return part;
}

/** The part of the dialog that is called as this one of another. */
function partOf(dialog: HTMLDialogElement, other: HTMLElement | null): HTMLElement | null {
  return dialog.querySelector<HTMLElement>(`[data-part="${other?.dataset["part"] ?? ""}"]`);
}
