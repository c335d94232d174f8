/** The site files: read, checked, and put together. Nothing else says which sites are guarded. */
import { readFile } from "node:fs/promises";
import { at, filesBelow } from "./tree.mjs";

/** Those of `Category` in src/submission.rs that a shipped site can have. */
export const CATEGORIES = ["ai-chat", "social", "playground"];

/** Guarded sites that ship. */
const SHIPPED = "extension/src/sites";
/** Pages on this machine, which only the test variant guards. */
const TEST = "extension/src/sites-test";

/**
 * Extension match patterns that we accept: one scheme, one host, optionally with all its subdomains, and a path with
 * query.
 */
const PATTERN = /^(https|http):\/\/((?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*)(\/[^#]*)$/;

/**
 * All sites of a variant, sorted by id.
 * @returns {Promise<Site[]>}
 */
export async function readSites({ test }) {
  const files = [...(await filesBelow(SHIPPED)), ...(test ? await filesBelow(TEST) : [])];
  const sites = await Promise.all(files.map(async (file) => parseSite(file, await readFile(at(file), "utf8"))));
  const owners = new Map();
  for (const { id, matches } of sites) {
    for (const pattern of matches) {
      if (owners.has(pattern)) throw new Error(`${pattern}: both in ${owners.get(pattern)}.json and in ${id}.json`);
      owners.set(pattern, id);
    }
  }
  return sites.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * All match patterns of these sites, sorted: those that mean a whole host, those that mean some paths of one, and the
 * hosts of the latter as patterns.
 * @param {{matches: string[]}[]} sites
 */
export function patternsOf(sites) {
  const all = sites.flatMap((site) => site.matches).sort();
  const hostOf = (pattern) => /^[^/]+:\/\/[^/]+\//.exec(pattern)[0] + "*";
  const partial = all.filter((pattern) => pattern !== hostOf(pattern));
  return {
    all,
    whole: all.filter((pattern) => !partial.includes(pattern)),
    partial,
    hosts: [...new Set(partial.map(hostOf))],
  };
}

/**
 * One site file. Throws with the file's name and what was expected.
 * @typedef {{composer: string, send?: string, lastChecked: string | null}} Editor
 * @typedef {{id: string, title: string, category: string, matches: string[], editor?: Editor}} Site
 * @param {string} file  path relative to the checkout
 * @param {string} json
 * @returns {Site}
 */
export function parseSite(file, json) {
  const fail = (what) => {
    throw new Error(`${file}: ${what}`);
  };
  const id =
    /\/([a-z0-9]+(?:-[a-z0-9]+)*)\.json$/.exec(file)?.[1] ??
    fail("the name is the site's id: small letters, digits, single hyphens");
  const site = JSON.parse(json);
  for (const key of Object.keys(site))
    if (!["title", "category", "matches", "editor"].includes(key)) fail(`unknown key "${key}"`);
  const { title, category, matches, editor } = site;
  if (typeof title !== "string" || title.trim() === "") fail("title: a name that people know the site by");
  if (!CATEGORIES.includes(category)) fail(`category: one of ${CATEGORIES.join(", ")}`);
  if (!Array.isArray(matches) || matches.length === 0) fail("matches: at least one match pattern");
  if (new Set(matches).size < matches.length) fail("matches: a pattern stands there twice");
  for (const pattern of matches) {
    const [, scheme, host] =
      PATTERN.exec(pattern) ?? fail(`${pattern}: not a match pattern with a scheme, a host and a path`);
    if (file.startsWith(`${TEST}/`)) continue;
    if (scheme === "http") fail(`${pattern}: only https is guarded`);
    if (!host.replace("*.", "").includes(".")) fail(`${pattern}: not a host on the internet`);
  }
  if (editor !== undefined) checkEditor(editor, fail);
  return { id, title, category, matches, ...(editor === undefined ? {} : { editor }) };
}

/** That the selectors are selectors, a test in the browsers says. */
function checkEditor(editor, fail) {
  for (const key of Object.keys(editor))
    if (!["composer", "send", "lastChecked"].includes(key)) fail(`editor: unknown key "${key}"`);
  const isSelector = (value) => typeof value === "string" && value.trim() !== "";
  if (!isSelector(editor.composer)) fail("editor: composer: a CSS selector");
  if (editor.send !== undefined && !isSelector(editor.send)) fail("editor: send: a CSS selector, or nothing");
  const { lastChecked } = editor;
  if (lastChecked !== null && !/^\d{4}-\d\d-\d\d$/.test(lastChecked))
    fail("editor: lastChecked: the day on which a person saw them fit, as YYYY-MM-DD, or null");
}
