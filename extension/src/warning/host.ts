/** Where our interface stands in a page. */
import { element } from "./element";

/**
 * An element with a closed shadow root around `content`: the page can neither read nor press anything in it, and the
 * page's style sheets do not reach it. Constructed style sheets are allowed under every content security policy.
 */
export function hostOf(content: HTMLElement, styles: string): HTMLElement {
  const host = element("div");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  root.append(content);
  return host;
}
