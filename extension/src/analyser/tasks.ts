/** What the worker is asked to do. Each request stands beside its answer. */
import type { Inspected, Inspection, Locale, Verdict } from "shareguard";

export interface Tasks {
  /** Has a checker by this policy ready. */
  warm: { request: null; answer: null };
  /** The text of a submission; its items are the first ones. */
  "inspect-text": { request: { text: string; html: string; locale: Locale }; answer: Inspection };
  /** One file. The worker reads it itself, and no more of it than is looked at. */
  "inspect-file": { request: FileRequest; answer: Inspection };
  /** The verdict on everything that was inspected. */
  conclude: { request: Inspected; answer: Verdict };
}

export interface FileRequest {
  readonly name: string;
  readonly content: Blob;
  /** Its number in the submission, counted from 0. */
  readonly item: number;
  readonly locale: Locale;
}

export type Task = keyof Tasks;

/** A task on its way to the worker. */
export interface Order<K extends Task> {
  readonly task: K;
  readonly request: Tasks[K]["request"];
  /** The policy to do it by, as JSON; null stands for the built-in one. */
  readonly policy: string | null;
}

/** Any of them, in which the task tells the request. */
export type AnyOrder = { [K in Task]: Order<K> }[Task];

/** What the worker answers. After `failed` its state is not to be trusted any more. */
export type Report<K extends Task = Task> = { readonly done: Tasks[K]["answer"] } | { readonly unreadable: string } | { readonly failed: string };
