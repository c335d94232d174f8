/** Match patterns, as far as TypeScript needs them. Where a page is, Rust decides (`src/policy/match_pattern.rs`). */

/**
 * Whether an address fits a match pattern. Of the grammar only what `scripts/package/sites.mjs` lets through: scheme,
 * host or `*.host`, path with query.
 */
export function matches(pattern: string, url: string): boolean {
  const [, scheme, host, path] = /^(https?):\/\/([^/]+)(\/.*)$/.exec(pattern) ?? [];
  if (scheme === undefined || host === undefined || path === undefined || !URL.canParse(url)) return false;
  const address = new URL(url);
  if (address.protocol !== `${scheme}:`) return false;
  // A pattern without port means every port.
  const below = host.startsWith("*.") ? host.slice(1) : null;
  const hostFits = below === null ? address.hostname === host : `.${address.hostname}`.endsWith(below);
  return hostFits && fitsGlob(path, address.pathname + address.search);
}

/** `*` stands for any characters, everything else for itself. */
function fitsGlob(glob: string, text: string): boolean {
  const parts = glob.split("*").map((part) => part.replaceAll(/[.?+^$(){}|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}
