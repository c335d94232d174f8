/** What the workers are asked to do. */
import type { Inspected, Inspection, Locale, NoticeKind, Reading, Verdict } from "shareguard";

/** By which policy something is done, as JSON; null stands for the built-in one. */
export interface ByPolicy {
  readonly policy: string | null;
}

/** Of the worker that owns the checker. */
export interface CheckerTasks {
  /** Has a checker by this policy ready. */
  warm: { request: ByPolicy; answer: null };
  /** The text of a submission; its items are the first ones. */
  "inspect-text": { request: ByPolicy & { text: string; html: string; locale: Locale }; answer: Inspection };
  /** One file. The worker reads it itself, and no more of it than is looked at. */
  "inspect-file": { request: ByPolicy & FileRequest; answer: Inspection };
  /** What was read in a picture. */
  "inspect-reading": { request: ByPolicy & ReadingRequest; answer: Inspection };
  /** The verdict on everything that was inspected. */
  conclude: { request: ByPolicy & { inspected: Inspected }; answer: Verdict };
}

export interface FileRequest {
  readonly name: string;
  readonly content: Blob;
  /** Its number in the submission, counted from 0. */
  readonly item: number;
  readonly locale: Locale;
}

export interface ReadingRequest {
  /** Name of the picture. */
  readonly name: string;
  readonly reading: Reading;
  /** The picture's number in the submission, counted from 0. */
  readonly item: number;
  readonly locale: Locale;
}

/** Of the worker that owns the reader of pictures. */
export interface PictureTasks {
  /**
   * Has the reader ready, and its code compiled by having it read something small; the second reader is ready soon
   * after.
   */
  warm: { request: null; answer: null };
  read: { request: PictureRequest; answer: PictureRead; interim: readonly Reading[] };
}

export interface PictureRequest {
  readonly name: string;
  readonly content: Blob;
}

/** What was read in one picture. */
export interface PictureRead {
  /** Of the picture; of those frames that differ where it moves. Empty where nothing of it could be shown. */
  readonly readings: readonly Reading[];
  /** What was not read besides lines of these readings, without content; null where that is nothing. */
  readonly unread: { readonly kind: NoticeKind; readonly detail: string } | null;
}

/** Of a worker that reads lines for the one that owns the reader; of the same script. */
export interface LineTasks {
  /** Makes it ready. Before, it reads nothing. */
  prepare: { request: LineReaderParts; answer: null };
  /** What a picture handed out; what it takes back. */
  "read-line": { request: Uint8Array; answer: Uint8Array };
}

/** What the first worker has already, so that nothing is loaded or compiled twice. */
export interface LineReaderParts {
  readonly module: WebAssembly.Module;
  readonly recogniser: Uint8Array;
  readonly characters: string;
}
