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
    if (!event.isTrusted || event.dataTransfer === null || isFromHere || !judge.isGuarding()) return;
    const folders = foldersOf(event.dataTransfer);
    const isFolder = (file: File) => folders.some(({ name }) => name === file.name);
    const taken = takeClip(event.dataTransfer);
    // Beside each folder stands something that looks like a file and cannot be read.
    const clip = { ...taken, files: taken.files.filter((file) => !isFolder(file)) };
    const names = folders.map(({ name }) => name);
    const submission = submissionOf(event.dataTransfer, "drop");
    const hasFiles = clip.files.length + folders.length > 0 || hasEmbeddedPictures(submission.html);
    if (again.take(() => clip, names)) return notice.clear();

    const verdict = obstacleTo(judge, submission, hasFiles);
    if (verdict === null) return;
    stop(event);
    const target = event.composedPath()[0] ?? document;
    const element = target instanceof Element ? target : null;
    const release = async () => {
      if (target instanceof HTMLInputElement && target.type === "file" && folders.length === 0 && refill(target, clip.files)) return;
      // Folders cannot be put into a drop of ours, so that the page would get a drop without them.
      if (folders.length === 0 && (await deliverDrop(clip, event, target))) return;
      endDrag(event, target);
      again.remember(clip, names);
      notice.askAgain(element, "drop");
    };
    const files = folders.length === 0 ? sharedFiles(clip.files) : filesIn(folders).then((inFolders) => [...sharedFiles(clip.files), ...inFolders]);
    hold({ submission, files, target: element, release, withhold: () => endDrag(event, target) }, verdict);
  });
}
