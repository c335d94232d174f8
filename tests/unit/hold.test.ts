/**
 * What is held ends in exactly one of release and withhold, whatever is known of it, goes wrong, is cancelled or
 * answered, and is never released at another address than where it was judged.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Verdict } from "shareguard";
import { createHold, type Held } from "../../extension/src/content/hold";
import type { Judge } from "../../extension/src/content/judge";
import { createTurns } from "../../extension/src/content/turns";
import type { Told } from "../../extension/src/shared/early";
import type { Answered, Dialog } from "../../extension/src/warning/dialog";
import type { Notice } from "../../extension/src/warning/notice";

// Nothing has the focus.
class None {}
Object.assign(globalThis, {
  document: { activeElement: null, getSelection: () => null },
  HTMLInputElement: None,
  HTMLTextAreaElement: None,
  HTMLElement: None,
  ShadowRoot: None,
  location: { href: "" },
});

const verdict = (action: Verdict["action"]): Verdict => ({
  action,
  rank: null,
  complete: true,
  findings: [],
  notices: [],
});
const MARKED = verdict("warn");
const UNREAD: Verdict = { ...verdict("warn"), complete: false };

/** What is known when something is held, and what its check leads to. */
const CHECKS = {
  "clean at once": { known: "clean", isAsked: false },
  "let go at once": { known: verdict("report"), isAsked: false },
  "marked at once": { known: MARKED, isAsked: true },
  "clean later": { known: "later", later: async () => "clean" as const, isAsked: false },
  "marked later": { known: "later", later: async () => MARKED, isAsked: true },
  "never judged": { known: "later", later: () => new Promise<Verdict>(() => {}), isAsked: null },
  "judged by something that breaks": {
    known: "later",
    later: () => Promise.reject(new Error("broken")),
    isAsked: true,
  },
  "judged by something that throws": {
    known: "later",
    later: () => {
      throw new Error("broken");
    },
    isAsked: true,
  },
  "clean files": { known: "later", files: async () => verdict("allow"), isAsked: false },
  "marked files": { known: "later", files: async () => MARKED, isAsked: true },
  "files that cannot be listed": { known: "later", files: null, isAsked: true },
  "files that are never judged": { known: "later", files: () => new Promise<Told>(() => {}), isAsked: null },
} as const satisfies Record<
  string,
  {
    known: Verdict | "clean" | "later";
    later?: () => Promise<Verdict | "clean">;
    files?: (() => Promise<Told>) | null;
    isAsked: boolean | null;
  }
>;

const ANSWERS = {
  "shared anyway": async (): Promise<Answered> => ({ share: true }),
  withheld: async (): Promise<Answered> => ({ share: false }),
  "a dialog that breaks": (): Promise<Answered> => Promise.reject(new Error("broken")),
  "a dialog that throws": (): Promise<Answered> => {
    throw new Error("broken");
  },
};

const RELEASES = {
  "is delivered": () => true,
  "is not delivered": () => false,
  "breaks while it is delivered": () => {
    throw new Error("broken");
  },
};

/** When the person does not want to wait any longer. */
const CANCELS = ["never", "before it is judged", "while it is judged"] as const;

interface Case {
  readonly check: keyof typeof CHECKS;
  readonly cancelled: (typeof CANCELS)[number];
  readonly answer: keyof typeof ANSWERS;
  readonly release: keyof typeof RELEASES;
  /** Whether the application goes on to another conversation meanwhile. */
  readonly moves: boolean;
}

