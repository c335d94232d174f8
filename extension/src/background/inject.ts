/** Puts scripts of ours into frames: what guards, and what most frames never need. */
import { documentsOf, type Frame } from "./sender";

/** As in the manifest: the content script first, which takes over what the other hands it. */
export const GUARDING = [{ files: ["content.js"] }, { files: ["page-world.js"], world: "MAIN" }] as const;

/**
 * Runs a script of ours beside the content script of the frame. It works in every kind of frame that the content script
 * runs in (same-origin, sandboxed, srcdoc, about:blank, data:, blob:) under every page CSP, in Chromium 156 and Firefox
 * 153.
 */
export async function inject(script: "core.js" | "late.js", frame: Frame): Promise<boolean> {
  return run(frame, { files: [script] });
}

/** Guards a frame that the browser did not load as a guarded one; where one is guarded already, nothing comes of it. */
export async function guardFrame(frame: Frame): Promise<boolean> {
  for (const script of GUARDING) if (!(await run(frame, script))) return false;
  return true;
}

async function run(frame: Frame, { files, ...world }: { files: readonly string[]; world?: "MAIN" }): Promise<boolean> {
  const [result] = await chrome.scripting.executeScript({
    target: documentsOf(frame),
    files: [...files],
    injectImmediately: true,
    ...world,
  });
  return result !== undefined && !("error" in result);
}
