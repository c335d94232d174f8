/** How Chromium's background reaches its analyser, which lives in an offscreen document. */

/** Name of the port on which a {@link import("./analyser").Job} is asked. */
export const ANALYSER_PORT = "analyser";

/** A message that only the analyser answers, with true. */
export interface WarmAnalyser {
  readonly warmAnalyser: { readonly policy: string | null };
}
