/**
 * Browsers that answer in time or fail: drivers wait for an answer of a tab that has crashed or hangs for ever, and a
 * test with them.
 */

/** Longest wait for one answer, in milliseconds: more than the drivers' own bounds, where they have one. */
const ANSWER_MS = 120_000;

/**
 * Longest wait for a browser to start, in milliseconds: the first one on a machine is read from a cold disk, while the
 * other browser is.
 */
export const STARTING_MS = 120_000;

/** Longest wait for a browser to close, in milliseconds. One that does not has to be killed, or the tests never end. */
const CLOSING_MS = 30_000;

/** Waits for a browser to close and says whether it has: no test asks how it does, and some never do. */
export async function closesInTime(closing: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, CLOSING_MS, false)));
  try {
    return await Promise.race([closing.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The same object, whose methods fail with their name when they have not answered within `wait` milliseconds. What they
 * answer with is bounded too, where it has methods.
 */
export function bounded<T extends object>(driven: T, wait = ANSWER_MS): T {
  return new Proxy(driven, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...given: unknown[]): unknown => {
        const answer: unknown = member.apply(target, given);
        return answer instanceof Promise ? inTime(answer, String(name), wait) : answer;
      };
    },
  });
}

async function inTime(answer: Promise<unknown>, name: string, wait: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the browser did not answer within ${wait / 1000} s: ${name}`)), wait);
  });
  try {
    const answered = await Promise.race([answer, late]);
    return isDriven(answered) ? bounded(answered, wait) : answered;
  } finally {
    clearTimeout(timer);
  }
}

/** Tabs, frames and roots are objects of classes; what comes from pages is plain data. */
function isDriven(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== null;
}
