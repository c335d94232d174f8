/** Which of the guarded sites the browser lets us run on. People can take a site back at any time. */
import { sites, type Site } from "./sites";

/** Whether nothing was taken back. */
export async function hasAllPermissions(): Promise<boolean> {
  return chrome.permissions.contains({ origins: originsOf(sites) });
}

/** Whether the site is granted whole. */
export async function isGranted(site: Site): Promise<boolean> {
  return chrome.permissions.contains({ origins: originsOf([site]) });
}

/** The sites that are not granted whole: nothing is checked there. */
export async function withheldSites(): Promise<readonly Site[]> {
  const granted = await Promise.all(sites.map(isGranted));
  return sites.filter((_, index) => !granted[index]);
}

/** Asks the person for the sites. Only inside the handler of a click; resolves to what they said. */
export async function askFor(asked: readonly Site[]): Promise<boolean> {
  return chrome.permissions.request({ origins: originsOf(asked) });
}

/** Runs `listener` whenever something was granted or taken back. */
export function onPermissions(listener: () => void): void {
  chrome.permissions.onAdded.addListener(listener);
  chrome.permissions.onRemoved.addListener(listener);
}

function originsOf(asked: readonly Site[]): string[] {
  return asked.flatMap((site) => site.matches);
}
