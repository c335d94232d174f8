/** Builds what a page shows. Text only ever becomes text. */

type Child = Node | string;

interface Attributes {
  readonly class?: string;
  readonly id?: string;
  readonly href?: string;
  readonly for?: string;
  readonly type?: string;
  readonly scope?: string;
  readonly role?: string;
  readonly lang?: string;
  readonly "aria-live"?: "polite";
  readonly "aria-labelledby"?: string;
}

/** An element with its attributes and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that runs `action` when a person presses it. */
export function button(label: string, action: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", (event) => {
    if (event.isTrusted) action();
  });
  return made;
}
