/** WebDriver BiDi below what puppeteer has methods for. */
import type { Browser as PuppeteerBrowser } from "puppeteer-core";

/** Sends a command and gives its answer. Puppeteer's connection is not part of its types. */
export async function send(browser: PuppeteerBrowser, method: string, parameters: object): Promise<unknown> {
  const connection: unknown = Reflect.get(browser, "connection");
  const command = read(connection, "send");
  if (typeof command !== "function") throw new Error("this puppeteer-core has no BiDi connection");
  return command.call(connection, method, parameters);
}

/** Follows property names through what came over the wire. */
export function read(value: unknown, ...names: string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}
