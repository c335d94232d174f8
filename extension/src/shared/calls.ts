/** What content scripts, pages and the background say to each other. Each request stands beside its answer. */
import type { Channel, FailureOutcomes, Locale, Place, Verdict } from "shareguard";
import type { SiteEditor } from "./sites";

/** What a frame needs in order to judge text by itself. */
export interface Arming {
  /** Where the frame is, as policy rules name it; null when this page is not guarded (any more). */
  readonly place: Place | null;
  /** The policy, compiled for the in-page core. */
  readonly policy: Uint8Array;
  /** Changes with every policy; equals `REVISION_KEY` in `storage.local`. */
  readonly revision: string;
  readonly locale: Locale;
  /** What failing to check leads to here, for when neither the background nor the core answers. */
  readonly failures: FailureOutcomes;
  /** What the site file says of its editor; null where it says nothing. */
  readonly editor: SiteEditor | null;
}

export interface Calls {
  /** Asks for place and policy; the background derives the place from the sender, never from the page's word. */
  arm: { request: Record<never, never>; answer: Arming };
  /** Asks the background to inject the in-page core into the sender's frame. Its memory once it was injected; null when it could not be. */
  "inject-core": { request: Record<never, never>; answer: Uint8Array<ArrayBuffer> | null };
  /** Asks the background to inject into the sender's frame what is needed once something is held; false when it could not be. */
  "inject-late": { request: Record<never, never>; answer: boolean };
  /** Judges a text whose frame has no core (yet). */
  "check-text": { request: { text: string; html: string; channel: Channel }; answer: Verdict };
  /** Has the analyser ready: files may come soon. True once it is; cheap when it is already. */
  "warm-analyser": { request: Record<never, never>; answer: boolean };
  /** Has the frame at the top of the tab ask the person; null when no frame of ours is there. */
  "ask-in-top": { request: { verdict: Verdict }; answer: Answer | null };
  /** Counts what became of a finding. Holds no content. */
  decided: { request: Decided; answer: null };
}

/** What the person answered to a warning. */
export type Answer = { readonly share: false } | { readonly share: true; readonly reason?: string };

/** What the background sends to the frame at the top of a tab; it answers with an {@link Answer}. Nothing else is sent to frames. */
export interface AskInTop {
  readonly ask: Verdict;
}

/** What became of a warning. */
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

/** A file or an image, under the name that the person knows it by: with its folders where a folder is shared. */
export interface SharedFile {
  readonly name: string;
  /** Its type is what the browser believes it to be. */
  readonly content: Blob;
}

/** One action of the person that carries files: everything in it is judged together, to one verdict. */
export interface FileSubmission {
  readonly channel: Channel;
  /** `text/plain` that came along; empty where there is none. */
  readonly text: string;
  /** `text/html` that came along; empty where there is none. */
  readonly html: string;
  /** In the order in which the person sees them. Findings and notices name the file they are about. */
  readonly files: readonly SharedFile[];
}

/** How far the check of a submission is. */
export interface Progress {
  /** Name of the file that is being read. */
  readonly file: string;
  /** How many files are done. */
  readonly done: number;
  readonly total: number;
}

/**
 * Name of the port on which files are checked; `check-files.ts` speaks for the frame. The frame posts one {@link FileSubmission}, the
 * background answers with any number of `progress` and `early`, and then one `verdict` or `failed`. Whoever disconnects has lost interest.
 */
export const CHECK_FILES_PORT = "check-files";

/** What is said on such a port. */
export type VerdictAnswer = { readonly progress: Progress } | { readonly early: Verdict } | { readonly verdict: Verdict } | { readonly failed: string };

/** `storage.local` key that changes when the policy in force does. */
export const REVISION_KEY = "policy-revision";

/** Sends a request to the background and returns its answer. Rejects when the extension was reloaded or the background threw. */
export async function call<K extends Kind>(kind: K, request: Calls[K]["request"]): Promise<Calls[K]["answer"]> {
  return chrome.runtime.sendMessage({ shareguard: kind, request });
}
