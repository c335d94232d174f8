/** What the background answers to content scripts. */
import type { Place, Verdict } from "shareguard";
import type { Answer, AskInTop, Calls, Kind, Message } from "../shared/calls";
import { counted, readCounters, writeCounters } from "../shared/counters";
import { check, compile, failuresAt, placeOf } from "../shared/engine";
import { locale } from "../shared/messages";
import { siteOf } from "../shared/sites";
import { injectCore } from "./inject";
import { readAnswer } from "./message";
import { policyInForce } from "./policy";
import type { Frame } from "./sender";

/** Answers one message. Rejects when it cannot: the frame then knows that nothing was checked. */
export async function answer(message: Message, frame: Frame): Promise<Calls[Kind]["answer"]> {
  switch (message.shareguard) {
    case "arm": {
      const { json, revision } = await policyInForce();
      const place = await placeOfFrame(json, frame);
      const [policy, failures] = await Promise.all([compile(json, place, locale()), failuresAt(json, place, locale())]);
      return { place, policy, revision, locale: locale(), failures };
    }
    case "inject-core":
      return injectCore(frame);
    case "check-text": {
      const { json } = await policyInForce();
      return check(json, { ...message.request, place: await placeOfFrame(json, frame), locale: locale() });
    }
    case "check-file":
      return checkFile(message.request, frame);
    case "warm-analyser":
      // There is none yet.
      return false;
    case "ask-in-top":
      return askInTop(message.request.verdict, frame);
    case "decided":
      await count(message.request);
      return null;
    default:
      return message satisfies never;
  }
}

/** Only a frame of ours answers; where the page around is not guarded, nobody does. */
async function askInTop(verdict: Verdict, { tab }: Frame): Promise<Answer | null> {
  const answer: unknown = await chrome.tabs.sendMessage(tab, { ask: verdict } satisfies AskInTop, { frameId: 0 }).catch(() => null);
  return readAnswer(answer);
}

/** The largest file whose text is read here, in bytes: as much as the checker reads of a text. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024;

/** Reads UTF-8 text; rejects for everything else, by which the frame knows that nothing was checked. */
async function checkFile({ file, name, channel }: Calls["check-file"]["request"], frame: Frame): Promise<Verdict> {
  if (file.size > MAX_TEXT_BYTES) throw new Error(`${name} is larger than ${MAX_TEXT_BYTES} bytes`);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  const { json } = await policyInForce();
  return check(json, { text, html: "", channel, place: await placeOfFrame(json, frame), locale: locale() });
}

/**
 * Where the frame is, as rules name it; null when it is not guarded. A frame whose address nobody tells runs our content
 * script only because a guarded page made it: what holds everywhere holds there.
 */
async function placeOfFrame(json: string | null, { address }: Frame): Promise<Place | null> {
  if (address === null) return { site: "unknown", category: "other" };
  const place = await placeOf(json, address);
  if (__TEST__) {
    // Pages on this machine are sites of the test variant only; the core does not know them.
    const site = siteOf(address);
    if (site !== undefined) return { ...place, site: site.id, category: site.category };
  }
  return place;
}

let counting: Promise<void> = Promise.resolve();

/** Counts one after the other, so that none is lost between reading and writing. */
function count(decided: Calls["decided"]["request"]): Promise<void> {
  const next = async () => writeCounters(counted(await readCounters(), decided));
  counting = counting.then(next, next);
  return counting;
}
