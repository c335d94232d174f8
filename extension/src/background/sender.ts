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

/**
 * A frame without an address of its own (about:blank, srcdoc, blob:, data:) belongs to the page that made it, which its origin
 * still tells; where a sandbox took that away as well, the page in the tab does, if we may know its address.
 */
function addressOf({ url, origin, tab }: Sender): string | null {
  for (const address of [url, origin && `${origin}/`, tab?.url]) {
    if (address !== undefined && /^https?:\/\//.test(address)) return address;
  }
  return null;
}
