/** What browsers have and TypeScript's DOM library does not describe. */

interface Window {
  /** Chromium, in secure contexts. */
  showOpenFilePicker?(options?: object): Promise<FileSystemFileHandle[]>;
  /** Firefox: the page's own window, of which a content script otherwise sees only what the page has not changed. */
  readonly wrappedJSObject?: Window & typeof globalThis;
}

interface DataTransferItem {
  /** Chromium, in secure contexts. */
  getAsFileSystemHandle?(): Promise<FileSystemHandle | undefined>;
}

interface Event {
  /** Firefox: the event as the page sees it. */
  readonly wrappedJSObject?: Event;
}

interface Element {
  /** Firefox: the element's shadow root, of either mode, for content scripts only. */
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

interface ShadowRoot {
  /** Chromium: the selection inside; the document's own selection stops at the host. */
  getSelection?(): Selection | null;
}
