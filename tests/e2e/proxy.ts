/**
 * A proxy that a browser sends all its requests to: what leaves it, to this machine or to any other, is written down
 * here.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

export interface Proxy {
  /** As a browser is told it: `127.0.0.1:8080`. */
  readonly address: string;
  /** Method, address and body of each request; of encrypted ones, which are refused, only the host. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** Passes requests on to this machine and answers all others with an error. */
export function startProxy(): Promise<Proxy> {
  const seen: string[] = [];
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, seen));
  server.on("connect", (incoming, socket) => {
    seen.push(`CONNECT ${incoming.url ?? ""}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      if (typeof address !== "object" || address === null) return reject(new Error("the proxy has no port"));
      resolve({
        address: `127.0.0.1:${address.port}`,
        seen,
        close: () =>
          new Promise((closed) => {
            server.closeAllConnections();
            server.close(() => closed());
          }),
      });
    });
  });
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, seen: string[]): void {
  const body: Buffer[] = [];
  incoming.on("data", (part: Buffer) => body.push(part));
  incoming.on("end", () => {
    const url = new URL(incoming.url ?? "");
    seen.push(`${incoming.method} ${url.href} ${Buffer.concat(body).toString()}`);
    if (!/^(127\.0\.0\.1|(.+\.)?localhost)$/.test(url.hostname)) {
      outgoing.writeHead(502).end();
      return;
    }
    const onward = request(
      {
        host: "127.0.0.1",
        port: url.port,
        path: url.pathname + url.search,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.writeHead(502).end());
    onward.end(Buffer.concat(body));
  });
}
