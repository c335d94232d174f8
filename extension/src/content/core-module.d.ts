/** The translated core as a module, put in by the build. */
declare module "shareguard-core" {
  const core: import("./core").CoreExports;
  export = core;
}

/** Its memory after loading, packed (deflate-raw); only tests have it beside the core. */
declare module "shareguard-core-memory" {
  const packed: Uint8Array<ArrayBuffer>;
  export default packed;
}
