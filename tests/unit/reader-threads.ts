/**
 * The reader of pictures with a second one in a thread of Node's, as the worker that reads pictures has it in a
 * browser.
 */
import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { inflateSync } from "node:zlib";
import type { Reading } from "shareguard";
import { initSync, Reader } from "shareguard-reader";
import { performLineTask } from "../../extension/src/analyser/line-tasks";
import { followOrders } from "../../extension/src/analyser/orders";
import { readLines, type OnLines } from "../../extension/src/analyser/read-lines";
import { createSecondReader, type SecondReader } from "../../extension/src/analyser/second-reader";
import type { LineTasks } from "../../extension/src/analyser/tasks";
import type { WorkerLike } from "../../extension/src/analyser/worker-host";

/** What the second reader does when it is given a line: what a defect of it, of the engine or of the browser would. */
export type Misbehaviour = "none" | "trap" | "throw" | "close" | "never";

/** What the thread is started with. */
interface Start {
  readonly misbehaviour: Misbehaviour;
  /** After how many lines it misbehaves. */
  readonly after: number;
  /** Where it says how much memory it has, in bytes. */
  readonly memory: Float64Array;
}

/** Four bytes a pixel. */
export interface Page {
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Watching {
  /** The lines of the page are found. */
  readonly onOpen?: () => void;
  readonly onLines?: OnLines<Reading>;
}

export interface Threads {
  readonly reader: Reader;
  /** All of a page, with the second reader or alone. */
  read(page: Page, second: SecondReader | null, watching?: Watching): Promise<Reading>;
  startSecond(misbehaviour?: Misbehaviour, after?: number): Promise<SecondReader>;
  /** Of this thread and of the second readers that were started, in bytes. */
  memory(): number;
}

/** From a folder with what the build makes of the reader. */
export function startThreads(folder: string): Threads {
  const module = new WebAssembly.Module(readFileSync(`${folder}/reader_bg.wasm`));
  const { memory } = initSync({ module });
  const recogniser = readFileSync(`${folder}/recogniser.onnx`);
  const characters = readFileSync(`${folder}/characters.txt`, "utf8");
  const reader = new Reader(readFileSync(`${folder}/detector.onnx`), recogniser, characters);
  const memories: Float64Array[] = [];
  return {
    reader,
    async read({ rgba, width, height }, second, { onOpen = () => {}, onLines = () => {} } = {}) {
      const picture = reader.open(rgba, width, height);
      onOpen();
      try {
        await readLines(picture, second, Number.POSITIVE_INFINITY, onLines);
        return picture.reading();
      } finally {
        picture.free();
      }
    },
    async startSecond(misbehaviour = "none", after = 0) {
      const memoryOf = new Float64Array(new SharedArrayBuffer(8));
      memories.push(memoryOf);
      const second = createSecondReader(() => new Thread({ misbehaviour, after, memory: memoryOf }));
      if (second === null) throw new Error("no thread was started");
      second.prepare({ module, recogniser, characters });
      await second.settled;
      return second;
    },
    memory: () => memories.reduce((sum, [bytes = 0]) => sum + bytes, memory.buffer.byteLength),
  };
}

/** A thread that looks like a worker of a browser, and runs this file. */
class Thread extends EventTarget implements WorkerLike {
  private readonly worker: Worker;

  constructor(start: Start) {
    super();
    this.worker = new Worker(new URL(import.meta.url), { workerData: start });
    this.worker.on("message", (data) => this.dispatchEvent(new MessageEvent("message", { data })));
    this.worker.on("error", () => this.dispatchEvent(new Event("error")));
  }

  postMessage(message: unknown): void {
    this.worker.postMessage(message);
  }

  terminate(): void {
    void this.worker.terminate();
  }
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const start: Start = workerData;
  const self = {
    postMessage: (message: unknown) => port.postMessage(message),
    addEventListener: (_: string, listener: (event: { data: unknown }) => void) =>
      port.on("message", (data) => listener({ data })),
  };
  Object.assign(globalThis, { self });
  let read = 0;
  let memory: WebAssembly.Memory | undefined;
  followOrders<LineTasks>(async (order) => {
    if (order.task === "read-line" && read++ >= start.after) await misbehave(start.misbehaviour);
    const answer = performLineTask(order);
    // The module is there already: this only gives what it exports.
    if (order.task === "prepare") memory = initSync({ module: order.request.module }).memory;
    start.memory[0] = memory?.buffer.byteLength ?? 0;
    return answer;
  });
}

async function misbehave(how: Misbehaviour): Promise<void> {
  switch (how) {
    case "none":
      return;
    case "trap":
      // A start function of one `unreachable`.
      await WebAssembly.instantiate(
        Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11),
      );
      return;
    case "throw":
      setImmediate(() => {
        throw new Error("nobody catches this");
      });
      return new Promise(() => {});
    case "close":
      process.exit();
    case "never":
      return new Promise(() => {});
    default:
      return how satisfies never;
  }
}

/** A PNG of 8 bits of grey a pixel, not interlaced (PNG, sections 9 and 11). */
export function pageOf(file: Buffer): Page {
  const parts: Buffer[] = [];
  let width = 0,
    height = 0;
  for (let offset = 8; offset < file.length; offset += 12 + file.readUInt32BE(offset)) {
    const data = file.subarray(offset + 8, offset + 8 + file.readUInt32BE(offset));
    const type = file.toString("latin1", offset + 4, offset + 8);
    if (type === "IDAT") parts.push(data);
    if (type !== "IHDR") continue;
    [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
    if (data.subarray(8).toString("hex") !== "0800000000") throw new Error("expected grey of 8 bits, not interlaced");
  }
  const packed = inflateSync(Buffer.concat(parts));
  const grey = new Uint8Array(width * height);
  const greyAt = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (grey[y * width + x] ?? 0));
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (width + 1)] ?? 0;
    for (let x = 0; x < width; x++) {
      const [left, up, corner] = [greyAt(x - 1, y), greyAt(x, y - 1), greyAt(x - 1, y - 1)];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      grey[y * width + x] = (packed[y * (width + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  const rgba = new Uint8Array(4 * grey.length).fill(255);
  for (const [index, value] of grey.entries()) rgba.fill(value, 4 * index, 4 * index + 3);
  return { rgba, width, height };
}

/** Which of the three is nearest to `left + up - corner` (PNG, section 9.4). */
function paeth(left: number, up: number, corner: number): number {
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
