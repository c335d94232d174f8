/** The main job, shown: a marked document is pasted into a chat page, and the warning comes up. */
import { mkdir } from "node:fs/promises";
import type { Browser, BrowserKind, Tab } from "../driver/driver";
import { start, testExtension } from "../driver/start";
import { Clipboard, paste, pastesSeen, valueOf, warning } from "../person";
import { page, startSite, type Site } from "../server";

const SCREENS = "build/run";

/** Fictional, like the relay station. */
const DOCUMENT = [
  "SECRET//NOFORN",
  "",
  "MEMORANDUM FOR THE HEAD OF OPERATIONS",
  "Subject: (U) Northern relay station",
  "",
  "1. (S//NF) The station resumes operation on Tuesday with the second transmitter.",
  "2. (U) The canteen is closed until further notice.",
  "",
  "Classified By: Head of Communications",
  "Derived From: Relay Station Security Guide",
  "Declassify On: 20460101",
  "",
  "SECRET//NOFORN",
].join("\n");

/** Whether there is somebody to show it to. */
const hasDisplay = Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);

process.exitCode = hasDisplay ? await show() : await demonstrate();

/** Opens a window and leaves it to the person. */
async function show(): Promise<number> {
  const site = await startSite();
  const browser = await start("chromium", { extension: testExtension("chromium"), headed: true });
  const held = await pasteDocument(browser, site);
  console.log("The window is yours: decide, paste again, look into the popup. Close it to end.");
  await browser.closed;
  await browser.close();
  await site.close();
  return held ? 0 : 1;
}

/** The same in both browsers without a window, with a picture of each. */
async function demonstrate(): Promise<number> {
  const site = await startSite();
  let failures = 0;
  await mkdir(SCREENS, { recursive: true });
  for (const kind of ["chromium", "firefox"] as const satisfies readonly BrowserKind[]) {
    const browser = await start(kind, { extension: testExtension(kind) });
    try {
      if (!(await pasteDocument(browser, site, `${SCREENS}/${kind}.png`))) failures++;
    } finally {
      await browser.close();
    }
  }
  await site.close();
  return failures;
}

/**
 * Copies the document elsewhere, pastes it into the chat, and says what came of it. True when the page learned nothing
 * of it.
 */
async function pasteDocument(browser: Browser, site: Site, screen?: `${string}.png`): Promise<boolean> {
  const clipboard = await Clipboard.open(browser, site);
  await clipboard.put({ text: DOCUMENT });
  await clipboard.close();
  const tab = await browser.open(site.chat + page("chat"));
  await tab.click(await tab.pointOf("#textarea"));
  await paste(tab);
  const shown = await warning(tab);
  console.log(`\n${browser.kind}: a marked document was pasted with Ctrl+V. The warning says:\n`);
  console.log((await shown.text()).replace(/\n{2,}/g, "\n").replace(/^/gm, "  | "));
  const { events, text } = await reached(tab);
  console.log(`\n  reached the page: ${events} paste events, ${text.length} characters`);
  if (screen !== undefined) {
    await shown.drawn();
    await tab.screenshot(screen);
    console.log(`  picture: ${screen}`);
  }
  return events === 0 && text === "";
}

async function reached(tab: Tab): Promise<{ events: number; text: string }> {
  return { events: (await pastesSeen(tab)).length, text: await valueOf(tab, "#textarea") };
}
