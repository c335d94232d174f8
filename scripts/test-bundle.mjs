/** How tests that run in Node are bundled by esbuild, each into one file: Node 20 reads no TypeScript. */
export const IN_NODE = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // The drivers find files beside themselves.
  packages: "external",
  sourcemap: "inline",
  logLevel: "error",
};
