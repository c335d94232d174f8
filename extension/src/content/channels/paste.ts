/**
 * From the clipboard. What each kind of paste leads to:
 *
 * - empty: left alone.
 * - text that is clean: left alone; the page gets the browser's own trusted event.
 * - text that is flagged, or not judged yet: held whole.
 * - only HTML: judged like text, as the page would read it.
 * - images and files, also images in the HTML: held whole with the text that they came with; they cannot be judged inside the event.
 * - NUL bytes and lone surrogates: judged and, if shared, delivered as they are.
 */
import { hasEmbeddedPictures } from "../../shared/html-pictures";
import type { Notice } from "../../warning/notice";
import type { Again } from "../again";
import { keepCaret } from "../caret";
import { sharedFiles, submissionOf, takeClip } from "../clip";
import { deliver } from "../deliver";
import { stop, type Hold } from "../hold";
import { obstacleTo, type Judge } from "../judge";
import type { Listen } from "../listen";
import { deepestFocus, targetOf } from "../shadow";

/** Judges each paste inside its own event. Only what the person does counts: a page cannot ask us by events it makes. */
export function watchPaste(listen: Listen, judge: Judge, hold: Hold, again: Again, notice: Notice): void {
  listen(["paste"], (event) => {
    const data = event.clipboardData;
    if (!event.isTrusted || data === null || !judge.isGuarding()) return;
    // A word processor puts megabytes of its own formats beside the text: they are read where the paste is held.
    const submission = submissionOf(data, "paste");
    const hasFiles = data.files.length > 0 || hasEmbeddedPictures(submission.html);
    if (again.take(() => takeClip(data))) return notice.clear();

    const verdict = obstacleTo(judge, submission, hasFiles);
    if (verdict === null) return;
    stop(event);
    const clip = takeClip(data);
    const target = targetOf(event) ?? document;
    const focused = deepestFocus();
    const returnToPlace = keepCaret();
    const release = async () => {
      // The person may have gone on elsewhere while a file was being read.
      if (deepestFocus() !== focused) await returnToPlace();
      if (await deliver(clip, target)) return;
      again.remember(clip);
      notice.askAgain(focused, "paste");
    };
    hold({ submission, files: sharedFiles(clip.files), target: focused, release }, verdict);
  });
}
