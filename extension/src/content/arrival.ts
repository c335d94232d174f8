/**
 * Where only some paths of a host are guarded: browsers put the content script into what they load, and most
 * applications come to such a path without loading anything. This stands on the rest of the host and asks for the
 * content script then. It hears where the page goes, and nothing of what is written there.
 */
import paths from "shareguard-paths";
import { call } from "../shared/calls";
import { matches } from "../shared/match-pattern";

/** What a person does before they can share anything: for browsers that do not tell that a page goes elsewhere. */
const USES = ["focusin", "pointerdown", "keydown"] as const;

let isAsking = false;

function look(): void {
  if (isAsking || globalThis.shareguardIsHere === true || !paths.some((pattern) => matches(pattern, address()))) return;
  isAsking = true;
  // Where nobody answers, the next thing that the person does asks again.
  void call("arrived", {})
    .catch(() => false)
    .then(() => (isAsking = false));
}

/** Of the page that a frame without an address of its own (about:blank, srcdoc) belongs to. */
function address(): string {
  try {
    return (location.protocol.startsWith("http") ? window : window.parent).location.href;
  } catch {
    // Of another origin, in a sandbox.
    return location.href;
  }
}

// Firefox has it from 147 on.
if (typeof navigation !== "undefined") navigation.addEventListener("currententrychange", look);
window.addEventListener("popstate", look);
for (const use of USES) window.addEventListener(use, look, { capture: true, passive: true });
look();
