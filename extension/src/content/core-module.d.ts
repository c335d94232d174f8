/**
 * The in-page core as a module, put in by the build: what a browser gets, or the translated one where it is not said
 * which.
 */
declare module "shareguard-core" {
  const core: import("./core").CoreExports;
  export = core;
}

/** Its memory after loading, packed (deflate-raw); only tests have it beside the core. */
declare module "shareguard-core-memory" {
  const packed: Uint8Array<ArrayBuffer>;
  export default packed;
}
