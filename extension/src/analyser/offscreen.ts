/**
 * The offscreen document: in Chromium a service worker can start no worker, so the analyser lives here. Closes itself
 * when idle.
 */
import { answerOnPort } from "../shared/verdict-port";
import { createAnalyser, type Job } from "./analyser";
import { ANALYSER_PORT, type WarmAnalyser } from "./port";
import { startWorkers } from "./start-workers";

const analyser = createAnalyser(startWorkers, () => window.close());

/**
 * Only the background: content scripts reach every page of the extension, and would name their own policy and place.
 */
function isBackground(sender: chrome.runtime.MessageSender | undefined): boolean {
  return sender?.id === chrome.runtime.id && sender.tab === undefined;
}

chrome.runtime.onConnect.addListener((port) => {
  if (port.name !== ANALYSER_PORT || !isBackground(port.sender)) return;
  answerOnPort<Job>(port, (job, watching) => analyser.check(job, watching));
});

chrome.runtime.onMessage.addListener((message: Partial<WarmAnalyser> | null, sender: chrome.runtime.MessageSender) => {
  if (!isBackground(sender) || message?.warmAnalyser === undefined) return undefined;
  return analyser.warm(message.warmAnalyser.policy).then(() => true);
});
