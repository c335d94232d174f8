/** The content script: runs in every frame of a guarded page before the page does, and does next to nothing until it is used. */
import { shield } from "../warning/shield";
import { createAgain } from "./again";
import { createApprovals } from "./approvals";
import { answerFrames } from "./ask-in-top";
import { createBeacon } from "./beacon";
import { watchAttach } from "./channels/attach";
import { watchDrop } from "./channels/drop";
import { watchPageReads } from "./channels/page-read";
import { watchPaste } from "./channels/paste";
import { watchSend } from "./channels/send";
import { createWritten } from "./composer";
import { watchDrafts } from "./drafts";
import { watchFirstUse } from "./first-use";
import { createGuard } from "./guard";
import { createHold } from "./hold";
import { createLate } from "./late";
import { createListen } from "./listen";
import { createReader } from "./reading";
import { answerSuccessors, isGuardedAlready } from "./succession";

if (!isGuardedAlready()) guardThisFrame();

function guardThisFrame(): void {
  // Aborted only where another content script takes over.
  const ended = new AbortController();
  const { signal } = ended;

  const onSignal = createBeacon(signal);
  const listen = createListen(onSignal, signal);
  const late = createLate();
  const { dialog, notice, mark } = late;
  const guard = createGuard(late, signal);
  const approvals = createApprovals();
  const hold = createHold(guard, dialog, notice, approvals.approve);
  const again = createAgain();

  // First, so that nothing that happens in the dialog is taken for something that happens in the page.
  shield(listen, dialog, notice);
  answerFrames(dialog);
  answerSuccessors(listen, guard.isWorking, () => ended.abort());
  watchFirstUse(listen, guard.prepare);
  watchPaste(listen, guard, hold, again, notice);
  watchDrop(listen, guard, hold, again, notice, late.filesIn);
  watchAttach(listen, onSignal, guard, hold, again, notice, signal);
  watchPageReads(onSignal, guard, hold, signal);
  const written = createWritten(createReader(signal));
  watchSend(listen, onSignal, guard, written, watchDrafts(listen, guard, written, approvals, mark), approvals, hold);
}
