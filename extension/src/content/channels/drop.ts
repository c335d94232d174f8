/**
 * Dragged into the page: text and HTML as in a paste, files, and folders with all that is in them. What is dragged from
 * this page itself is left alone: it is here already.
 */
import { hasEmbeddedPictures } from "../../shared/html-pictures";
import type { Again } from "../again";
import { sharedFiles, submissionOf, takeClip } from "../clip";
import type { Drops } from "../deliver-drop";
import { dragged, type filesIn as FilesIn } from "../folders";
import { stop, type Hold } from "../hold";
import { obstacleTo, type Judge } from "../judge";
import type { Listen } from "../listen";
import { refill } from "../refill";

export function watchDrop(
  listen: Listen,
  judge: Judge,
  hold: Hold,
  again: Again,
  drops: Drops,
  filesIn: typeof FilesIn,
): void {
  let isFromHere = false;
  listen(["dragstart"], (event) => {
    if (event.isTrusted) isFromHere = true;
  });
  // No pointer moves while something is dragged: also where the dragged element is gone and nobody says that the drag
  // ended.
  listen(["dragend", "pointermove"], (event) => {
    if (event.isTrusted) isFromHere = false;
  });

  listen(["drop"], (event) => {
    const data = event.dataTransfer;
    if (!event.isTrusted || data === null || isFromHere || !judge.isGuarding()) return;
    const { files, folders } = dragged(data);
    const names = folders.map(({ name }) => name);
    const submission = submissionOf(data, "drop");
    const hasFiles = files.length + folders.length > 0 || hasEmbeddedPictures(submission.html);
    const take = () => ({ ...takeClip(data), files });
    if (again.take(take, names)) return;

    const verdict = obstacleTo(judge, submission, hasFiles);
    if (verdict === null) return;
    stop(event);
    const clip = take();
    const target = event.composedPath()[0] ?? document;
    const element = target instanceof Element ? target : null;
    const release = async () => {
      if (target instanceof HTMLInputElement && target.type === "file" && folders.length === 0 && refill(target, files))
        return true;
      // Folders cannot be put into a drop of ours, so that the page would get a drop without them.
      return folders.length === 0 && drops.deliver(clip, event, target);
    };
    const end = () => drops.end(event, target);
    const askAgain = () => {
      end();
      again.ask("drop", element, clip, names);
    };
    const shared =
      folders.length === 0
        ? sharedFiles(files)
        : filesIn(folders).then((inFolders) => [...sharedFiles(files), ...inFolders]);
    hold({ submission, files: shared, target: element, release, withhold: end, askAgain }, verdict);
  });
}
