/** Starts and stops the programs of the applications, on ports of this machine that are free. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import os from "node:os";
import path from "node:path";

/**
 * Longest wait for a server's first answer, in milliseconds: Python on a busy machine reads its packages for half a
 * minute.
 */
const START_MS = 90_000;
/** How long a program may take to end when it is asked to, in milliseconds. */
const END_MS = 5_000;

const LOGS = "build/log";

/** Where build.sh has installed the packages of an application. */
export function installed(app: string, ...parts: readonly string[]): string {
  const root = process.env["SHAREGUARD_APPS"];
  if (root === undefined) throw new Error("SHAREGUARD_APPS names no folder: start the tests with ./build.sh apps");
  return path.join(root, app, ...parts);
}

/** A folder for what an application writes, and how to remove it; it goes at the latest when this process ends. */
export async function stateFolder(app: string): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `shareguard-${app}-`));
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeNow);
  return {
    folder,
    async remove() {
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      process.off("exit", removeNow);
    },
  };
}

/** Listens on any free port of the loopback interface and answers which. */
export async function listen(server: Server): Promise<number> {
  server.listen({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return address.port;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

/** A port that was free a moment ago, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await close(server);
  return port;
}

export interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Answers with success as soon as the program is ready. */
  readonly ready: string;
}

/** Starts a program in a process group of its own. The answer ends the whole group. */
export async function run(app: string, program: Program): Promise<() => Promise<void>> {
  mkdirSync(LOGS, { recursive: true });
  const log = path.join(LOGS, `app-${app}.log`);
  const output = openSync(log, "w");
  const child = spawn(program.command, program.arguments, {
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...program.env },
    ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
  });
  closeSync(output);
  const ended = new Promise<void>((resolve, reject) => {
    child.once("exit", () => resolve());
    child.once("error", reject);
  });
  // When the tests die, so does it.
  const kill = (signal: NodeJS.Signals) => signalGroup(child.pid, signal);
  const killNow = () => kill("SIGKILL");
  process.once("exit", killNow);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const stop = async () => {
    kill("SIGTERM");
    const timer = setTimeout(killNow, END_MS);
    await ended;
    clearTimeout(timer);
    killNow();
    process.off("exit", killNow);
  };
  try {
    await Promise.race([
      answers(program.ready),
      ended.then(() => Promise.reject(new Error(`${program.command} ended at once`))),
    ]);
  } catch (error) {
    await stop();
    throw new Error(`${app} did not start; ${log} says:\n${await readFile(log, "utf8")}`, { cause: error });
  }
  return stop;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // None of the group is left.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function answers(url: string): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const status = await fetch(url).then(
      ({ ok }) => (ok ? null : "an error"),
      (error: unknown) => String(error),
    );
    if (status === null) return;
    if (performance.now() > deadline) throw new Error(`${url} answers with ${status} after ${START_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
