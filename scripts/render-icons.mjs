/**
 * Renders extension/icons/icon.svg to the sizes that browsers ask for: `node scripts/render-icons.mjs`.
 * The PNGs are committed, so that a build needs no browser.
 */
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { ICON_SIZES } from "./package/manifest.mjs";
import { at } from "./package/tree.mjs";

const svg = await readFile(at("extension/icons/icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium" });
const page = await browser.newPage();
for (const size of ICON_SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0} svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(at(`extension/icons/${size}.png`), await page.screenshot({ omitBackground: true }));
}
await browser.close();
