/** What a paste or a drop carries: taken out of one event, put whole into another. */

import type { Channel } from "shareguard";
import type { SharedFile } from "../shared/calls";
import type { Submission } from "./judge";

export interface Clip {
  /** Each format with its data, in the order of the source; without files. */
  readonly formats: readonly (readonly [type: string, data: string])[];
  /** Images and files, without what is in folders. */
  readonly files: readonly File[];
  /** Where it was shared. */
  readonly address: string;
}

/** The files as they are judged. */
export function sharedFiles(files: Iterable<File>): SharedFile[] {
  return Array.from(files, (file) => ({ name: file.webkitRelativePath || file.name, content: file }));
}

/** What is judged of the text that a transfer carries. */
export function submissionOf(transfer: DataTransfer, channel: Channel): Submission {
  return { text: transfer.getData("text/plain"), html: transfer.getData("text/html"), channel };
}

/** Copies everything out: the browser empties the transfer when its event ends. */
export function takeClip(transfer: DataTransfer): Clip {
  const formats = transfer.types
    .filter((type) => type !== "Files")
    .map((type) => [type, transfer.getData(type)] as const);
  return { formats, files: [...transfer.files], address: location.href };
}

/** A transfer with the same content, made in the page's realm where only those reach the page (Firefox). */
export function transferOf(clip: Clip): DataTransfer {
  const transfer = new (window.wrappedJSObject ?? window).DataTransfer();
  for (const [type, data] of clip.formats) transfer.setData(type, data);
  for (const file of clip.files) transfer.items.add(file);
  return transfer;
}
