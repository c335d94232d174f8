/** What the background answers to content scripts. */
import type { Verdict } from "shareguard";
import type { Answer, AskInTop, Calls, Kind, Message } from "../shared/calls";
import { countDecided } from "../shared/counters";
import { check, compile, failuresAt } from "../shared/engine";
import { locale } from "../shared/messages";
import { editorOf } from "../shared/sites";
import { analyser } from "./analyser";
import { coreMemory } from "./core-memory";
import { inject } from "./inject";
import { readAnswer } from "./message";
import { placeOfFrame } from "./place";
import { policyInForce } from "./policy";
import type { Frame } from "./sender";

/** Answers one message. Rejects when it cannot: the frame then knows that nothing was checked. */
export async function answer(message: Message, frame: Frame): Promise<Calls[Kind]["answer"]> {
  switch (message.shareguard) {
    case "arm": {
      const { json, revision } = await policyInForce();
      const place = await placeOfFrame(json, frame);
      const [policy, failures] = await Promise.all([compile(json, place, locale()), failuresAt(json, place, locale())]);
      return { place, policy, revision, locale: locale(), failures, editor: place === null ? null : editorOf(place.site) };
    }
    case "inject-core": {
      const [injected, memory] = await Promise.all([inject("core.js", frame), coreMemory()]);
      return injected ? memory : null;
    }
    case "inject-late":
      return inject("late.js", frame);
    case "check-text": {
      const { json } = await policyInForce();
      return check(json, { ...message.request, place: await placeOfFrame(json, frame), locale: locale() });
    }
    case "warm-analyser":
      await analyser.warm((await policyInForce()).json);
      return true;
    case "ask-in-top":
      return askInTop(message.request.verdict, frame);
    case "decided":
      await countDecided(message.request);
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
