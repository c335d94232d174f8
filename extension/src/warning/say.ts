/** What is said aloud, where somebody listens to the page instead of looking at it. */

/**
 * How long a region for messages stands before it says the first, in milliseconds: one that comes with its words is not
 * read aloud.
 */
export const SAY_AFTER_MS = 100;

/** Puts the first words into such a region, unless it has others or is gone; `then` runs when they are there. */
export function sayFirst(region: HTMLElement, words: string, then: () => void): void {
  setTimeout(() => {
    if (!region.isConnected) return;
    region.textContent ||= words;
    then();
  }, SAY_AFTER_MS);
}

/** Words of somebody else within a sentence, which keep the direction of their script to themselves. */
export function isolated(words: string): string {
  return `\u2068${words}\u2069`;
}
