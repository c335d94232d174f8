/** Pixels in memory, RGBA with 8 bits each, and the ways between them and a canvas. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export function blank(width: number, height: number): Raster {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}

export function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no canvas");
  return context;
}

export function canvasOf(raster: Raster): OffscreenCanvas {
  const context = contextOf(raster.width, raster.height);
  context.putImageData(new ImageData(raster.data, raster.width, raster.height), 0, 0);
  return context.canvas;
}

/** The picture painted anew by `paint` on a canvas of the size given. */
export function painted(
  width: number,
  height: number,
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
): Raster {
  const context = contextOf(width, height);
  paint(context);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Each pixel's colours multiplied by what `factor` gives for its place. */
export function shaded(raster: Raster, factor: (x: number, y: number) => readonly [number, number, number]): Raster {
  const out = blank(raster.width, raster.height);
  for (let y = 0, at = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1, at += 4) {
      const [r, g, b] = factor(x, y);
      out.data[at] = (raster.data[at] ?? 0) * r;
      out.data[at + 1] = (raster.data[at + 1] ?? 0) * g;
      out.data[at + 2] = (raster.data[at + 2] ?? 0) * b;
      out.data[at + 3] = 255;
    }
  }
  return out;
}
