/**
 * What this frame needs once something is held: fetched before that, and never missing where there has to be a
 * question.
 */
import { call } from "../shared/calls";
import type { checkFiles } from "../shared/check-files";
import { lastVerdict } from "../shared/early";
import type { Dialog } from "../warning/dialog";
import type { Mark } from "../warning/mark";
import type { Notice } from "../warning/notice";
import { createPlainDialog } from "../warning/plain";
import type { answerFrames } from "./ask-in-top";
import type { requestCheck } from "./core";
import type { Drops } from "./deliver-drop";
import type { DeliveryAids } from "./delivery-aids";
import type { filesIn } from "./folders";
import type { pressButton } from "./press-button";
import { report } from "./report";
import type { sendControlOf } from "./send-control";
import { within } from "./timeout";
import type { InTurn } from "./turns";

/** How long it may take to come, in milliseconds. It is there within 50 ms; beyond this the background is broken. */
const ARRIVAL_TIMEOUT_MS = 2_000;

export interface Late {
  /** All that a page is shown of us. */
  readonly dialog: Dialog;
  readonly notice: Notice;
  readonly mark: Mark;
  readonly requestCheck: typeof requestCheck;
  readonly checkFiles: typeof checkFiles;
  readonly filesIn: typeof filesIn;
  readonly sendControlOf: typeof sendControlOf;
  readonly pressButton: typeof pressButton;
  readonly drops: Drops;
  readonly aids: DeliveryAids;
  readonly answerFrames: typeof answerFrames;
}

declare global {
  /**
   * How `late-entry.ts`, injected later into the same isolated world, hands over what it brings. Pages cannot see it.
   */
  var shareguardReceiveLate: ((late: Late) => void) | undefined;
}

/** It comes when it is first used, or is asked to, or where a frame in this one asks. */
export interface Coming extends Omit<Late, "answerFrames"> {
  /** Gets it into this frame, unless that is done or under way. */
  prepare(): void;
}

export function createLate(inTurn: InTurn): Coming {
  let here: Late | null = null;
  let coming: Promise<Late | null> | null = null;
  /** Asks where nothing comes. */
  const plain = createPlainDialog();

  globalThis.shareguardReceiveLate = (late) => {
    if (here !== null) return;
    here = late;
    late.answerFrames(dialog, inTurn);
  };

  /** It, or null where it cannot be had now. */
  const arrival = async (): Promise<Late | null> => {
    if (here !== null) return here;
    coming ??= within(ARRIVAL_TIMEOUT_MS, call("inject-late", {}))
      // Not silent: the plain dialog asks then, and the next use tries again.
      .catch(() => null)
      .then(() => {
        coming = null;
        return here;
      });
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
    async ask(verdict, shared, gone) {
      const late = await arrival();
      const answer = await late?.dialog.ask(verdict, shared, gone).catch(report);
      if (answer) return answer;
      const about = await lastVerdict(verdict);
      return { ...(await plain.ask(about, shared)), about };
    },
  };

  const notice: Notice = {
    checking(beside, cancel) {
      const checking = arrival().then((late) => late?.notice.checking(beside, cancel));
      return {
        progress: (progress) => void checking.then((shown) => shown?.progress(progress)),
        end: () => void checking.then((shown) => shown?.end()),
      };
    },
    askAgain: (beside, gesture) => void arrival().then((late) => late?.notice.askAgain(beside, gesture)),
    clear: () => here?.notice.clear(),
    owns: (event) => here?.notice.owns(event) ?? false,
    cancelShown: (event) => here?.notice.cancelShown(event) ?? false,
  };

  let isMarked = false;
  const mark: Mark = {
    show(composer, quote) {
      isMarked = true;
      void arrival().then((late) => isMarked && late?.mark.show(composer, quote));
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
    requestCheck: async (arming) => (await needed()).requestCheck(arming),
    checkFiles: async (submission, watching) => (await needed()).checkFiles(submission, watching),
    filesIn: async (folders) => (await needed()).filesIn(folders),
    // Asked inside an event. It came when somebody went to where they have written since.
    sendControlOf: (event, composer) => here?.sendControlOf(event, composer) ?? null,
    // What is told of a press besides is lost where it cannot be had.
    pressButton: (control, by) => (here === null ? control.click() : here.pressButton(control, by)),
    aids: {
      plainTextOf: (clip) =>
        here?.aids.plainTextOf(clip) ?? clip.formats.find(([type]) => type === "text/plain")?.[1] ?? "",
      watchReaction: async (target) => here?.aids.watchReaction(target) ?? false,
    },
    drops: {
      // Where it cannot be had, the person drops it once more.
      deliver: async (...dropped) => (await arrival())?.drops.deliver(...dropped) ?? false,
      end: (...dropped) => here?.drops.end(...dropped),
    },
    prepare: () => void arrival(),
  };
}
