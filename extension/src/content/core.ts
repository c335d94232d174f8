/** The in-page core: the Rust checker behind plain functions and one memory, inside this frame. */
import { call } from "../shared/calls";
import { armCore, type Check } from "./core-check";

/**
 * What the core exports; `src/inpage/mod.rs` says what each does and when it fails. Addresses and lengths are in bytes.
 */
export interface CoreExports {
  /** Its buffer is replaced whenever it grows. */
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Where the memory that the background sends belongs; the core does nothing without it. */
  readonly memoryStart: number;
  readonly input: (capacity: number) => number;
  readonly format_bytes: () => number;
  readonly arm: (length: number, locale: number) => number;
  readonly check: (textLength: number, htmlLength: number, channel: number) => number;
  readonly answer: () => number;
}

declare global {
  /**
   * How the core reaches the content script: `core-entry.ts`, injected later into the same isolated world, calls it
   * with its exports. Pages cannot see it.
   */
  var shareguardReceiveCore: ((core: CoreExports) => void) | undefined;
}

/** The core that is here with its memory, if one is. */
let received: CoreExports | null = null;

/**
 * A check by the core of this frame, which is fetched where there is none. Where the check throws, the core broke: the
 * next request brings a new one.
 */
export async function requestCheck(arming: Parameters<typeof armCore>[1]): Promise<Check> {
  const check = armCore(await requestCore(), arming);
  // Whoever writes may also attach. Not waited for, and no loss where it fails: the first file then takes longer.
  void call("warm-analyser", {}).catch(() => false);
  /** The last draft: each of the steps by which it is sent asks for its verdict. */
  let draft: { readonly text: string; readonly verdict: ReturnType<Check> } | null = null;
  return (submission) => {
    const { text, channel } = submission;
    if (channel === "send" && draft?.text === text) return draft.verdict;
    try {
      const verdict = check(submission);
      if (channel === "send") draft = { text, verdict };
      return verdict;
    } catch (error) {
      // What a trap leaves behind cannot be relied on.
      received = null;
      throw error;
    }
  };
}

/**
 * Has the background inject the core, and returns what it exports; the one that is here already, where there is one.
 */
async function requestCore(): Promise<CoreExports> {
  if (received !== null) return received;
  const arrived: CoreExports[] = [];
  globalThis.shareguardReceiveCore = (core) => {
    arrived.push(core);
  };
  const memory = await call("inject-core", {});
  const [core] = arrived;
  if (memory === null || core === undefined) throw new Error("the core did not arrive");
  new Uint8Array(core.memory.buffer).set(memory, core.memoryStart);
  received = core;
  return core;
}
