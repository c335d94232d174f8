/** The in-page core: the Rust checker behind plain functions and one memory, inside this frame. */
import { call } from "../shared/calls";

/** What the core exports; `src/inpage/mod.rs` says what each does and when it fails. Addresses and lengths are in bytes. */
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
   * How the core reaches the content script: `core-entry.ts`, injected later into the same isolated world, calls it with its
   * exports. Pages cannot see it.
   */
  var shareguardReceiveCore: ((core: CoreExports) => void) | undefined;
}

/** The core that is here with its memory, if one is. */
let received: CoreExports | null = null;

/** Has the background inject the core, and returns what it exports; the one that is here already, where there is one. */
export async function requestCore(): Promise<CoreExports> {
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

/** A core that broke: what a trap leaves behind cannot be relied on, so that the next request brings a new one. */
export function forgetCore(): void {
  received = null;
}
