/** Whether the extension was reloaded or removed under this page: then the browser answers nothing any more. */
export function isOrphaned(): boolean {
  return chrome.runtime?.id === undefined;
}
