/**
 * Injected into a frame on demand, beside the content script: brings the in-page core. The build puts it in for
 * `shareguard-core`, as WebAssembly for Firefox and translated to JavaScript for Chromium, and makes one script of both.
 */
import * as core from "shareguard-core";

globalThis.shareguardReceiveCore?.(core);
