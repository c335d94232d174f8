/** A picture in which a marking was found: the marking as it stands there, and where in the whole. */
import type { Region } from "shareguard";
import type { FileSubmission, SharedFile } from "../shared/calls";
import { embeddedPictures, linkedPictures } from "../shared/html-pictures";
import { element } from "./element";
import type { Translate } from "./strings";

/** What an action shares. */
export interface Shared {
  readonly submission: Pick<FileSubmission, "text" | "html">;
  readonly files: readonly SharedFile[];
}

/** The pictures of an action. */
export interface Pictures {
  /** Those whose bytes are shared, by the numbers of their items. */
  readonly files: ReadonlyMap<number, Blob>;
  /** How many the text only links to. */
  readonly linked: number;
  /** How many files are shared, with those in the text. */
  readonly shared: number;
  /** Whether nothing else is shared, no text. */
  readonly isAll: boolean;
}

export const NO_PICTURES: Pictures = { files: new Map(), linked: 0, shared: 0, isAll: false };

/**
 * By the numbers that findings have: the formats of the text come first, then the files, then the pictures in the HTML.
 */
export function picturesOf({ submission: { text, html }, files }: Shared): Pictures {
  const formats = [text, html].filter((format) => format !== "").length;
  const numbered = [...files, ...embeddedPictures(html)].map(
    ({ content }, index) => [formats + index, content] as const,
  );
  const pictures = numbered.flatMap(([item, content]) =>
    "type" in content && content.type.startsWith("image/") ? [[item, content] as const] : [],
  );
  return { files: new Map(pictures), linked: linkedPictures(html), shared: numbered.length, isAll: formats === 0 };
}

/**
 * Room for the whole picture and for the part with the marking, in CSS pixels; as wide as the dialog is inside, and no
 * higher than leaves the rest in sight.
 */
const ROOM = {
  alone: { whole: { width: 412, height: 132 }, part: { width: 412, height: 52 } },
  among: { whole: { width: 412, height: 96 }, part: { width: 412, height: 40 } },
} as const;
/** Whether the picture is the only thing that is shared. */
export type Company = keyof typeof ROOM;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much around the marking is shown with it, as a multiple of its height. */
const MARGIN = 0.5;
/** How much larger than it is the part is shown at most: beyond, there are only larger dots. */
const MAX_ENLARGED = 2;
/** Above so many bytes the browser shrinks the picture to this width in pixels while it decodes it. */
const LARGE = { bytes: 16 * 1024 * 1024, width: 3_000 };

export interface Shown {
  readonly figure: HTMLElement;
  /** Fulfilled when it is drawn; where the picture cannot be decoded here, the figure is gone then. Never rejects. */
  readonly drawn: Promise<void>;
}

/** `regions` are those of the findings in it, that of the first one first. */
export function showPicture(
  content: Blob,
  regions: readonly [Region, ...Region[]],
  company: Company,
  translate: Translate,
): Shown {
  const [first] = regions;
  const part = element("canvas", {
    class: "part",
    role: "img",
    "aria-label": translate("warning_picture_part"),
    "data-part": "picture-part",
  });
  const whole = element("canvas", {
    role: "img",
    "aria-label": translate("warning_picture_whole"),
    "data-part": "picture",
  });
  const figure = element(
    "figure",
    { class: "picture" },
    part,
    element("div", { class: "whole" }, whole, ...regions.toReversed().map(frame)),
  );
  const drawn = draw(content, first, part, whole, ROOM[company]).catch(() => figure.remove());
  return { figure, drawn };
}

/** By the style sheet and not on the canvas: so it has the dialog's colours, and is sharp at every size. */
function frame({ left, top, right, bottom }: Region): HTMLElement {
  const made = element("span", { class: "frame", "data-part": "picture-frame" });
  made.style.left = percent(left);
  made.style.top = percent(top);
  made.style.width = percent(right - left);
  made.style.height = percent(bottom - top);
  return made;
}

function percent(fraction: number): string {
  return `${Math.min(1, Math.max(0, fraction)) * 100}%`;
}

async function draw(
  content: Blob,
  region: Region,
  part: HTMLCanvasElement,
  whole: HTMLCanvasElement,
  room: { readonly whole: Size; readonly part: Size },
): Promise<void> {
  const picture = await createImageBitmap(content, content.size > LARGE.bytes ? { resizeWidth: LARGE.width } : {});
  try {
    const { width, height } = picture;
    drawArea(picture, { left: 0, top: 0, width, height }, whole, room.whole);
    const margin = MARGIN * (region.bottom - region.top) * height;
    const left = Math.max(0, region.left * width - margin);
    const top = Math.max(0, region.top * height - margin);
    const right = Math.min(width, region.right * width + margin);
    const bottom = Math.min(height, region.bottom * height + margin);
    drawArea(
      picture,
      { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) },
      part,
      room.part,
    );
  } finally {
    picture.close();
  }
}

interface Area extends Size {
  readonly left: number;
  readonly top: number;
}

function drawArea(picture: ImageBitmap, area: Area, canvas: HTMLCanvasElement, room: Size): void {
  const scale = Math.min(room.width / area.width, room.height / area.height, MAX_ENLARGED);
  const [width, height] = [Math.max(1, Math.round(area.width * scale)), Math.max(1, Math.round(area.height * scale))];
  // As many dots as the screen has, so that letters stay sharp; the size in the layout stays the same.
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  canvas.style.width = `${width}px`;
  // By halves: Firefox mixes only the dots next to each other, so that letters would fall apart at more than that.
  let source: CanvasImageSource = picture;
  let from = area;
  while (from.width >= 2 * canvas.width && from.height >= 2 * canvas.height) {
    const half = element("canvas");
    half.width = Math.ceil(from.width / 2);
    half.height = Math.ceil(from.height / 2);
    copy(source, from, half);
    source = half;
    from = { left: 0, top: 0, width: half.width, height: half.height };
  }
  copy(source, from, canvas);
}

/** Fills the canvas with this area of the picture. */
function copy(picture: CanvasImageSource, { left, top, width, height }: Area, canvas: HTMLCanvasElement): void {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the browser has no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
}
