/** What the tests know of an application: how to start it, where its composer is, and what reached its server. */
import type { Tab } from "../e2e/driver/driver";

/** What came to the server: a message, or a file with its content as UTF-8. */
export type Arrival = { readonly text: string } | { readonly file: string; readonly text: string };

/** A server that runs until it is stopped. */
export interface Running {
  /** On a host that the test build of the extension guards. */
  readonly url: string;
  /** Everything so far, in the order in which it came. */
  arrivals(): Promise<readonly Arrival[]>;
  stop(): Promise<void>;
}

/** Selectors find elements in open shadow roots as well; where several fit, the first that can be seen. */
export interface App {
  /** Name of its folder here and in the cache. */
  readonly name: string;
  /** With its server's own copy of nothing but this application, on a free port. */
  start(): Promise<Running>;
  /** Goes from the page as it is loaded to where one writes. */
  enter?(tab: Tab): Promise<void>;
  readonly composer: string;
  /** The button that sends. */
  readonly send: string;
  /** What opens the file picker: where it takes more than one click, in their order. */
  readonly attach: readonly string[];
  /** Shows that a file waits to be sent; none where the application sends files as soon as they are chosen. */
  readonly attached?: string;
  /** Where a file from another program is dropped; none where the application takes no drops. */
  readonly dropped?: string;
}
