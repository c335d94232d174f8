/**
 * What Chromium tells of a file in a drop besides the file: an entry and a handle. Where a script has put the file into
 * the drop it tells neither.
 */

/** The file as `webkitGetAsEntry` gives it. Entries have no interface that pages could compare it with. */
export function entryOf(file: File): FileSystemFileEntry {
  return like(Object.prototype, {
    isFile: true,
    isDirectory: false,
    name: file.name,
    fullPath: `/${file.name}`,
    file: (take: FileCallback) => void setTimeout(take, 0, file),
    getParent: (_: unknown, fail?: ErrorCallback) =>
      void setTimeout(() => fail?.(new DOMException("The folder is not known.", "NotFoundError"))),
  });
}

/** The file as `getAsFileSystemHandle` gives it, to be read. */
export function handleOf(file: File): FileSystemFileHandle {
  return like(FileSystemFileHandle.prototype, { kind: "file", name: file.name, getFile: async () => file });
}

/** An object such as scripts cannot make, with these properties in place of those that ask the browser. */
function like<T>(kind: object, properties: object): T {
  return Object.create(kind, Object.getOwnPropertyDescriptors(properties));
}
