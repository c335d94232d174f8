/**
 * Draws collections of pictures: `node main.js FOLDER COLLECTION…`. Each becomes FOLDER/COLLECTION with its
 * labels.jsonl. One browser draws all; what chance decides follows from the collection's name.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { pageStyle, readCollection } from "./collection";
import { withOrientation } from "./exif";
import { plan, type Scene } from "./scene";
import { fill } from "./template";

const CHROMIUM = "/usr/bin/chromium";
/** Pixels drawn for one of CSS: more than any picture keeps, so that scaling loses detail as a camera does. */
const DENSITY = 1.6;

const [folder, ...names] = process.argv.slice(2);
if (folder === undefined || names.length === 0) throw new Error("which folder, and which collections?");

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});
try {
  const context = await browser.newContext({ deviceScaleFactor: DENSITY, viewport: { width: 1700, height: 1600 } });
  const desk = await context.newPage();
  const darkroom = await context.newPage();
  await darkroom.addScriptTag({ path: path.join(path.dirname(fileURLToPath(import.meta.url)), "degrade.js") });
  for (const name of names) {
    const target = path.join(folder, name);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    const labels: string[] = [];
    for (const scene of plan(readCollection(name))) {
      const { file, bytes } = await take(scene, desk, darkroom);
      writeFileSync(path.join(target, file), bytes);
      labels.push(JSON.stringify(label(scene, file)));
    }
    writeFileSync(path.join(target, "labels.jsonl"), `${labels.join("\n")}\n`);
    console.log(`${name}: ${labels.length} pictures`);
  }
} finally {
  await browser.close();
}

async function take(scene: Scene, desk: Page, darkroom: Page): Promise<{ file: string; bytes: Buffer }> {
  await desk.setContent(html(scene));
  await desk.evaluate(() => document.fonts.ready);
  const article = desk.locator("article");
  const png = (await article.screenshot({ type: "png", animations: "disabled" })).toString("base64");
  const marking = await desk.evaluate(
    ([written, density]) => {
      const says = (element: Element): boolean => element.textContent?.trim().startsWith(written) ?? false;
      // The first that says it and holds no other that does.
      const holder = [...document.querySelectorAll("article *")].find(
        (element) => says(element) && ![...element.children].some(says),
      );
      const frame = document.querySelector("article")?.getBoundingClientRect();
      if (written === "" || holder === undefined || frame === undefined) return null;
      const range = document.createRange();
      range.selectNodeContents(holder);
      const box = range.getBoundingClientRect();
      return {
        x: (box.x - frame.x) * density,
        y: (box.y - frame.y) * density,
        width: box.width * density,
        height: box.height * density,
      };
    },
    [scene.written, DENSITY] as const,
  );
  const { bytes, type, orientation } = await darkroom.evaluate((drawn) => globalThis.shareguardDegrade(drawn), {
    png,
    marking,
    conditions: scene.conditions,
    seed: scene.name,
  });
  const raw = Buffer.from(bytes, "base64");
  return {
    file: `${scene.name}.${type === "image/png" ? "png" : "jpg"}`,
    bytes: orientation === null ? raw : withOrientation(raw, orientation),
  };
}

function html({ layout, values, language, faces, colour }: Scene): string {
  const family = (face: string): string => `"${face}", "Noto Sans CJK SC", sans-serif`;
  // The bar of a banner is as dark as its text is light.
  const ink = colour === undefined ? "" : `--ink: ${colour}; --on-ink: #fff;`;
  const root = `:root { --body: ${family(faces.body)}; --head: ${family(faces.head)}; --mono: ${family(faces.mono)}; ${ink} }`;
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><style>${pageStyle()}${root}</style>${fill(layout.html, values)}</html>`;
}

/** The label of a picture, as the other labelled pictures have it. */
function label({ marking, layout, kind, faces, conditions, written }: Scene, file: string): object {
  return {
    file,
    expect: marking === undefined ? "clean" : "marked",
    system: marking?.system ?? "none",
    level: marking?.level ?? "",
    rank: marking?.rank ?? 0,
    conditions,
    marking: written,
    layout: kind ?? layout.name,
    font: faces.head,
  };
}
