/**
 * What only the extension's own processes can read and write: its database. A content script reaches `storage.local` as
 * well, in the process of a page; `setAccessLevel` would close that to it in Chromium, and Firefox 153 has none.
 */
const DATABASE = "shareguard";
const STORE = "kept";
const NO_REASON = new Error("the database did not say why");

let opened: Promise<IDBDatabase> | undefined;

/** What was written last under this key; undefined where nothing was. */
export async function readKept(key: string): Promise<unknown> {
  const transaction = (await database()).transaction(STORE);
  return answered(transaction.objectStore(STORE).get(key));
}

/** Resolves when it is written for good: a request is answered before, and the disk may prove full after that. */
export async function writeKept(key: string, value: unknown): Promise<void> {
  const transaction = (await database()).transaction(STORE, "readwrite");
  transaction.objectStore(STORE).put(value, key);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? NO_REASON);
  });
}

function database(): Promise<IDBDatabase> {
  opened ??= open().catch((error: unknown) => {
    // Another call may fare better.
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE);
  request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
  const found = await answered(request);
  found.onclose = () => (opened = undefined);
  return found;
}

function answered<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? NO_REASON);
  });
}
