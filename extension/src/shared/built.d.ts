/** What scripts/package/bundle.mjs puts in while it bundles. */

/** True only in the variant for tests; everything behind it is absent from what ships. */
declare const __TEST__: boolean;
/** The version of the whole, such as `0.1.0`. */
declare const __VERSION__: string;
/** The browser that this package is for. */
declare const __BROWSER__: "chrome" | "firefox";

/** The site files of this variant as one table, sorted by id. */
declare module "shareguard-sites" {
  const sites: readonly {
    readonly id: string;
    readonly title: string;
    readonly category: import("shareguard").Category;
    readonly matches: readonly string[];
    /** Where one writes and sends there; absent where the file does not say. */
    readonly editor?: {
      /** CSS selector of the composer. */
      readonly composer: string;
      /** CSS selector of what sends; absent where only a key does. */
      readonly send?: string;
      /**
       * Day on which a person last saw both selectors fit the live page, as YYYY-MM-DD; null where nobody has looked.
       */
      readonly lastChecked: string | null;
    };
  }[];
  export default sites;
}

/** The match patterns of these sites that mean only some paths of a host. */
declare module "shareguard-paths" {
  const patterns: readonly string[];
  export default patterns;
}

/** wasm-bindgen's glue, a new one with each call. */
declare module "shareguard-glue" {
  export function createGlue(): Omit<typeof import("shareguard"), "default">;
}

/** The English messages of the warning without the reasons, by their keys. */
declare module "shareguard-fallback" {
  const messages: Readonly<Record<string, string>>;
  export default messages;
}

declare module "*.css" {
  const text: string;
  export default text;
}
