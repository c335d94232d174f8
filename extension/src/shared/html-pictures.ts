/**
 * Pictures in copied HTML. Those whose bytes stand in it leave with the paste and are read like files. Those that it
 * only links to do not: the page gets an address, and what is behind it everybody has who may open it. A copied page of
 * the web links to dozens, so nobody is stopped for them; where a warning is shown anyway, it says that they were not
 * checked.
 */
import type { SharedFile } from "./calls";
import { readDataUrl } from "./data-url";

/** Whether the bytes of any may stand in the text: in every paste of HTML, so only the letters are looked at. */
export function hasEmbeddedPictures(html: string): boolean {
  return /data(:|&#?\w+;)(image\/|[^\s,"'<>]{0,99};base64,)/i.test(html);
}

/** Elements that show whatever picture their attribute holds, whatever type its address names. */
const SHOWS_ANY = "img, source, input, video, object, embed, image";

/**
 * Those whose bytes stand in the text, in its order, named as browsers name a picture on the clipboard; and what else an
 * attribute holds the bytes of, such as a document behind a link. In a style these are fonts.
 */
export function embeddedPictures(html: string): SharedFile[] {
  if (!hasEmbeddedPictures(html)) return [];
  const found: SharedFile[] = [];
  const add = (address: string, from: "picture" | "attribute" | "style") => {
    const data = readDataUrl(address);
    if (data === null || data.bytes?.length === 0) return;
    const { type, bytes } = data;
    const isPicture = type.startsWith("image/") || from === "picture";
    if (!isPicture && from === "style") return;
    const name = `${isPicture ? "image" : "data"}-${found.length + 1}`;
    found.push({ name, content: bytes === null ? { kind: "damaged", detail: "" } : new Blob([bytes], { type }) });
  };
  // Parsed by the browser, so that it is read as pages read it; never shown, so that nothing in it is loaded or run.
  for (const element of new DOMParser().parseFromString(html, "text/html").querySelectorAll("*")) {
    const from = element.matches(SHOWS_ANY) ? "picture" : "attribute";
    for (const { name, value } of element.attributes) {
      if (name === "style") for (const address of inStyle(value)) add(address, "style");
      else if (/srcset$/i.test(name))
        for (const [address] of value.matchAll(/data:\S+/gi)) add(address.replace(/,$/, ""), from);
      else add(value, from);
    }
    if (element.localName === "style") for (const address of inStyle(element.textContent ?? "")) add(address, "style");
  }
  return found;
}

/** The `data:` addresses in a style, quoted or not. */
function inStyle(style: string): string[] {
  return Array.from(
    style.matchAll(/"\s*(data:[^"]*)"|'\s*(data:[^']*)'|\(\s*(data:[^"')]*)\)/gi),
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
}

/** How many pictures the text only links to. */
export function linkedPictures(html: string): number {
  return [...html.matchAll(/<img\b[^<>]*?\bsrc\s*=\s*["']?(?:https?:)?\/\//gi)].length;
}
