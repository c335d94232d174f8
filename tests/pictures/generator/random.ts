/** Chance that repeats: the same seed gives the same pictures on every machine. */
export class Chance {
  #state: number;

  /** @param seed any text; what it is called by is its seed */
  constructor(seed: string) {
    // FNV-1a, 32 bits.
    this.#state = 0x811c9dc5;
    for (const unit of seed) this.#state = Math.imul(this.#state ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  }

  /** At least 0, less than 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** At least `low`, less than `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Normally distributed, with mean 0 and deviation 1 (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}
