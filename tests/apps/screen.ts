/** Elements as a person finds them: also in open shadow roots, and only those that can be seen. */
import { until, type Point, type Tab } from "../e2e/driver/driver";

interface Seen extends Point {
  /** What stands in it. */
  readonly text: string;
}

/** The first visible element that fits; null while there is none. */
function look(tab: Tab, selector: string): Promise<Seen | null> {
  return tab.evaluate((wanted: string) => {
    const roots: (Document | ShadowRoot)[] = [document];
    // Grows while it is gone through.
    for (const root of roots) {
      for (const element of root.querySelectorAll<HTMLElement>(wanted)) {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0 || getComputedStyle(element).visibility === "hidden") continue;
        const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
        return {
          x: box.x + box.width / 2,
          y: box.y + box.height / 2,
          text: isField ? element.value : element.innerText,
        };
      }
      for (const element of root.querySelectorAll("*")) if (element.shadowRoot !== null) roots.push(element.shadowRoot);
    }
    return null;
  }, selector);
}

export async function isSeen(tab: Tab, selector: string): Promise<boolean> {
  return (await look(tab, selector)) !== null;
}

/** As soon as it is there. */
export function see(tab: Tab, selector: string): Promise<Seen> {
  return until(`${selector} is on the screen`, () => look(tab, selector));
}

/** Where it stands still: a page that is still being laid out moves what is about to be clicked. */
export async function click(tab: Tab, selector: string): Promise<void> {
  let before: Seen | null = null;
  await tab.click(
    await until(`${selector} stands still`, async () => {
      const now = await see(tab, selector);
      const isStill = now.x === before?.x && now.y === before.y;
      before = now;
      return isStill ? now : null;
    }),
  );
}

/** What stands in a field, line breaks as `\n`. */
export async function written(tab: Tab, selector: string): Promise<string> {
  return (await see(tab, selector)).text.replace(/\u00a0/g, " ");
}
