/**
 * Has pictures read, each content once: what was read stays in memory for as long as the analyser does, and is never
 * written anywhere.
 */
import type { Reading } from "shareguard";
import type { PictureRead, PictureTasks } from "./tasks";
import { MAX_KEPT_READINGS, MAX_PICTURE_BYTES, READER_LOAD_MS } from "./limits";
import { createWorkerHost, type Limits, type WorkerLike } from "./worker-host";

export interface Pictures {
  /** Has the reader ready. */
  warm(): Promise<void>;
  /**
   * What is written in a picture. Rejects as a task of a worker does. `onInterim` hears a few times at most what was
   * read so far.
   */
  read(
    name: string,
    content: Blob,
    limits: Limits,
    onInterim: (readings: readonly Reading[]) => void,
  ): Promise<PictureRead>;
  /** Ends the worker. What was read is kept. */
  end(): void;
}

export function createPictures(start: () => WorkerLike): Pictures {
  // Not made ready first: what is no picture, or too large, needs no reader, and where none can run, its task says so.
  const host = createWorkerHost<PictureTasks>(start);
  /**
   * By the SHA-256 of the content; the one not wanted for longest first. What is kept was read, not judged, so that no
   * policy or language is in it.
   */
  const kept = new Map<string, PictureRead>();

  const keep = (digest: string, read: PictureRead) => {
    kept.delete(digest);
    kept.set(digest, read);
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT_READINGS) break;
      kept.delete(oldest);
    }
  };

  return {
    async warm() {
      await host.run("warm", null, { timeout: READER_LOAD_MS });
    },
    async read(name, content, limits, onInterim) {
      const digest = content.size <= MAX_PICTURE_BYTES ? await digestOf(content) : null;
      const known = digest === null ? undefined : kept.get(digest);
      const read = known ?? (await host.run("read", { name, content }, limits, onInterim));
      // What time did not suffice for, it may suffice for the next time.
      if (digest !== null && isWhole(read)) keep(digest, read);
      return read;
    },
    end: host.end,
  };
}

function isWhole({ readings, unread }: PictureRead): boolean {
  return unread === null && readings.every((reading) => reading.unread === 0);
}

/** Null where the browser cannot read the content: then the worker says so. */
async function digestOf(content: Blob): Promise<string | null> {
  const bytes = await content.arrayBuffer().catch(() => null);
  if (bytes === null) return null;
  return String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