/** Everything that becomes of it, in order. */
async function becomesOf({ check, cancelled, answer, release, moves }: Case): Promise<string[]> {
  location.href = "https://chat.example/one";
  const said: string[] = [];
  /** Of the first that is held. */
  let cancel: (() => void) | undefined;
  const one: {
    known: Verdict | "clean" | "later";
    later?: () => Promise<Verdict | "clean">;
    files?: (() => Promise<Told>) | null;
  } = CHECKS[check];
  const judging = <Answer>(answer: () => Promise<Answer>): Promise<Answer> => {
    if (cancelled === "while it is judged") cancel?.();
    return answer();
  };
  const judge: Partial<Judge> = {
    judgeLater: () => judging(one.later ?? (() => assert.fail("it is judged once more"))),
    judgeFiles: () => judging(one.files ?? (() => assert.fail("there are no files"))),
    failed: () => UNREAD,
    count: ({ outcome }) => void said.push(outcome),
  };
  const notice: Partial<Notice> = {
    checking: (_, onCancel) => ((cancel ??= onCancel), { progress() {}, end: () => void said.push("checked") }),
    clear() {},
  };
  const dialog: Partial<Dialog> = {
    ask: () => {
      said.push("asked");
      return ANSWERS[answer]();
    },
  };
  const hold = createHold(
    judge as Judge,
    dialog as Dialog,
    notice as Notice,
    createTurns(),
    () => void said.push("approved"),
  );
  const files =
    one.files === undefined
      ? []
      : one.files === null
        ? Promise.reject(new Error("broken"))
        : [{ name: "a", content: new Blob() }];
  const held = (name: string, deliver: () => boolean | void): Held => ({
    submission: { text: "t", html: "", channel: "paste" },
    files: [],
    target: null,
    async release() {
      said.push(`${name} released`);
      return deliver();
    },
    withhold: () => void said.push(`${name} withheld`),
  });
  const askAgain = () => void said.push("asked for again");
  hold({ ...held("it", RELEASES[release]), files, askAgain }, one.known);
  if (cancelled === "before it is judged") cancel?.();
  if (moves) location.href = "https://chat.example/other";
  // Settled in turn: when the next one is, it was.
  await new Promise<void>((resolve) => hold(held("the next", resolve), "clean"));
  return said;
}

const isEnd = (said: string) => said.startsWith("it ");

for (const check of Object.keys(CHECKS) as (keyof typeof CHECKS)[]) {
  for (const cancelled of CANCELS) {
    const { isAsked, ...one } = CHECKS[check];
    const isJudged = "later" in one || ("files" in one && one.files !== null);
    // Nobody would ever know; and what is known is not judged.
    if ((isAsked === null && cancelled === "never") || (!isJudged && cancelled === "while it is judged")) continue;
    const isCancelled = cancelled !== "never";
    for (const answer of Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]) {
      for (const release of Object.keys(RELEASES) as (keyof typeof RELEASES)[]) {
        for (const moves of [false, true]) {
          test(
            `${check}; cancelled ${cancelled}; ${answer}; ${release}; ${moves ? "elsewhere" : "here"}: released or withheld, once`,
            { timeout: 1_000 },
            async (context) => {
              const reported = context.mock.method(console, "error", () => {});
              const said = await becomesOf({ check, cancelled, answer, release, moves });
              const isShared = !isCancelled && (isAsked === false || answer === "shared anyway");
              const goes = isShared && !moves;
              assert.deepEqual(said.filter(isEnd), [goes ? "it released" : "it withheld"], said.join(", "));
              assert.equal(
                said.filter((what) => what === "asked").length,
                isAsked === true && !isCancelled ? 1 : 0,
                said.join(", "),
              );
              assert.equal(said.includes("approved"), isAsked === true && isShared);
              assert.equal(
                said.filter((what) => what === "asked for again").length,
                isShared && (moves || release !== "is delivered") ? 1 : 0,
              );
              const breaks =
                (goes && release === "breaks while it is delivered") ||
                (said.includes("asked") && answer.startsWith("a dialog"));
              assert.equal(reported.mock.callCount(), breaks ? 1 : 0);
            },
          );
        }
      }
    }
  }
}

test("what the page itself waits for is given to it wherever it has gone on to", async () => {
  location.href = "https://chat.example/one";
  const judge = { failed: () => UNREAD } as Partial<Judge> as Judge;
  const notice: Partial<Notice> = { checking: () => ({ progress() {}, end() {} }) };
  const hold = createHold(judge, {} as Dialog, notice as Notice, createTurns());
  const submission = { text: "t", html: "", channel: "paste" } as const;
  const released = new Promise<void>((resolve) =>
    hold({ submission, files: [], target: null, release: async () => resolve() }, "clean"),
  );
  location.href = "https://chat.example/other";
  await released;
});
