/** The workers of the package: scripts beside the page that starts them. */
import type { Workers } from "./analyser";

export const startWorkers: Workers = {
  checker: () => new Worker("worker.js"),
  pictures: () => new Worker("picture-worker.js"),
};
