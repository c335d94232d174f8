/**
 * Drawings as a page shows them in an `<img>`: no script in them runs, and nothing outside of them is loaded. Their
 * text is read as a file's; what is drawn, or is a picture in them, only shows when they are drawn. No worker can do
 * that, so whatever would keep this thread busy is left.
 */

/** Largest drawing that is drawn, in bytes and in elements. */
const MAX_BYTES = 1024 * 1024;
const MAX_ELEMENTS = 20_000;
/** Elements whose cost their size does not tell. */
const COSTLY = "filter, pattern, mask, foreignObject, animate, animateMotion, animateTransform, set";
/** How long it is drawn at its longer side, in pixels. */
const LONGER_SIDE = 1_600;
/** How long the browser may take to load it, in milliseconds. */
const LOADING_MS = 3_000;
/** As large as browsers show a drawing that says nothing of its size, in CSS pixels. */
const DEFAULT_SIZE = { width: 300, height: 150 };

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Whether the sender calls it a drawing. By its content it is text. */
export function isSvg(name: string, content: Blob): boolean {
  return content.type === "image/svg+xml" || /\.svg$/i.test(name);
}

/** The drawing as a PNG; null where it is too large or too intricate, or none. */
export async function drawSvg(content: Blob): Promise<Blob | null> {
  if (content.size > MAX_BYTES) return null;
  const text = await content.text();
  // Entities may expand to anything.
  if (text.includes("<!ENTITY")) return null;
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = parsed.documentElement;
  if (root.namespaceURI !== NAMESPACE || root.localName !== "svg" || !isSimple(parsed)) return null;
  const { width, height } = sizeOf(root);
  // Firefox draws nothing onto a canvas where these are missing.
  root.setAttribute("width", String(width));
  root.setAttribute("height", String(height));
  const address = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }),
  );
  try {
    return await draw(address, width, height);
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function draw(address: string, width: number, height: number): Promise<Blob | null> {
  const image = new Image(width, height);
  image.src = address;
  const isLoaded = await Promise.race([
    image.decode().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), LOADING_MS)),
  ]);
  if (!isLoaded) return null;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the browser has no canvas");
  context.drawImage(image, 0, 0, width, height);
  return canvas.convertToBlob({ type: "image/png" });
}

/** Whether drawing it takes about as long as its size lets expect: nothing that is used again uses something itself. */
function isSimple(drawing: Document): boolean {
  if (drawing.getElementsByTagName("*").length > MAX_ELEMENTS || drawing.querySelector(COSTLY) !== null) return false;
  const used = new Map<string, Element | null>();
  for (const use of drawing.querySelectorAll("use")) {
    const id = (use.getAttribute("href") ?? use.getAttribute("xlink:href") ?? "").replace(/^#/, "");
    const target = used.get(id) ?? drawing.getElementById(id);
    used.set(id, target);
    if (target !== null && (target.localName === "use" || target.querySelector("use") !== null)) return false;
  }
  return used.size <= MAX_ELEMENTS;
}

/** Of what is drawn, in pixels, in the proportions of the drawing. */
function sizeOf(root: Element): { width: number; height: number } {
  const [, , boxWidth = 0, boxHeight = 0] = (root.getAttribute("viewBox") ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  // Whatever their unit, only their ratio counts. Percentages say nothing.
  const [ownWidth, ownHeight] = ["width", "height"].map((name) =>
    /%/.test(root.getAttribute(name) ?? "") ? 0 : parseFloat(root.getAttribute(name) ?? "") || 0,
  );
  const [width, height] =
    boxWidth > 0 && boxHeight > 0
      ? [boxWidth, boxHeight]
      : ownWidth && ownHeight
        ? [ownWidth, ownHeight]
        : [DEFAULT_SIZE.width, DEFAULT_SIZE.height];
  const scale = LONGER_SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
