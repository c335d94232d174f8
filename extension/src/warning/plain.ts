/**
 * The warning where the real one cannot be had: the background is out of reach, or the extension was reloaded before
 * this frame needed it. It is part of every content script, so it says only what nobody can do without.
 */
import {
  language_tag,
  warning_product,
  warning_reload,
  warning_share,
  warning_title_classified_text,
  warning_title_failed_file,
  warning_title_failed_files,
  warning_title_failed_text,
  warning_why,
  warning_why_block,
  warning_why_unchecked,
  warning_withhold,
} from "../../_locales/en/messages.json";
import { isOrphaned } from "../shared/orphaned";
import type { Dialog } from "./dialog";
import { element } from "./element";
import { hostOf } from "./host";
import styles from "./plain.css";

/** How often it is looked after, in milliseconds. */
const LOOK_EVERY_MS = 250;
/** Value of the button that shares. */
const SHARE = "share";
/** As in `compose.ts`. */
const CLOSES = { type: "button", commandfor: "dialog", command: "close" };

export function createPlainDialog(): Dialog {
  let host: HTMLElement | null = null;
  return {
    owns: (event) => host !== null && event.composedPath()[0] === host,
    async ask({ action, findings, guidance }, shared) {
      const finding = findings.find((each) => each.action === action);
      // There is nobody here to take a reason: what needs one is not shared.
      const mayShare = action === "warn";
      const title = say(
        finding !== undefined
          ? { warning_title_classified_text }
          : shared === undefined || shared.files.length === 0 || shared.submission.text + shared.submission.html !== ""
            ? { warning_title_failed_text }
            : shared.files.length === 1
              ? { warning_title_failed_file }
              : { warning_title_failed_files },
      );
      const why = say(
        !mayShare
          ? { warning_why_block }
          : finding !== undefined
            ? { warning_why }
            : isOrphaned()
              ? { warning_reload }
              : { warning_why_unchecked },
      );
      const dialog = element(
        "dialog",
        {
          id: "dialog",
          role: "alertdialog",
          lang: say({ language_tag }),
          dir: "ltr",
          "aria-labelledby": "title",
          "aria-describedby": "summary",
        },
        element("p", { class: "name" }, say({ warning_product })),
        element("h1", { id: "title", "data-part": "title" }, title),
        finding === undefined ? null : element("blockquote", { dir: "auto", "data-part": "quote" }, finding.quote),
        element("p", { id: "summary", dir: "auto", "data-part": "why" }, guidance?.message ?? why),
        element(
          "div",
          { class: "buttons" },
          element("button", { ...CLOSES, value: "withhold", autofocus: "" }, say({ warning_withhold })),
          mayShare ? element("button", { ...CLOSES, value: SHARE }, say({ warning_share })) : null,
        ),
      );
      host = hostOf(dialog, styles);
      document.documentElement.append(host);
      dialog.showModal();
      await closing(dialog);
      host.remove();
      host = null;
      return { share: dialog.returnValue === SHARE && mayShare };
    },
  };
}

/** A page that takes it away has said no to itself. */
function closing(dialog: HTMLDialogElement): Promise<unknown> {
  return new Promise((resolve) => {
    dialog.addEventListener("close", resolve);
    const looking = setInterval(() => {
      if (dialog.open && dialog.isConnected) return;
      clearInterval(looking);
      resolve(null);
    }, LOOK_EVERY_MS);
  });
}

/** The one message that is given, in the person's language as long as the extension is there, else in English. */
function say(messages: Record<string, { message: string }>): string {
  const [[key, { message }]] = Object.entries(messages) as [[string, { message: string }]];
  return isOrphaned() ? message : chrome.i18n.getMessage(key);
}
