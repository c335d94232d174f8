/**
 * The background: Chromium's service worker, Firefox's event page. Both end it whenever it is idle, so that nothing is
 * kept in variables but what can be made again, and every listener is registered before the first await.
 */
import { onPermissions } from "../shared/permissions";
import type { AskPage } from "../shared/page-state";
import type { AskPolicy } from "../shared/policy-state";
import { answer } from "./answer";
import { passToTop } from "./ask-in-top";
import { updateBadge } from "./badge";
import { checkFilesOn } from "./file-checks";
import { readMessage } from "./message";
import { guardOpenPages } from "./open-pages";
import { pageState } from "./page-state";
import { policyInForce, refreshPolicy } from "./policy";
import { frameOf } from "./sender";

chrome.runtime.onMessage.addListener((value: unknown, sender: chrome.runtime.MessageSender) => {
  if (isOwnPage(sender))
    return isAskPolicy(value) ? policyInForce() : isAskPage(value) ? pageState(value.askPage) : undefined;
  const frame = frameOf(sender);
  if (frame === null) return undefined;
  const message = readMessage(value);
  // The frame waits for an answer, so it gets one: a rejection tells it that nothing was checked.
  return message === null ? Promise.reject(new Error("not a message that this version knows")) : answer(message, frame);
});

chrome.runtime.onConnect.addListener(checkFilesOn);
chrome.runtime.onConnect.addListener(passToTop);

// Firefox has the event, and never fires it: there a policy changes when the browser starts.
chrome.storage.managed.onChanged.addListener(() => report(refreshPolicy().then(updateBadge)));
onPermissions(() => report(policyInForce().then(updateBadge)));
// Each start of the browser starts the background once, even when no page needs it.
chrome.runtime.onStartup.addListener(() => {});
chrome.runtime.onInstalled.addListener(() => {
  if (__BROWSER__ === "chrome") report(guardOpenPages());
});

report(refreshPolicy().then(updateBadge));

/** Whether it is the popup or the options page, by the browser's word. */
function isOwnPage({ id, url }: chrome.runtime.MessageSender): boolean {
  return id === chrome.runtime.id && url?.startsWith(chrome.runtime.getURL("")) === true;
}

function isAskPolicy(value: unknown): value is AskPolicy {
  return typeof value === "object" && value !== null && "askPolicy" in value;
}

function isAskPage(value: unknown): value is AskPage {
  return typeof value === "object" && value !== null && "askPage" in value && typeof value.askPage === "number";
}

/** For work that nobody waits for: an error is at least seen by whoever looks at the background. */
function report(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.error("Shareguard:", error));
}
