/** The warning: asks the person, above whatever the page shows, what becomes of what they were about to share. */
import type { Verdict } from "shareguard";
import type { Answer } from "../shared/calls";
import { SHARE, compose } from "./compose";
import styles from "./dialog.css";
import { hostOf } from "./host";
import { keepOnTop } from "./on-top";
import { NO_PICTURES, picturesOf, type Shared } from "./picture";
import { askForReason, readReason } from "./reason";
import type { Translate } from "./strings";

export interface Dialog {
  /**
   * Asks. Escape, the browser's own ways to close a dialog, and everything else that is not the one button mean no.
   * One at a time: the caller waits for an answer before it asks again. Of the pictures in `shared`, those are shown in which something was found.
   */
  ask(verdict: Verdict, shared?: Shared): Promise<Answer>;
  /** Whether the event happens inside the dialog. */
  owns(event: Event): boolean;
}

/** How long a picture may take to be drawn before the dialog is shown without its size, in milliseconds: buttons may not move when they can be pressed. */
const DRAWING_MS = 1_000;

export function createDialog(translate: Translate): Dialog {
  let shown: HTMLElement | null = null;

  return {
    owns: (event) => shown !== null && event.composedPath()[0] === shown,
    async ask(verdict, shared) {
      const { dialog, drawn } = compose(verdict, shared === undefined ? NO_PICTURES : picturesOf(shared), translate);
      await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, DRAWING_MS))]);
      shown = hostOf(dialog, styles);
      try {
        return await answerTo(verdict, shown, dialog, translate);
      } finally {
        shown.remove();
        shown = null;
      }
    },
  };
}

async function answerTo(verdict: Verdict, host: HTMLElement, dialog: HTMLDialogElement, translate: Translate): Promise<Answer> {
  const ended = new AbortController();
  const { signal } = ended;
  const { promise, resolve } = Promise.withResolvers<Answer>();

  const onCommand = (event: Event) => {
    const isSharing = event instanceof CommandEvent && isShareButton(event.source);
    if (verdict.action !== "justify" || !isSharing || readReason(dialog) !== null) return;
    event.preventDefault();
    askForReason(dialog, translate);
  };
  const onClose = () => {
    // Closed only to be raised again.
    if (dialog.open) return;
    if (dialog.returnValue !== SHARE || verdict.action === "block") return resolve({ share: false });
    const reason = verdict.action === "justify" ? readReason(dialog) : null;
    resolve(reason === null ? { share: true } : { share: true, reason });
  };
  const attach = () => {
    dialog.addEventListener("command", onCommand, { signal });
    dialog.addEventListener("close", onClose, { signal });
  };
  keepOnTop(host, dialog, attach, signal);
  try {
    return await promise;
  } finally {
    ended.abort();
  }
}

function isShareButton(button: Element | null): boolean {
  return button instanceof HTMLButtonElement && button.value === SHARE;
}
