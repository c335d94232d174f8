/** The files in folders that were dropped. */
import type { SharedFile } from "../shared/calls";

/** How many files of one drop are judged; the person is told of those beyond. */
export const MAX_FILES = 500;
/** How deep folders are looked into. */
const MAX_DEPTH = 16;

/** The folders among what is dragged, taken while the event lasts; the browser lets go of them after it. */
export function foldersOf(transfer: DataTransfer): FileSystemDirectoryEntry[] {
  return Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter(isFolder);
}

/** All files below, with their folders in their names. Rejects where the limits do not let it see everything: nothing is passed over. */
export async function filesIn(folders: readonly FileSystemDirectoryEntry[]): Promise<SharedFile[]> {
  const found: SharedFile[] = [];
  const visit = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH) throw new Error(`${entry.fullPath} is more than ${MAX_DEPTH} folders deep`);
    if (isFile(entry)) {
      if (found.length >= MAX_FILES) throw new Error(`more than ${MAX_FILES} files`);
      found.push({ name: entry.fullPath.slice(1), content: await contentOf(entry) });
    } else if (isFolder(entry)) {
      for (const inner of await entriesOf(entry)) await visit(inner, depth + 1);
    }
  };
  for (const folder of folders) await visit(folder, 0);
  return found;
}

function isFolder(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry !== null && entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function contentOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives a folder's entries in portions, the last of them empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
