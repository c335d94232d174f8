/**
 * The content script: runs in every frame of a guarded page before the page does, and does next to nothing until it is
 * used.
 */
import { shield } from "../warning/shield";
import { createAgain } from "./again";
import { createApprovals } from "./approvals";
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
import { createTurns } from "./turns";

if (!isGuardedAlready()) guardThisFrame();

function guardThisFrame(): void {
  // Aborted only where another content script takes over.
  const ended = new AbortController();
  const { signal } = ended;

  const onSignal = createBeacon(signal);
  const listen = createListen(onSignal, signal);
  const inTurn = createTurns();
  const late = createLate(inTurn);
  const { dialog, notice, mark } = late;
  const guard = createGuard(late, signal);
  const approvals = createApprovals();
  const hold = createHold(guard, dialog, notice, inTurn, approvals.approve);
  const again = createAgain(notice);

  // First, so that nothing that happens in the dialog is taken for something that happens in the page.
  shield(listen, dialog, notice);
  answerSuccessors(listen, guard.isWorking, () => ended.abort());
  watchFirstUse(listen, guard.prepare);
  watchPaste(listen, guard, hold, again, late.aids);
  watchDrop(listen, guard, hold, again, late.drops, late.filesIn);
  const choices = watchAttach(listen, onSignal, guard, hold, again, signal);
  watchPageReads(onSignal, guard, hold, signal);
  const written = createWritten(createReader(signal));
  const drafts = watchDrafts(listen, guard, written, approvals, mark);
  watchSend(listen, onSignal, guard, written, drafts, approvals, choices, notice, hold, late);
}
