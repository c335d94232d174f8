/** In the variant for tests only: files that do to the worker what a defect of the checker would. */

/** A module whose start function traps: `(module (func unreachable) (start 0))`. */
const TRAP = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11,
]);
/** One that never returns: `(module (func (loop (br 0))) (start 0))`. */
const SPIN = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11,
]);

/** On which a page of the extension says that a file that is held may go on, and hears that it does. */
const CHANNEL = "shareguard-test";

export async function misbehave(name: string): Promise<void> {
  if (name.endsWith(".held")) await released();
  if (name.endsWith(".endless")) await new Promise(() => {});
  if (name.endsWith(".trap")) await WebAssembly.instantiate(TRAP);
  if (name.endsWith(".spin")) await WebAssembly.instantiate(SPIN);
  if (name.endsWith(".close")) {
    self.close();
    // Whoever waits for a worker that is gone waits for ever.
    await new Promise(() => {});
  }
}

/**
 * The same for a picture that has been read, before anybody hears of that: `page.at-end-trap.png`. What was read of it
 * so far was told.
 */
export async function misbehaveInTheEnd(name: string): Promise<void> {
  const [, how] = /\.at-end-(\w+)\.\w+$/.exec(name) ?? [];
  if (how !== undefined) await misbehave(`.${how}`);
}

async function released(): Promise<void> {
  const channel = new BroadcastChannel(CHANNEL);
  await new Promise((resolve) => channel.addEventListener("message", resolve, { once: true }));
  channel.postMessage("goes on");
  channel.close();
}
