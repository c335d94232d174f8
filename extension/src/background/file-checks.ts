/** Checks the files that frames ask about: adds what only the background knows, and counts what was not read. */
import type { Verdict } from "shareguard";
import { countUnread } from "../shared/counters";
import { CHECK_FILES_PORT } from "../shared/calls";
import { timeLimits } from "../shared/engine";
import { locale } from "../shared/messages";
import { answerOnPort } from "../shared/verdict-port";
import { analyser } from "./analyser";
import { readFileSubmission } from "./message";
import { LET_GO, placeOfFrame } from "./place";
import { policyInForce } from "./policy";
import { frameOf, type Frame } from "./sender";

/** Answers on the port if it is one of a frame that wants files checked. */
export function checkFilesOn(port: chrome.runtime.Port): void {
  const frame = port.sender === undefined ? null : frameOf(port.sender);
  if (port.name !== CHECK_FILES_PORT || frame === null) return;
  // Whatever a frame sends: it is read before it is believed.
  answerOnPort<unknown>(port, (question, watching) => check(question, frame, watching));
}

async function check(
  question: unknown,
  frame: Frame,
  watching: Parameters<typeof analyser.check>[1],
): Promise<Verdict> {
  const submission = readFileSubmission(question);
  if (submission === null) throw new Error("not a submission that this version knows");
  const { json } = await policyInForce();
  const [place, limits] = await Promise.all([placeOfFrame(json, frame), timeLimits(json)]);
  if (place === null) return LET_GO;
  const verdict = await analyser.check(
    { submission, policy: json, timeLimits: limits, place, locale: locale() },
    watching,
  );
  await countUnread(verdict);
  return verdict;
}
