/** What a paste or a drop carries: taken out of one event, put whole into another. */

import type { Channel } from "shareguard";
import type { SharedFile } from "../shared/calls";
import type { Submission } from "./judge";

export interface Clip {
  /** Each format with its data, in the order of the source; without files. */
  readonly formats: readonly (readonly [type: string, data: string])[];
  /** Images and files, without what is in folders. */
  readonly files: readonly File[];
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
  const formats = transfer.types.filter((type) => type !== "Files").map((type) => [type, transfer.getData(type)] as const);
  return { formats, files: [...transfer.files] };
}

/** A transfer with the same content, made in the page's realm where only those reach the page (Firefox). */
export function transferOf(clip: Clip): DataTransfer {
  const transfer = new (window.wrappedJSObject ?? window).DataTransfer();
  for (const [type, data] of clip.formats) transfer.setData(type, data);
  for (const file of clip.files) transfer.items.add(file);
  return transfer;
}

/** Elements after which a line ends where the formatting is lost. */
const LINE_ENDS = "address,article,aside,blockquote,br,dd,div,dl,dt,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,ol,p,pre,section,table,tr,ul";

/** The plain text of a clip, for an editor that takes nothing else: read out of the formatted version where that is all there is. */
export function plainTextOf(clip: Clip): string {
  const { "text/plain": text = "", "text/html": html = "" } = Object.fromEntries(clip.formats);
  if (text !== "") return text;
  // Parsed, never shown: nothing in it is loaded or run.
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const hidden of parsed.querySelectorAll("script,style,template")) hidden.remove();
  for (const end of parsed.querySelectorAll(LINE_ENDS)) end.after("\n");
  return (parsed.body.textContent ?? "").replace(/\n{3,}/g, "\n\n").trim();
}
