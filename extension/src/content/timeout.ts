/** A limit on waiting. */

/** Nothing came in time. */
export class Timeout extends Error {}

/** The answer, or a rejection with {@link Timeout} after so many milliseconds. */
export function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Timeout(`no answer within ${milliseconds} ms`)), milliseconds);
    void answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
