/** Pictures that are attached or dropped: what is written in them is read before the page has them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { describe, it } from "node:test";
import type { Tab } from "../driver/driver";
import { until } from "../driver/driver";
import { chosenBrowser } from "../driver/start";
import { withFiles } from "../files";
import { withBrowser } from "../fixture";
import { arrived, got } from "../got";
import { expectNoWarning, noticeText, violationsSeen, warning, type Warning } from "../person";
import { blankPng, CLEAN_PAGE, corrupt, MARKED_PAGE, picture, PRINTED_PAGE, sha256, unlike } from "../pictures";
import { popup } from "../policies";
import { page } from "../server";
import { MARKED } from "../texts";

const SCREENS = "build/screens";
const STRICT =
  "default-src 'none'; script-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** A page as it was scanned or photographed. */
const scanned = (name: string) => readFileSync(`tests/pictures/small/${name}`);

/** Marked pictures that are not as simple as a screenshot, and where the marking stands in them. */
const MARKED_PICTURES = {
  "cmyk.jpg": { content: picture("cmyk.jpg"), says: /SECRET.*top of the picture/s },
  "sixteen-bit.png": { content: picture("sixteen-bit.png"), says: /SECRET.*top of the picture/s },
  // Stored lying, and shown upright by its orientation.
  "turned.jpg": { content: picture("turned.jpg"), says: /SECRET.*top of the picture/s },
  "marked.webp": { content: picture("marked.webp"), says: /SECRET.*top of the picture/s },
  "marked.bmp": { content: picture("marked.bmp"), says: /SECRET.*top of the picture/s },
  "marked.avif": { content: picture("marked.avif"), says: /SECRET.*top of the picture/s },
  // The marking is in its second frame.
  "moving.gif": { content: picture("moving.gif"), says: /SECRET.*in the picture/s },
  // A scrolled screenshot, seven times as long as it is wide.
  "strip.png": { content: picture("strip.png"), says: /TOP ?SECRET.*bottom of the picture/s },
  // The marking is in its QR code only.
  "code.png": { content: picture("code.png"), says: /SECRET\/\/NOFORN.*in a QR code in the picture/s },
  "red-head.jpg": { content: scanned("005-red-head-cn-zh.jpg"), says: /绝密.*of the picture/s },
  "korean.jpg": { content: scanned("165-slide-kr-ko.jpg"), says: /Ⅱ급비밀.*of the picture/s },
  "notes.txt": { content: MARKED_PAGE, says: /SECRET.*top of the picture/s },
  // Nothing is to be seen in it; its caption is marked.
  "captioned.jpg": {
    content: readFileSync("tests/files/picture/tools/exiftool.jpg"),
    says: /绝密★长期.*EXIF XPComment/s,
  },
} as const;

/** Pictures of which nothing can be read, and what is said of them. */
const BROKEN = {
  "corrupt.png": { content: corrupt(CLEAN_PAGE), says: /damaged/ },
  "truncated.jpg": { content: picture("cmyk.jpg").subarray(0, 600), says: /damaged/ },
  "huge.png": { content: blankPng(65_000, 65_000, 0), says: /too large/ },
  "bomb.png": { content: blankPng(9_000, 9_000), says: /too large/ },
  "photo.heic": { content: Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), says: /cannot be checked/ },
  "page.trap.png": { content: unlike(CLEAN_PAGE, "trap"), says: /checker failed/ },
  "page.spin.png": { content: unlike(CLEAN_PAGE, "spin"), says: /took too long/ },
  "page.close.png": { content: unlike(CLEAN_PAGE, "close"), says: /took too long/ },
} as const;

const FILES = {
  "marked.png": MARKED_PAGE,
  "clean.png": CLEAN_PAGE,
  "copy.trap.png": CLEAN_PAGE,
  "dot.png": blankPng(1, 1),
  "agenda.endless.png": blankPng(64, 64),
  "report.txt": Buffer.from(MARKED),
  "printed.png": PRINTED_PAGE,
  ...Object.fromEntries(
    Object.entries({ ...MARKED_PICTURES, ...BROKEN }).map(([name, { content }]) => [name, content]),
  ),
};

/**
 * A drawing of this line, letter by letter, so that it stands nowhere in the file; all else in it asks for `address`.
 */
function drawing(line: string, address: string): string {
  const letters = [...line]
    .map((letter, index) => `<g><text x="${60 + 34 * index}" y="80">${letter}</text></g>`)
    .reverse();
  return `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400" onload="fetch('${address}?onload')" font-family="monospace" font-size="48" font-weight="bold">
    <script>fetch("${address}?script")</script>
    <style>@import url("${address}?style"); text { fill: black }</style>
    <rect width="800" height="400" fill="white"/>${letters.join("")}
    <image href="${address}?image" x="60" y="200" width="100" height="100"/>
  </svg>`;
}

