/** What the background answers to content scripts. */
import type { Calls, Kind, Message } from "../shared/calls";
import { countDecided } from "../shared/counters";
import { check, compile, failuresAt } from "../shared/engine";
import { locale } from "../shared/messages";
import { editorOf } from "../shared/sites";
import { analyser } from "./analyser";
import { coreMemory } from "./core-memory";
import { guardFrame, inject } from "./inject";
import { LET_GO, placeOfFrame } from "./place";
import { policyInForce } from "./policy";
import type { Frame } from "./sender";

/** Answers one message. Rejects when it cannot: the frame then knows that nothing was checked. */
export async function answer(message: Message, frame: Frame): Promise<Calls[Kind]["answer"]> {
  switch (message.shareguard) {
    case "arm": {
      const { json, revision } = await policyInForce();
      const place = await placeOfFrame(json, frame);
      const key = `${revision} ${JSON.stringify(place)}`;
      const [policy, failures] = await Promise.all([
        message.request.has === key ? null : compile(json, place, locale()),
        failuresAt(json, place, locale()),
      ]);
      return {
        place,
        policy,
        key,
        revision,
        locale: locale(),
        failures,
        editor: place === null ? null : editorOf(place.site),
      };
    }
    case "arrived": {
      const { json } = await policyInForce();
      return (await placeOfFrame(json, frame)) !== null && guardFrame(frame);
    }
    case "inject-core": {
      const [injected, memory] = await Promise.all([inject("core.js", frame), coreMemory()]);
      return injected ? memory : null;
    }
    case "inject-late":
      return inject("late.js", frame);
    case "check-text": {
      const { json } = await policyInForce();
      const place = await placeOfFrame(json, frame);
      // The page may just have come from a guarded path to another one.
      return place === null ? LET_GO : check(json, { ...message.request, place, locale: locale() });
    }
    case "warm-analyser":
      await analyser.warm((await policyInForce()).json);
      return true;
    case "decided":
      await countDecided(message.request);
      return null;
    default:
      return message satisfies never;
  }
}
