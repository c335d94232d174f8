/** A limit on waiting. */

/** Nothing came in time. */
export class Timeout extends Error {}

/** The answer, or a rejection with {@link Timeout} after so many milliseconds. */
export function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Timeout(`no answer within ${milliseconds} ms`)), milliseconds);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}
