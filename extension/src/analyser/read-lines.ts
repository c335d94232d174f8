/** Reads the lines of a picture, the most telling first, on two cores where there is a second reader. */
import type { Reading } from "shareguard";
import type { Picture } from "shareguard-reader";
import { SECOND_READER_WAIT_MS } from "./limits";
import type { SecondReader } from "./second-reader";

/** How many lines are read between two looks at the clock where there is one reader; a line takes some 30 ms. */
const LINES_AT_ONCE = 4;
/**
 * How many lines the second reader has at most: the one that it reads, and the next one, so that it never waits while
 * the first one is busy.
 */
const LINES_AHEAD = 2;

/**
 * Hears how many further lines were read, how many are left in the same piece of the picture, and can have what was
 * read so far.
 */
export type OnLines<SoFar> = (lines: number, left: number, soFar: () => SoFar) => void;

/** Reads until all is read or `deadline` is over, by the clock of `performance.now()`. */
export async function readLines(
  picture: Picture,
  second: SecondReader | null,
  deadline: number,
  onLines: OnLines<Reading>,
): Promise<void> {
  /** What the second reader has. */
  const theirs = new Set<Promise<void>>();
  let isOver = false;

  const handOut = (to: SecondReader) => {
    // The last one would be read here at once.
    while (theirs.size < LINES_AHEAD && picture.remaining - picture.handedOut > 1) {
      const errand = picture.handOut();
      if (errand === undefined) return;
      const reading = to.read(errand).then((read) => {
        theirs.delete(reading);
        if (read !== null && !isOver) picture.takeBack(read);
      });
      theirs.add(reading);
    }
  };

  try {
    while (picture.remaining > 0 && performance.now() < deadline) {
      const before = picture.remaining;
      if (second !== null) await turn();
      if (second?.isReady === true) handOut(second);
      const isHere = picture.remaining > picture.handedOut;
      if (second === null) {
        picture.read(LINES_AT_ONCE);
      } else if (isHere || picture.handedOut > 1 || theirs.size === 0) {
        // Where none is left here, the one that the other reader has not begun yet.
        picture.read(1);
      } else if (!(await isFirst(theirs, SECOND_READER_WAIT_MS))) {
        second.end();
      }
      onLines(before - picture.remaining, picture.remaining, () => picture.reading());
    }
  } finally {
    isOver = true;
  }
}

/** Whether one of them comes within so many milliseconds. */
function isFirst(promises: Iterable<Promise<void>>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, false);
    for (const one of promises) {
      void one.then(() => {
        clearTimeout(timer);
        resolve(true);
      });
    }
  });
}

/**
 * A turn of the event loop, in which a worker that is busy hears what it was told meanwhile. A timer would wait for
 * milliseconds.
 */
function turn(): Promise<void> {
  // A new channel each time: as long as one has messages, Node hears no other.
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
