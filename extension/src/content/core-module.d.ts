/** The translated core as a module, put in by the build. */
declare module "shareguard-core" {
  const core: import("./core").CoreExports;
  export = core;
}
