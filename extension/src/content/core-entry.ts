/**
 * Injected into a frame on demand, beside the content script: brings the in-page core. The build puts the translated core in
 * for `shareguard-core` and makes one script of both.
 */
import * as core from "shareguard-core";

globalThis.shareguardReceiveCore?.(core);
