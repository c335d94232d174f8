/** The files in folders that were dropped. */
import { MAX_FILES, type SharedFile, type Unread } from "../shared/calls";

/** How deep folders are looked into. */
const MAX_DEPTH = 16;

/** What is dragged besides text, taken while the event lasts; the browser lets go of it after it. */
export function dragged({ items }: DataTransfer): { files: File[]; folders: FileSystemDirectoryEntry[] } {
  const [files, folders]: [File[], FileSystemDirectoryEntry[]] = [[], []];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    // A folder looks like a file as well, one that cannot be read.
    const file = item.getAsFile();
    if (isFolder(entry)) folders.push(entry);
    else if (file !== null) files.push(file);
  }
  return { files, folders };
}

/**
 * All files below, with their folders in their names. A folder that is too deep, cannot be listed, or has more files
 * than are read stands among them as not read.
 */
export async function filesIn(folders: readonly FileSystemDirectoryEntry[]): Promise<SharedFile[]> {
  const found: SharedFile[] = [];
  const add = ({ fullPath }: FileSystemEntry, content: SharedFile["content"]) =>
    found.push({ name: fullPath.slice(1), content });
  /** False where there are more files than are read. */
  const visit = async (entry: FileSystemEntry, depth: number): Promise<boolean> => {
    if (isFile(entry)) {
      if (found.length >= MAX_FILES) return false;
      add(entry, await contentOf(entry).catch(unreadable));
    } else if (isFolder(entry) && depth > MAX_DEPTH) {
      add(entry, { kind: "too_large", detail: "" });
    } else if (isFolder(entry)) {
      const entries = await entriesOf(entry).catch(unreadable);
      if (!Array.isArray(entries)) add(entry, entries);
      else for (const inner of entries) if (!(await visit(inner, depth + 1))) return false;
    }
    return true;
  };
  for (const folder of folders) if (!(await visit(folder, 0))) add(folder, { kind: "too_large", detail: "" });
  return found;
}

function unreadable(): Unread {
  return { kind: "damaged", detail: "" };
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
