/**
 * What the script in the page's own world asks on its port, and what it is answered. Neither findings nor reasons go
 * there.
 */

export interface Question {
  readonly id: number;
  /** What the page read from. */
  readonly from: "clipboard" | "picker";
  readonly text: string;
  readonly html: string;
  readonly files: readonly File[];
  /** What the page is told where it may not have it: the same as when the browser or the person says no. */
  readonly refusal: { readonly name: string; readonly message: string };
}

export interface Answer {
  readonly id: number;
  readonly allowed: boolean;
}
