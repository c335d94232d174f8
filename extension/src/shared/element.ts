/** Builds what a page shows. Text only ever becomes text. */
import { element, type Attributes } from "../warning/element";

export { element };

/** A button that runs `action` when a person presses it. */
export function button(label: string, action: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", (event) => {
    if (event.isTrusted) action();
  });
  return made;
}