describe("pictures", () => {
  const fixture = withBrowser();
  const file = withFiles(FILES);

  const visit = (use: (tab: Tab) => Promise<void>, csp = STRICT) =>
    fixture().visit(fixture().site.chat + page("pictures", { csp }), use);
  const attach = async (tab: Tab, ...names: string[]) => {
    await tab.evaluate(() => void (window.got.length = 0), undefined);
    await tab.activate();
    await tab.choose(
      async () => tab.click(await tab.pointOf("#input")),
      names.map((name) => file(name)),
    );
  };
  const contentOf = (name: string) =>
    sha256(Object.entries(FILES).find(([known]) => known === name)?.[1] ?? Buffer.alloc(0));
  const expectArrived = async (tab: Tab, ...names: string[]) => {
    assert.deepEqual(
      (await arrived(tab)).files,
      names.map((name) => ({ name, text: contentOf(name) })),
    );
  };
  const share = async (shown: Warning) => {
    await shown.press("share");
    await shown.gone();
  };

  it("a clean one arrives byte for byte, and nothing is asked", () =>
    visit(async (tab) => {
      await attach(tab, "clean.png");
      await expectArrived(tab, "clean.png");
      await expectNoWarning(tab);
    }));

  it("a marked one is stopped, is shown with a frame around the marking, and arrives byte for byte when it is shared anyway", () =>
    visit(async (tab) => {
      await attach(tab, "marked.png");
      const shown = await warning(tab);
      const said = await shown.text();
      assert.match(said, /This picture carries a classification marking/);
      assert.match(said, /SECRET\/\/NOFORN/);
      assert.match(said, /at the top of the picture/);
      assert.deepEqual(await got(tab), []);
      const drawn = await shown.evaluate((root) => {
        const canvas = root.querySelector<HTMLCanvasElement>("[data-part=picture]");
        const part = root.querySelector<HTMLCanvasElement>("[data-part=picture-part]");
        // The last is the first finding's: it is drawn above the others.
        const frame = [...root.querySelectorAll("[data-part=picture-frame]")].at(-1)?.getBoundingClientRect();
        const box = canvas?.getBoundingClientRect();
        if (canvas === null || part === null || frame === undefined || box === undefined) return null;
        const ink = (of: HTMLCanvasElement) => {
          const data = of.getContext("2d")?.getImageData(0, 0, of.width, of.height).data ?? [];
          return data.filter((value, index) => index % 4 === 0 && value < 100).length / (of.width * of.height);
        };
        return {
          top: (frame.top - box.top) / box.height,
          bottom: (frame.bottom - box.top) / box.height,
          left: (frame.left - box.left) / box.width,
          ratio: box.width / box.height,
          ink: ink(canvas),
          partInk: ink(part),
          label: canvas.ariaLabel,
        };
      });
      if (drawn === null) throw new Error("the picture is not drawn");
      // As pictures/marked.png has it.
      assert.ok(
        drawn.top > 0 &&
          drawn.top < 0.06 &&
          drawn.bottom > 0.06 &&
          drawn.bottom < 0.12 &&
          drawn.left > 0.3 &&
          drawn.left < 0.37,
        JSON.stringify(drawn),
      );
      assert.ok(Math.abs(drawn.ratio - 900 / 640) < 0.03, JSON.stringify(drawn));
      assert.ok(
        drawn.ink > 0.005 && drawn.ink < 0.1 && drawn.partInk > 0.05 && drawn.partInk < 0.6,
        JSON.stringify(drawn),
      );
      assert.match(drawn.label ?? "", /frame around the marking/);
      await share(shown);
      await expectArrived(tab, "marked.png");
      assert.deepEqual(await violationsSeen(tab), []);
    }));

  it("a page of print says quietly of how many lines the middle was not read, and the popup counts it", () =>
    visit(async (tab) => {
      await attach(tab, "printed.png");
      const shown = await warning(tab);
      assert.match(
        await shown.text(),
        /SECRET\/\/NOFORN[^]*In paragraphs the middle of long lines was not read \(\d\d of \d\d lines\)/,
      );
      await shown.press("withhold");
      await shown.gone();
      await until("the popup says so", async () => /not read in full[^(]*\([1-9]/.test(await popup(fixture().browser)));
    }));

  it("several are one question, which names the one that is marked, and all arrive", () =>
    visit(async (tab) => {
      await attach(tab, "clean.png", "marked.png", "dot.png", "report.txt");
      const shown = await warning(tab);
      const said = await shown.text();
      assert.match(said, /Some of these files carry a classification marking/);
      assert.ok(
        said.includes("marked.png") &&
          said.includes("report.txt") &&
          !said.includes("clean.png") &&
          !said.includes("dot.png"),
        said,
      );
      assert.equal(await shown.evaluate((root) => root.querySelectorAll("[data-part=picture]").length), 1);
      await share(shown);
      await expectArrived(tab, "clean.png", "marked.png", "dot.png", "report.txt");
    }));

  for (const [name, { says }] of Object.entries(MARKED_PICTURES)) {
    it(`${name} is read`, () =>
      visit(async (tab) => {
        await attach(tab, name);
        const shown = await warning(tab);
        assert.match(await shown.text(), says);
        await share(shown);
        await expectArrived(tab, name);
      }));
  }

  for (const [name, { says }] of Object.entries(BROKEN)) {
    it(`${name} is never clean, and the next picture is read`, () =>
      visit(async (tab) => {
        await attach(tab, name, "marked.png");
        const shown = await warning(tab);
        const said = await shown.text();
        assert.match(said, says);
        assert.ok(said.includes(name) && said.includes("SECRET//NOFORN"), said);
        await share(shown);
        await expectArrived(tab, name, "marked.png");
      }));
  }

  it("a drawing is read as it is drawn; its scripts do not run, and nothing outside of it is loaded", () =>
    visit(async (tab) => {
      await writeFile(file("drawing.svg"), drawing("SECRET//NOFORN", `${fixture().site.elsewhere}/outside.png`));
      await attach(tab, "drawing.svg");
      const shown = await warning(tab);
      assert.match(await shown.text(), /SECRET\/\/NOFORN.*in the picture|SECRET\/\/NOFORN.*of the picture/s);
      await shown.press("withhold");
      await shown.gone();
      assert.deepEqual(
        fixture().site.requests.filter((request) => request.includes("outside")),
        [],
      );
    }));

  it("a picture that comes again is not read again", () =>
    visit(async (tab) => {
      await attach(tab, "clean.png");
      await expectArrived(tab, "clean.png");
      // The same content; to read it under this name would break the reader.
      await attach(tab, "copy.trap.png");
      await expectArrived(tab, "copy.trap.png");
      await expectNoWarning(tab);
    }));

  it("a reader that ended for want of work comes back", () =>
    visit(async (tab) => {
      await attach(tab, "clean.png");
      await expectArrived(tab, "clean.png");
      // In the variant for tests it does so after three seconds.
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      await attach(tab, "marked.png");
      await share(await warning(tab));
      await expectArrived(tab, "marked.png");
    }));

  it("while one is read it can be cancelled: nothing arrives, nothing is asked", () =>
    visit(async (tab) => {
      await attach(tab, "agenda.endless.png");
      await until("it is said what is being checked", async () =>
        /agenda\.endless\.png/.test((await noticeText(tab)) ?? ""),
      );
      await tab.press("Escape");
      await until("the line goes away", async () => (await noticeText(tab)) === null);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      assert.deepEqual(await got(tab), []);
      await expectNoWarning(tab);
    }));

  it(
    "dropped: a clean one arrives, a marked one is stopped",
    { skip: chosenBrowser() === "firefox" && "nothing starts a drag from outside in a Firefox without a window" },
    () =>
      visit(async (tab) => {
        await tab.activate();
        await tab.drop(await tab.pointOf("#zone"), { files: [file("clean.png")] });
        await expectArrived(tab, "clean.png");
        await tab.evaluate(() => void (window.got.length = 0), undefined);
        await tab.drop(await tab.pointOf("#zone"), { files: [file("marked.png")] });
        const shown = await warning(tab);
        assert.deepEqual(await got(tab), []);
        await share(shown);
        await expectArrived(tab, "marked.png");
      }),
  );
});

for (const locale of ["en", "zh-CN"] as const) {
  describe(`the warning about a picture in ${locale}, drawn (build/screens, to look at)`, () => {
    const fixture = withBrowser({ locale });
    const file = withFiles(FILES);
    for (const [what, names] of [
      ["picture", ["marked.png"]],
      ["pictures", ["marked.png", "strip.png", "huge.png"]],
    ] as const) {
      it(what, () =>
        fixture().visit(fixture().site.chat + page("pictures"), async (tab) => {
          await tab.activate();
          await tab.choose(
            async () => tab.click(await tab.pointOf("#input")),
            names.map((name) => file(name)),
          );
          const shown = await warning(tab);
          assert.match(await shown.text(), locale === "en" ? /top of the picture/ : /在图片上部/);
          await mkdir(SCREENS, { recursive: true });
          await shown.drawn();
          await tab.screenshot(`${SCREENS}/${fixture().kind}-${locale}-${what}.png`);
        }),
      );
    }
  });
}
