/**
 * From the clipboard. What each kind of paste leads to:
 *
 * - empty: left alone.
 * - text that is clean: left alone; the page gets the browser's own trusted event.
 * - text that is flagged, or not judged yet: held whole.
 * - only HTML: judged like text, as the page would read it.
 * - images and files, also images in the HTML: held whole with the text that they came with; they cannot be judged
 *   inside the event.
 * - NUL bytes and lone surrogates: judged and, if shared, delivered as they are.
 */
import { hasEmbeddedPictures } from "../../shared/html-pictures";
import type { Again } from "../again";
import { keepCaret } from "../caret";
import { sharedFiles, submissionOf, takeClip } from "../clip";
import { deliver } from "../deliver";
import type { DeliveryAids } from "../delivery-aids";
import { stop, type Hold } from "../hold";
import { obstacleTo, type Judge } from "../judge";
import type { Listen } from "../listen";
import { report } from "../report";
import { deepestFocus, targetOf } from "../shadow";

/**
 * Judges each paste inside its own event. Only what the person does counts: a page cannot ask us by events it makes.
 */
export function watchPaste(listen: Listen, judge: Judge, hold: Hold, again: Again, aids: DeliveryAids): void {
  listen(["paste"], (event) => {
    const data = event.clipboardData;
    if (!event.isTrusted || data === null || !judge.isGuarding()) return;
    // A word processor puts megabytes of its own formats beside the text: they are read where the paste is held.
    const submission = submissionOf(data, "paste");
    const hasFiles = data.files.length > 0 || hasEmbeddedPictures(submission.html);
    if (again.take(() => takeClip(data))) return;

    const verdict = obstacleTo(judge, submission, hasFiles);
    if (verdict === null) return;
    stop(event);
    const clip = takeClip(data);
    const target = targetOf(event) ?? document;
    const focused = deepestFocus();
    const returnToPlace = keepCaret();
    const release = async () => {
      if (deepestFocus() === focused) return deliver(clip, target, aids);
      // The person has gone on elsewhere while a file was being read, and goes on there: what they type next is not for
      // this place.
      const goOn = keepCaret();
      await returnToPlace();
      // Where one cannot go back there, this is not for where the person is now.
      if (deepestFocus() !== focused) return false;
      const delivered = deliver(clip, target, aids);
      await goOn().catch(report);
      return delivered;
    };
    hold(
      {
        submission,
        files: sharedFiles(clip.files),
        target: focused,
        release,
        askAgain: () => again.ask("paste", focused, clip),
      },
      verdict,
    );
  });
}
