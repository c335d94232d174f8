/**
 * How much of one action is checked. What is beyond becomes a notice, never silence. How much of one file, Rust says
 * (`fileLimits`); how long files may take, the policy (`timeLimits`).
 */

/**
 * How long a worker may take to start, and to come to a verdict on what was found, in milliseconds. Each takes a small
 * part of it.
 */
export const STEP_MS = 10_000;
/** How many bytes of the files of an action are read together. */
export const MAX_ACTION_BYTES = 2 * 1024 * 1024 * 1024;
/**
 * How many bytes are read of a file that is too large to be read whole, or to be a picture: its ends, as `fileLimits`
 * has them.
 */
export const MAX_ENDS_BYTES = 10 * 1024 * 1024;
/**
 * How many workers read the files of an action at most. Two halve the time for large ones where there are two cores;
 * each holds some ten megabytes, and the browser wants cores too.
 */
export const WORKERS = 2;
/**
 * From how many bytes together the files of an action are shared among the workers. To start another one takes as long
 * as to read this.
 */
export const MIN_SHARED_BYTES = 1024 * 1024;
/**
 * After how long without work the workers are ended, in milliseconds. They hold up to 160 MB, and are back within half
 * a second.
 */
export const IDLE_MS = __TEST__ ? 3_000 : 60_000;

/**
 * How long lines of one picture are read, in milliseconds from its start; what is left then is said to be unread. A
 * page takes one second.
 */
export const READING_MS = 8_000;
/**
 * How long a picture may take until its worker is replaced, in milliseconds. The reader looks at the clock between
 * lines, so beyond this the browser's decoder or the reader hangs.
 */
export const PICTURE_TIMEOUT_MS = 20_000;
/** How long the reader may take to be loaded, in milliseconds: 3 MB of networks from the extension's own files. */
export const READER_LOAD_MS = 30_000;

/**
 * How long the second reader may take to be ready, in milliseconds, before it is given up. It takes a tenth of a
 * second.
 */
export const SECOND_READER_LOAD_MS = 10_000;
/**
 * How long the first reader, when it has nothing else to do, waits for the last line that the second one has, in
 * milliseconds; then it reads that itself, and does without the second one. A line takes some 30 ms, and as many times
 * that as others wait for the core.
 */
export const SECOND_READER_WAIT_MS = 1_000;

/** Largest file that is decoded as a picture, in bytes. */
export const MAX_PICTURE_BYTES = 64 * 1024 * 1024;
/**
 * Largest picture that is decoded, in pixels. The browser needs four bytes for each until it is shrunk, 256 MB; cameras
 * of phones store 12 to 50 million, some up to 200.
 */
export const MAX_PICTURE_PIXELS = 64 * 1000 * 1000;

/** For how many pictures what was read is kept, in case they come again. A dense page is some 10 kB. */
export const MAX_KEPT_READINGS = 64;
