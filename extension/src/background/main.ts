/**
 * The background: Chromium's service worker, Firefox's event page. Both end it whenever it is idle, so that nothing is kept in
 * variables but what can be made again, and every listener is registered before the first await.
 */
import { onPermissions } from "../shared/permissions";
import { onPolicyState } from "../shared/policy-state";
import { answer } from "./answer";
import { updateBadge } from "./badge";
import { checkFilesOn } from "./file-checks";
import { readMessage } from "./message";
import { guardOpenPages } from "./open-pages";
import { policyInForce, refreshPolicy } from "./policy";
import { frameOf } from "./sender";

chrome.runtime.onMessage.addListener((value: unknown, sender: chrome.runtime.MessageSender) => {
  const frame = frameOf(sender);
  if (frame === null) return undefined;
  const message = readMessage(value);
  // The frame waits for an answer, so it gets one: a rejection tells it that nothing was checked.
  return message === null ? Promise.reject(new Error("not a message that this version knows")) : answer(message, frame);
});

chrome.runtime.onConnect.addListener(checkFilesOn);

// Firefox has the event, and never fires it: there a policy changes when the browser starts.
chrome.storage.managed.onChanged.addListener(() => report(refreshPolicy()));
onPolicyState((state) => report(updateBadge(state)));
onPermissions(() => report(policyInForce().then(updateBadge)));
// Each start of the browser starts the background once, even when no page needs it.
chrome.runtime.onStartup.addListener(() => {});
chrome.runtime.onInstalled.addListener(() => {
  if (__BROWSER__ === "chrome") report(guardOpenPages());
});

report(refreshPolicy().then(updateBadge));

/** For work that nobody waits for: an error is at least seen by whoever looks at the background. */
function report(work: Promise<unknown>): void {
  work.catch((error: unknown) => console.error("Shareguard:", error));
}
