/** A screen that nobody sees, with a clipboard of the system: what a browser without windows does not have. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

export interface Display {
  /** As in the environment variable `DISPLAY`. */
  readonly name: string;
  /** Puts what stands in `content` on the clipboard, as another program would. */
  copy(type: "image/png" | "text/uri-list", content: string | Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Starts Xvfb on a free number. */
export async function startDisplay(): Promise<Display> {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1100x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const numbers = server.stdio[3];
  if (numbers === null || numbers === undefined) throw new Error("Xvfb has no third pipe");
  const [number]: unknown[] = await Promise.race([
    once(numbers, "data"),
    once(server, "error").then(([error]) => Promise.reject(error)),
  ]);
  const name = `:${String(number).trim()}`;
  let owner: ChildProcess | null = null;
  return {
    name,
    async copy(type, content) {
      owner?.kill();
      // In the foreground: it answers for the clipboard until it is ended.
      owner = spawn("xclip", ["-selection", "clipboard", "-t", type, "-i", "-quiet"], {
        env: { ...process.env, DISPLAY: name },
        stdio: ["pipe", "ignore", "ignore"],
      });
      owner.stdin?.end(content);
      await untilOffered(name, type);
    },
    async close() {
      owner?.kill();
      server.kill();
      await once(server, "exit");
    },
  };
}

/** Waits until the clipboard offers this type. */
async function untilOffered(display: string, type: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const asked = spawn("xclip", ["-selection", "clipboard", "-o", "-t", "TARGETS"], {
      env: { ...process.env, DISPLAY: display },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let targets = "";
    asked.stdout.on("data", (part: Buffer) => (targets += part.toString()));
    await once(asked, "close");
    if (targets.includes(type)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the clipboard does not offer ${type}`);
}
