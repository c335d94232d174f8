/** What this frame needs once something is held: fetched before that, and never missing where there has to be a question. */
import { call } from "../shared/calls";
import type { checkFiles } from "../shared/check-files";
import type { Dialog } from "../warning/dialog";
import type { Mark } from "../warning/mark";
import type { Checking, Notice } from "../warning/notice";
import { createPlainDialog } from "../warning/plain";
import type { armCore, Check } from "./core-check";
import type { filesIn } from "./folders";
import { within } from "./timeout";

/** How long it may take to come, in milliseconds. It is there within 50 ms; beyond this the background is broken. */
const ARRIVAL_TIMEOUT_MS = 2_000;

export interface Late {
  /** All that a page is shown of us. */
  readonly dialog: Dialog;
  readonly notice: Notice;
  readonly mark: Mark;
  readonly armCore: typeof armCore;
  readonly checkFiles: typeof checkFiles;
  readonly filesIn: typeof filesIn;
}

declare global {
  /** How `late-entry.ts`, injected later into the same isolated world, hands over what it brings. Pages cannot see it. */
  var shareguardReceiveLate: ((late: Late) => void) | undefined;
}

/** It comes when it is first used, or is asked to. */
export interface Coming extends Omit<Late, "armCore"> {
  armCore(...core: Parameters<typeof armCore>): Promise<Check>;
  /** Gets it into this frame, unless that is done or under way. */
  prepare(): void;
}

export function createLate(): Coming {
  let here: Late | null = null;
  let coming: Promise<Late | null> | null = null;
  /** Asks where nothing comes. */
  const plain = createPlainDialog();

  const arrive = async (): Promise<Late | null> => {
    globalThis.shareguardReceiveLate = (late) => {
      here ??= late;
    };
    await within(ARRIVAL_TIMEOUT_MS, call("inject-late", {}));
    return here;
  };

  /** It, or null where it cannot be had now. */
  const arrival = async (): Promise<Late | null> => {
    if (here !== null) return here;
    coming ??= arrive()
      // Not silent: the plain dialog asks then, and the next use tries again.
      .catch(() => null)
      .finally(() => (coming = null));
    return coming;
  };

  /** Rejects where it cannot be had: then the background, which does the work, is out of reach as well. */
  const needed = async (): Promise<Late> => {
    const late = await arrival();
    if (late === null) throw new Error("the background is out of reach");
    return late;
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
      void arrival().then((late) => {
        if (isOver || late === null) return;
        shown = late.notice.checking(beside, cancel);
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
    askAgain: (beside, gesture) => void arrival().then((late) => late?.notice.askAgain(beside, gesture)),
    clear: () => here?.notice.clear(),
    owns: (event) => here?.notice.owns(event) ?? false,
    cancelShown: () => here?.notice.cancelShown() ?? false,
  };

  let isMarked = false;
  const mark: Mark = {
    show(composer, quote, isOver) {
      isMarked = true;
      void arrival().then((late) => isMarked && late?.mark.show(composer, quote, isOver));
    },
    hide() {
      isMarked = false;
      here?.mark.hide();
    },
  };

  return {
    dialog,
    notice,
    mark,
    armCore: async (core, arming) => (await needed()).armCore(core, arming),
    checkFiles: async (submission, watching) => (await needed()).checkFiles(submission, watching),
    filesIn: async (folders) => (await needed()).filesIn(folders),
    prepare: () => void arrival(),
  };
}
