/**
 * The pages of the tests, from two ports of this machine and three names, so that there are other origins, other sites,
 * and a place that is not guarded.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** Relative to the checkout, where every test process runs. */
const PAGES = "tests/e2e/pages";
const BUNDLES = "build/e2e/pages";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/** Fixed: the page names it in its markup, the header repeats it. */
export const NONCE = "c2hhcmVndWFyZA";

export interface Site {
  /** Guarded, category `ai-chat`. */
  readonly chat: string;
  /**
   * Guarded, category `social`; another site than `chat` for the browser, so that its frames get a process of their
   * own.
   */
  readonly social: string;
  /** Not guarded. */
  readonly elsewhere: string;
  /** Guarded below `/inside/` only, where no page is: one comes there without loading. Category `ai-chat`. */
  readonly paths: string;
  /** Path and query of every request that arrived, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A page below tests/e2e/pages; `csp` is the Content-Security-Policy it is sent with. */
export function page(name: string, parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return `/${name}.html${query === "" ? "" : `?${query}`}`;
}

export async function startSite(): Promise<Site> {
  const requests: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request.url ?? "");
    void respond(request, response);
  };
  const first = createServer(answer);
  const second = createServer(answer);
  const [a, b] = await Promise.all([listen(first), listen(second)]);
  return {
    chat: `http://localhost:${a}`,
    social: `http://127.0.0.1:${b}`,
    elsewhere: `http://elsewhere.localhost:${a}`,
    paths: `http://paths.localhost:${a}`,
    requests,
    async close() {
      await Promise.all([first, second].map(stop));
    },
  };
}

/** A folder as a static host serves it. */
export interface Folder {
  /** Not guarded. */
  readonly elsewhere: string;
  close(): Promise<void>;
}

export async function startFolder(folder: string): Promise<Folder> {
  const server = createServer(
    (request, response) =>
      void (async () => {
        const name = path.posix.normalize(new URL(request.url ?? "/", "http://localhost").pathname);
        const content = await file(folder, name);
        if (content === null) response.writeHead(404).end();
        else
          response
            .writeHead(200, { "content-type": TYPES[path.extname(name)] ?? "application/octet-stream" })
            .end(content);
      })(),
  );
  const port = await listen(server);
  return { elsewhere: `http://elsewhere.localhost:${port}`, close: () => stop(server) };
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const name = path.posix.normalize(url.pathname);
  const type = TYPES[path.extname(name)];
  const content = type === undefined ? null : ((await file(PAGES, name)) ?? (await file(BUNDLES, name)));
  if (type === undefined || content === null) {
    response.writeHead(404).end();
    return;
  }
  const csp = url.searchParams.get("csp");
  response.writeHead(200, {
    "content-type": type,
    "cache-control": "no-store",
    ...(csp === null ? {} : { "content-security-policy": csp }),
  });
  response.end(content);
}

async function file(folder: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** On any free port of the loopback interface. */
function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
      else reject(new Error("the server has no port"));
    });
  });
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error === undefined ? resolve() : reject(error))));
}
