/** The warning in this frame: fetched before it is needed, and never missing where it is. */
import { call } from "../shared/calls";
import type { Dialog } from "../warning/dialog";
import type { Mark } from "../warning/mark";
import type { Checking, Notice } from "../warning/notice";
import { createPlainDialog } from "../warning/plain";
import { within } from "./timeout";

/** How long it may take to come, in milliseconds. It is there within 50 ms; beyond this the background is broken. */
const ARRIVAL_TIMEOUT_MS = 2_000;

/** All that a page is shown of us. */
export interface Warning {
  readonly dialog: Dialog;
  readonly notice: Notice;
  readonly mark: Mark;
}

declare global {
  /** How `warning/entry.ts`, injected later into the same isolated world, hands over what it makes. Pages cannot see it. */
  var shareguardReceiveWarning: ((warning: Warning) => void) | undefined;
}

/** A warning that comes when it is first used, or is asked to. */
export interface LateWarning extends Warning {
  /** Gets it into this frame, unless that is done or under way. */
  prepare(): void;
}

export function createLateWarning(): LateWarning {
  let here: Warning | null = null;
  let coming: Promise<Warning | null> | null = null;
  /** Shown by hand where nothing comes. */
  const plain = createPlainDialog();

  const arrive = async (): Promise<Warning | null> => {
    globalThis.shareguardReceiveWarning = (warning) => {
      here ??= warning;
    };
    await within(ARRIVAL_TIMEOUT_MS, call("inject-warning", {}));
    return here;
  };

  /** It, or null where it cannot be had now. */
  const arrival = async (): Promise<Warning | null> => {
    if (here !== null) return here;
    coming ??= arrive()
      // Not silent: the plain dialog asks then, and the next use tries again.
      .catch(() => null)
      .finally(() => (coming = null));
    return coming;
  };

  const dialog: Dialog = {
    owns: (event) => (here?.dialog.owns(event) ?? false) || plain.owns(event),
    ask: async (verdict, shared) => ((await arrival())?.dialog ?? plain).ask(verdict, shared),
  };

  const notice: Notice = {
    checking(beside, cancel) {
      if (here !== null) return here.notice.checking(beside, cancel);
      let shown: Checking | null = null;
      let latest: Parameters<Checking["progress"]>[0] | null = null;
      let isOver = false;
      void arrival().then((warning) => {
        if (isOver || warning === null) return;
        shown = warning.notice.checking(beside, cancel);
        if (latest !== null) shown.progress(latest);
      });
      return {
        progress(progress) {
          latest = progress;
          shown?.progress(progress);
        },
        end() {
          isOver = true;
          shown?.end();
        },
      };
    },
    askAgain: (beside, gesture) => void arrival().then((warning) => warning?.notice.askAgain(beside, gesture)),
    clear: () => here?.notice.clear(),
    owns: (event) => here?.notice.owns(event) ?? false,
    cancelShown: () => here?.notice.cancelShown() ?? false,
  };

  let isMarked = false;
  const mark: Mark = {
    show(composer, quote, isOver) {
      isMarked = true;
      void arrival().then((warning) => isMarked && warning?.mark.show(composer, quote, isOver));
    },
    hide() {
      isMarked = false;
      here?.mark.hide();
    },
  };

  return { dialog, notice, mark, prepare: () => void arrival() };
}
