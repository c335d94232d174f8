/** What content scripts, pages and the background say to each other. Each request stands beside its answer. */
import type { Channel, FailureOutcomes, Locale, Notice, Place, Verdict } from "shareguard";
import type { SiteEditor } from "./sites";

/** What a frame needs in order to judge text by itself. */
export interface Arming {
  /** Where the frame is, as policy rules name it; null when this page is not guarded (any more). */
  readonly place: Place | null;
  /** The policy, compiled for the in-page core; null where the frame has just this: it may be of megabytes. */
  readonly policy: Uint8Array | null;
  /** Tells this policy at this place from any other. */
  readonly key: string;
  /** Changes with every policy; equals `REVISION_KEY` in `storage.local`. */
  readonly revision: string;
  readonly locale: Locale;
  /** What failing to check leads to here, for when neither the background nor the core answers. */
  readonly failures: FailureOutcomes;
  /** What the site file says of its editor; null where it says nothing. */
  readonly editor: SiteEditor | null;
}

export interface Calls {
  /** Says that a frame has come to a guarded path without being loaded; true once the content script is there. */
  arrived: { request: Record<never, never>; answer: boolean };
  /**
   * Asks for place and policy; the background derives the place from the sender, never from the page's word. `has` is
   * the key of what the frame is armed by; empty where it is not.
   */
  arm: { request: { has: string }; answer: Arming };
  /**
   * Asks the background to inject the in-page core into the sender's frame. Its memory once it was injected; null when
   * it could not be.
   */
  "inject-core": { request: Record<never, never>; answer: Uint8Array<ArrayBuffer> | null };
  /**
   * Asks the background to inject into the sender's frame what is needed once something is held; false when it could
   * not be.
   */
  "inject-late": { request: Record<never, never>; answer: boolean };
  /** Judges a text whose frame has no core (yet). */
  "check-text": { request: { text: string; html: string; channel: Channel }; answer: Verdict };
  /** Has the analyser ready: files may come soon. True once it is; cheap when it is already. */
  "warm-analyser": { request: Record<never, never>; answer: boolean };
  /** Counts what became of a finding. Holds no content. */
  decided: { request: Decided; answer: null };
}

/** What the person answered to a warning. */
export interface Answer {
  readonly share: boolean;
}

/**
 * Name of the port on which a frame has the one at the top of its tab ask the person, and of the port by which the
 * background passes that on. The frame posts one verdict. Whoever disconnects has lost interest, or is gone.
 */
export const ASK_IN_TOP_PORT = "ask-in-top";

/**
 * What the top says on it: that it is asking, at once and then every {@link ASKING_EVERY_MS}; an answer; or null, where
 * it cannot ask.
 */
export type SaidInTop = "asking" | Answer | null;

/**
 * How often the top says that it is still asking, in milliseconds: browsers end a background that hears nothing for 30
 * seconds.
 */
export const ASKING_EVERY_MS = 10_000;

/** What became of a warning. */
export interface Decided {
  readonly outcome: "withheld" | "shared" | "blocked" | "reported";
  /** Marking systems, without those that the policy excepts. */
  readonly systems: readonly string[];
}

export type Kind = keyof Calls;

/** A message on the wire. */
export type Message = { [K in Kind]: { readonly shareguard: K; readonly request: Calls[K]["request"] } }[Kind];

/** A file or an image, under the name that the person knows it by: with its folders where a folder is shared. */
export interface SharedFile {
  readonly name: string;
  /** Its type is what the browser believes it to be. Where nobody could even take it out, what is said of that. */
  readonly content: Blob | Unread;
}

/**
 * Why there is nothing to look at: a folder with more in it than is looked at, a picture in HTML that nobody can
 * decode.
 */
export type Unread = Pick<Notice, "kind" | "detail">;

/** How many files of an action are read. Whole source trees get dropped; their files hardly differ in marking. */
export const MAX_FILES = 500;

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
 * Name of the port on which files are checked; `check-files.ts` speaks for the frame. The frame posts one {@link
 * FileSubmission}, the background answers with any number of `progress` and `early`, and then one `verdict` or
 * `failed`. Whoever disconnects has lost interest.
 */
export const CHECK_FILES_PORT = "check-files";

/** What is said on such a port. */
export type VerdictAnswer =
  | { readonly progress: Progress }
  | { readonly early: Verdict }
  | { readonly verdict: Verdict }
  | { readonly failed: string };

/**
 * `storage.local` key that changes when the policy in force does. The policy itself stands where no content script can
 * read or write it.
 */
export const REVISION_KEY = "policy-revision";

/**
 * Sends a request to the background and returns its answer. Rejects when the extension was reloaded or the background
 * threw.
 */
export async function call<K extends Kind>(kind: K, request: Calls[K]["request"]): Promise<Calls[K]["answer"]> {
  return chrome.runtime.sendMessage({ shareguard: kind, request });
}
