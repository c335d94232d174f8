/** What content scripts, pages and the background say to each other. Each request stands beside its answer. */
import type { Channel, Locale, Place, Verdict } from "shareguard";

/** What a frame needs in order to judge text by itself. */
export interface Arming {
  /** Where the frame is, as policy rules name it; null when this page is not guarded (any more). */
  readonly place: Place | null;
  /** The policy, compiled for the in-page core. */
  readonly policy: Uint8Array;
  /** Changes with every policy; equals `REVISION_KEY` in `storage.local`. */
  readonly revision: string;
  readonly locale: Locale;
}

export interface Calls {
  /** Asks for place and policy; the background derives the place from the sender, never from the page's word. */
  arm: { request: Record<never, never>; answer: Arming };
  /** Asks the background to inject the in-page core into the sender's frame. True once it was injected. */
  "inject-core": { request: Record<never, never>; answer: boolean };
  /** Judges a text whose frame has no core (yet). */
  "check-text": { request: { text: string; html: string; channel: Channel }; answer: Verdict };
  /** Judges one file of an action; the browser hands its content over by reference. The name may have folders in it. */
  "check-file": { request: { file: Blob; name: string; channel: Channel }; answer: Verdict };
  /** Counts what became of a finding. Holds no content. */
  decided: { request: Decided; answer: null };
}

/** What the person decided on a warning. */
export interface Decided {
  readonly outcome: "withheld" | "shared" | "blocked" | "reported";
  readonly rule: string;
  readonly systems: readonly string[];
  readonly rank: number | null;
  readonly channel: Channel;
  /** The reason given, where the policy asks for one. */
  readonly reason?: string;
}

export type Kind = keyof Calls;

/** A message on the wire. */
export type Message = { [K in Kind]: { readonly shareguard: K; readonly request: Calls[K]["request"] } }[Kind];

/** `storage.local` key that changes when the policy in force does. */
export const REVISION_KEY = "policy-revision";

/** Sends a request to the background and returns its answer. Rejects when the extension was reloaded or the background threw. */
export async function call<K extends Kind>(kind: K, request: Calls[K]["request"]): Promise<Calls[K]["answer"]> {
  return chrome.runtime.sendMessage({ shareguard: kind, request });
}
