/** The analyser as the background has it: in Firefox's event page itself, in Chromium in an offscreen document. */
import { createAnalyser, type Analyser } from "../analyser/analyser";
import { ANALYSER_PORT, type WarmAnalyser } from "../analyser/port";
import { startWorkers } from "../analyser/start-workers";
import { askOnPort, Disconnected } from "../shared/verdict-port";

export const analyser: Analyser = __BROWSER__ === "chrome" ? createOffscreenAnalyser() : createAnalyser(startWorkers);

function createOffscreenAnalyser(): Analyser {
  let opening: Promise<void> | undefined;

  /** There can be only one document, so two who want it at once wait for the same. */
  function open(): Promise<void> {
    opening ??= openDocument().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  return {
    async warm(policy) {
      await open();
      await chrome.runtime.sendMessage({ warmAnalyser: { policy } } satisfies WarmAnalyser);
    },
    async check(job, watching) {
      await open();
      try {
        return await askOnPort(ANALYSER_PORT, job, watching);
      } catch (error) {
        if (!(error instanceof Disconnected)) throw error;
        // It closed itself just now, because nothing was to be done; or it crashed, which a second time would be no
        // chance.
        await open();
        return askOnPort(ANALYSER_PORT, job, watching);
      }
    },
  };
}

async function openDocument(): Promise<void> {
  if (await chrome.offscreen.hasDocument()) return;
  await chrome.offscreen.createDocument({
    url: "offscreen.html",
    reasons: ["WORKERS"],
    justification: "Files are checked in a worker, which a service worker cannot start.",
  });
}
