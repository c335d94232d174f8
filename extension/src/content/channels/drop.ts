/**
 * Dragged into the page: text and HTML as in a paste, files, and folders with all that is in them. What is dragged from this page
 * itself is left alone: it is here already.
 */
import { hasEmbeddedPictures } from "../../shared/html-pictures";
import type { Notice } from "../../warning/notice";
import type { Again } from "../again";
import { sharedFiles, submissionOf, takeClip } from "../clip";
import { deliverDrop, endDrag } from "../deliver";
import { foldersOf, type filesIn as FilesIn } from "../folders";
import { stop, type Hold } from "../hold";
import { obstacleTo, type Judge } from "../judge";
import type { Listen } from "../listen";
import { refill } from "../refill";

export function watchDrop(listen: Listen, judge: Judge, hold: Hold, again: Again, notice: Notice, filesIn: typeof FilesIn): void {
  let isFromHere = false;
  listen(["dragstart"], (event) => {
    if (event.isTrusted) isFromHere = true;
  });
  // No pointer moves while something is dragged: also where the dragged element is gone and nobody says that the drag ended.
  listen(["dragend", "pointermove"], (event) => {
    if (event.isTrusted) isFromHere = false;
  });

  listen(["drop"], (event) => {
    const data = event.dataTransfer;
    if (!event.isTrusted || data === null || isFromHere || !judge.isGuarding()) return;
    const folders = foldersOf(data);
    const names = folders.map(({ name }) => name);
    // Beside each folder stands something that looks like a file and cannot be read.
    const files = [...data.files].filter(({ name }) => !names.includes(name));
    const submission = submissionOf(data, "drop");
    const hasFiles = files.length + folders.length > 0 || hasEmbeddedPictures(submission.html);
    const take = () => ({ ...takeClip(data), files });
    if (again.take(take, names)) return notice.clear();

    const verdict = obstacleTo(judge, submission, hasFiles);
    if (verdict === null) return;
    stop(event);
    const clip = take();
    const target = event.composedPath()[0] ?? document;
    const element = target instanceof Element ? target : null;
    const release = async () => {
      if (target instanceof HTMLInputElement && target.type === "file" && folders.length === 0 && refill(target, files)) return;
      // Folders cannot be put into a drop of ours, so that the page would get a drop without them.
      if (folders.length === 0 && (await deliverDrop(clip, event, target))) return;
      endDrag(event, target);
      again.remember(clip, names);
      notice.askAgain(element, "drop");
    };
    const shared = folders.length === 0 ? sharedFiles(files) : filesIn(folders).then((inFolders) => [...sharedFiles(files), ...inFolders]);
    hold({ submission, files: shared, target: element, release, withhold: () => endDrag(event, target) }, verdict);
  });
}
