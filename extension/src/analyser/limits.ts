/**
 * How much of one action is checked. What is beyond becomes a notice, never silence. How much of one file, Rust says (`fileLimits`); how long
 * files may take, the policy (`timeLimits`).
 */

/** How long a file may take at most whatever the policy says, in milliseconds: the tests do not wait ten seconds for each that never ends. */
export const MAX_FILE_MS = __TEST__ ? 2_000 : Number.POSITIVE_INFINITY;
/** How long a worker may take to start, and to come to a verdict on what was found, in milliseconds. Each takes a small part of it. */
export const STEP_MS = 10_000;
/** How many files of an action are read. Whole source trees get dropped; their files hardly differ in marking. */
export const MAX_FILES = 500;
/** How many bytes the files of an action may have together. Of each large one only the ends are read, so this bounds the time. */
export const MAX_ACTION_BYTES = 2 * 1024 * 1024 * 1024;
/**
 * How many workers read the files of an action at most. Two halve the time for large ones where there are two cores; each holds some ten
 * megabytes, and the browser wants cores too.
 */
export const WORKERS = 2;
/** From how many bytes together the files of an action are shared among the workers. To start another one takes as long as to read this. */
export const MIN_SHARED_BYTES = 1024 * 1024;
/** After how long without work the workers are ended, in milliseconds. They are back within 50 ms. */
export const IDLE_MS = __TEST__ ? 3_000 : 60_000;
