/**
 * The memory of the in-page core as it is after loading. The build makes it (`scripts/package/snapshot.mjs`); it is
 * expanded here, once, and not on the thread of each page.
 */
let memory: Promise<Uint8Array<ArrayBuffer>> | undefined;

export function coreMemory(): Promise<Uint8Array<ArrayBuffer>> {
  memory ??= expand().catch((error: unknown) => {
    // Another call may fare better.
    memory = undefined;
    throw error;
  });
  return memory;
}

async function expand(): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await (await fetch(chrome.runtime.getURL("core.bin"))).blob();
  const expanded = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(expanded).arrayBuffer());
}
