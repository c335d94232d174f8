/**
 * Injected into a frame on demand, beside the content script: brings the in-page core. The build puts it in for
 * `shareguard-core`, as WebAssembly for Firefox, which compiles all of it at once, and translated to JavaScript for
 * Chromium, and makes one script of both.
 */
import * as core from "shareguard-core";
import { warmedUp } from "./warm-up";

globalThis.shareguardReceiveCore?.(
  __BROWSER__ === "firefox" ? core : warmedUp(core, (judge) => requestIdleCallback(judge)),
);
