/** The manifest of each browser. */
import { patternsOf } from "./sites.mjs";

/** Browsers that a package is built for. Edge takes Chrome's. */
export const BROWSERS = ["chrome", "firefox"];

/**
 * Chrome derives the extension's id from this public key (first half of its SHA-256), so that an unpacked copy, and a
 * managed policy written for it, keep their id: gmpanpnmhfioaaobonhnmpmjmnapdilb. The private half signs nothing today.
 */
const CHROME_KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAplB0obJDtI0C3Y7Z/S5hHtxP4jJOMi8XvKpv2I4InXH2daY5a32b6X4YNi17K8ftd9F0" +
  "bg2rs9/ByI1F5v8716xAPCFVPoFmX/UEmp2R57IMjrgfmmMiv5Jr76CB+SaKG1MHVlK5+7lZXDfEmjEh1OuJPmZLNYMt4Vz4rtede5MzIP3PN2Z+" +
  "xhGMgmj9HqWS7IL2OXd953NxKZ+WaERGXRGtpTWMri2BxNuz2E0M89nO2xC3BLCQ1bixvyOr9xhHd2bSFYIl5DEgHofLsCu6dJEvSSeuVG8zD1En" +
  "vAsKqN0udGgL6ZgafTkEX3j98oHV9yv4nwrGo2D/nOxFztdYKQIDAQAB";

/** Never change it: administrators' policies and people's settings hang on it. */
const FIREFOX_ID = "shareguard@shareguard";

/**
 * 148 is the first Chrome with `message_serialization`, without which a compiled policy or a file cannot travel in a
 * message.
 */
const MINIMUM_CHROME = "148";

/**
 * 144 is the first Firefox whose buttons close a dialog by themselves (`command`), as the warning needs it where a page
 * swallows clicks. The first ESR above it is 153.
 */
const MINIMUM_FIREFOX = "144.0";

/**
 * Extension pages and the background may load their own files, WebAssembly among them, and nothing else. `connect-src
 * 'self'` is for fetching the packaged wasm and networks, `blob:` for drawings that are read; no other host can be
 * reached.
 */
const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Sizes in pixels: toolbar, its high-density screens and lists, the list of extensions, the store. */
export const ICON_SIZES = [16, 32, 48, 128];

/**
 * @param {"chrome" | "firefox"} browser
 * @param {object} content
 * @param {string} content.version
 * @param {{matches: string[]}[]} content.sites
 * @param {boolean} content.test  whether this is the variant for tests, which says so in its name
 */
export function manifest(browser, { version, sites, test }) {
  const patterns = patternsOf(sites);
  const icons = Object.fromEntries(ICON_SIZES.map((size) => [size, `icons/${size}.png`]));
  return {
    manifest_version: 3,
    name: test ? "Shareguard (test)" : "__MSG_extension_name__",
    description: "__MSG_extension_description__",
    version,
    default_locale: "en",
    icons,
    action: { default_popup: "popup.html", default_icon: icons, default_title: "__MSG_extension_name__" },
    options_ui: { page: "options.html", open_in_tab: true },
    // storage: the policy in force and counters. scripting: the in-page core, only into frames where it is needed.
    // offscreen: in Chromium only a document can start the worker in which files are checked.
    permissions: browser === "chrome" ? ["offscreen", "scripting", "storage"] : ["scripting", "storage"],
    // Browsers grant a host whole, whatever path a pattern has.
    host_permissions: patterns.all,
    content_scripts: contentScripts(patterns),
    content_security_policy: { extension_pages: CSP },
    ...(browser === "chrome" ? chromeOnly() : firefoxOnly()),
  };
}

/** The content script, in every frame, before any script of the page. */
function contentScripts({ whole, partial, hosts }) {
  const everywhere = { run_at: "document_start", all_frames: true };
  // The first takes over what the second hands it, and both are there before the page.
  const scripts = [{ js: ["content.js"] }, { js: ["page-world.js"], world: "MAIN" }];
  // Frames without an address of their own (about:blank, srcdoc, data:, blob:, sandboxed) belong to the page around
  // them. Chromium looks at that page's origin only, and therefore refuses match_origin_as_fallback beside a path. Its
  // older sibling takes a path, and misses data: and blob: frames.
  return [
    ...scripts.flatMap((script) => [
      { matches: whole, ...script, ...everywhere, match_origin_as_fallback: true },
      { matches: partial, ...script, ...everywhere, match_about_blank: true },
    ]),
    // A page comes to such a path without being loaded, too: this asks for the content script then.
    { matches: hosts, exclude_matches: partial, js: ["arrival.js"], ...everywhere, match_about_blank: true },
  ];
}

function chromeOnly() {
  return {
    key: CHROME_KEY,
    minimum_chrome_version: MINIMUM_CHROME,
    background: { service_worker: "background.js" },
    storage: { managed_schema: "managed_schema.json" },
    // Firefox always does this.
    message_serialization: "structured_clone",
  };
}

function firefoxOnly() {
  return {
    // An event page. Firefox reads managed storage without a schema.
    background: { scripts: ["background.js"] },
    browser_specific_settings: {
      gecko: {
        id: FIREFOX_ID,
        strict_min_version: MINIMUM_FIREFOX,
        data_collection_permissions: { required: ["none"] },
      },
    },
  };
}
