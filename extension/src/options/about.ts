/** What the extension cannot see, said as plainly as what it does; and which version is installed. */
import { element } from "../shared/element";
import { text, type MessageKey } from "../shared/messages";

const BLIND = [
  "options_blind_other_sites",
  "options_blind_unmarked",
  "options_blind_files",
  "options_blind_private",
  "options_blind_intent",
] as const satisfies readonly MessageKey[];

export function blindSection(): HTMLElement {
  return element(
    "section",
    { class: "blind" },
    element("h2", {}, text("options_blind")),
    element("ul", {}, ...BLIND.map((key) => element("li", {}, text(key)))),
    element("p", { class: "privacy quiet" }, text("options_privacy")),
  );
}

export function versionsSection(): HTMLElement {
  return element(
    "section",
    {},
    element("h2", {}, text("options_versions")),
    element(
      "dl",
      { class: "facts" },
      element("dt", {}, text("options_version_extension")),
      element("dd", {}, __VERSION__),
      element("dt", {}, text("options_version_id")),
      element("dd", {}, element("code", {}, chrome.runtime.id)),
    ),
  );
}
