/** Where a message comes from, by the browser's word; what the sender says of itself is not asked. */

type Sender = chrome.runtime.MessageSender;

/** A frame with our content script in it. */
export interface Frame {
  readonly tab: number;
  readonly frame: number;
  /** Missing in browsers that do not tell; a frame may then have navigated before an injection arrives. */
  readonly document: string | undefined;
  /** Address of the page that the frame belongs to; null where nothing tells it. */
  readonly address: string | null;
}

/** The frame a message was sent from; null when it is not one of our content scripts. */
export function frameOf(sender: Sender): Frame | null {
  if (sender.id !== chrome.runtime.id || sender.tab?.id === undefined || sender.frameId === undefined) return null;
  return { tab: sender.tab.id, frame: sender.frameId, document: sender.documentId, address: addressOf(sender) };
}

/** What names the frame to the browser: by its document where that is known, since it may have gone elsewhere. */
export function documentsOf({ tab, frame, document }: Frame): chrome.scripting.InjectionTarget {
  return document === undefined ? { tabId: tab, frameIds: [frame] } : { tabId: tab, documentIds: [document] };
}

/**
 * Of the page in a tab, the tab's address: Chromium tells as that of the sender the one at which it was loaded, whatever
 * path it has come to since.
 *
 * A frame without an address of its own (about:blank, srcdoc, blob:, data:) belongs to the page that made it. Where its
 * origin is that of the page in the tab, that page's address says more, as its path may count; else the origin tells,
 * and where a sandbox took that away as well, the page in the tab does, if we may know its address.
 */
function addressOf({ url, origin, tab, frameId }: Sender): string | null {
  const own = originOf(url) === null ? origin : originOf(url);
  const around = originOf(tab?.url) === own ? tab?.url : undefined;
  const candidates = frameId === 0 ? [around, url] : [url, around];
  for (const address of [...candidates, origin && `${origin}/`, tab?.url]) {
    if (address !== undefined && originOf(address) !== null) return address;
  }
  return null;
}

/** The origin of an http or https address; null of any other. */
export function originOf(address: string | undefined): string | null {
  return address !== undefined && /^https?:\/\//.test(address) && URL.canParse(address)
    ? new URL(address).origin
    : null;
}
