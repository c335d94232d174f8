/** The policy editor: each change is validated while it is typed, and a valid one is in force at once. */
import type { PolicyError } from "shareguard";
import { element } from "../../extension/src/warning/element";
import type { PageChecker } from "./checker";
import { EXAMPLES } from "./examples";
import type { Language } from "./language";
import type { Strings } from "./strings";

/** Takes policies from the editor; calls `onChange` when another one has come into force. */
export function watchPolicy(checker: PageChecker, language: Language, onChange: () => void): void {
  const editor = document.querySelector<HTMLTextAreaElement>("#policy");
  const state = document.querySelector<HTMLElement>("#policy-state");
  const examples = document.querySelector<HTMLSelectElement>("#example");
  if (editor === null || state === null || examples === null) throw new Error("index.html has no policy editor");

  const use = () => {
    const errors = checker.use(editor.value);
    editor.setAttribute("aria-invalid", String(errors.length > 0));
    state.replaceChildren(...stateOf(errors, language.strings()));
    if (errors.length === 0) onChange();
  };
  const start = () => {
    editor.value = JSON.stringify(EXAMPLES[examples.selectedIndex]?.policy, null, 2);
    use();
  };
  const offer = () => {
    const chosen = Math.max(0, examples.selectedIndex);
    examples.replaceChildren(...EXAMPLES.map(({ title }) => element("option", {}, title[language.locale()])));
    examples.selectedIndex = chosen;
  };
  examples.addEventListener("change", start);
  editor.addEventListener("input", use);
  language.onChange(offer);
  start();
  language.onChange(use);
}

function stateOf(errors: readonly PolicyError[], strings: Strings): HTMLElement[] {
  if (errors.length === 0) return [element("p", { class: "valid" }, strings.policy_valid)];
  const defects = errors.map(({ at, message, suggestion }) =>
    element(
      "li",
      {},
      element("code", {}, at === "" ? strings.policy_whole : at),
      ` ${message}`,
      (suggestion ?? null) === null ? null : element("em", {}, ` ${suggestion}`),
    ),
  );
  return [element("p", { class: "invalid" }, strings.policy_invalid), element("ul", { class: "defects" }, ...defects)];
}
