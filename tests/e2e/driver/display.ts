/** A screen that nobody sees, with a clipboard of the system: what a browser without windows does not have. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { until } from "./driver";

/** How long the clipboard may take to say what it offers, in milliseconds. An owner that is just ending never answers. */
const OFFER_MS = 5_000;

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
      if (owner !== null) await ended(owner);
      // In the foreground: it answers for the clipboard until it is ended.
      owner = spawn("xclip", ["-selection", "clipboard", "-t", type, "-i", "-quiet"], {
        env: { ...process.env, DISPLAY: name },
        stdio: ["pipe", "ignore", "ignore"],
      });
      owner.stdin?.end(content);
      await until(`the clipboard offers ${type}`, async () => (await offered(name)).includes(type));
    },
    async close() {
      if (owner !== null) await ended(owner);
      await ended(server);
    },
  };
}

/** Resolves when the program has ended: until then it may be asked for the clipboard, and not answer any more. */
async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exit = once(program, "exit");
  program.kill();
  await exit;
}

/** The types that the clipboard offers; empty where nobody says. */
async function offered(display: string): Promise<string> {
  const asked = spawn("xclip", ["-selection", "clipboard", "-o", "-t", "TARGETS"], {
    env: { ...process.env, DISPLAY: display },
    stdio: ["ignore", "pipe", "ignore"],
    timeout: OFFER_MS,
  });
  let targets = "";
  asked.stdout.on("data", (part: Buffer) => (targets += part.toString()));
  await once(asked, "close");
  return targets;
}
