import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { createGuard, type Guard } from "../../extension/src/content/guard";
import { requestCheck, type CoreExports } from "../../extension/src/content/core";
import { REVISION_KEY } from "../../extension/src/shared/calls";
import { checkFiles } from "../../extension/src/shared/check-files";

const FAILURES = {
  encrypted: "warn",
  truncated: "warn",
  too_large: "warn",
  timeout: "warn",
  unsupported: "warn",
  damaged: "warn",
  engine_error: "warn",
};

/** What a core was given, and what it answers. */
class FakeCore {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  readonly seen: { text: string; html: string; channel: number }[] = [];
  policy: number[] = [];
  verdict = "";
  traps = false;
  /** Whether it takes nothing more. */
  isFull = false;

  readonly exports: CoreExports = {
    memory: this.memory,
    memoryStart: 32,
    input: (capacity) => {
      if (this.isFull) return 0;
      // As in the real one, room may come with a new buffer; views on the old one are then empty.
      const missing = 64 + capacity - this.memory.buffer.byteLength;
      if (missing > 0) this.memory.grow(Math.ceil(missing / 65_536));
      return 64;
    },
    format_bytes: () => 1_000_004,
    arm: (length) => {
      this.policy = [...new Uint8Array(this.memory.buffer, 64, length)];
      return 0;
    },
    check: (textLength, htmlLength, channel) => {
      if (this.traps) throw new WebAssembly.RuntimeError("unreachable");
      const read = (start: number, length: number) =>
        new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(this.memory.buffer, start, length));
      this.seen.push({ text: read(64, textLength), html: read(64 + textLength, htmlLength), channel });
      return new TextEncoder().encodeInto(this.verdict, new Uint8Array(this.memory.buffer, 0, 64)).written;
    },
    answer: () => 0,
  };
}

describe("guard", () => {
  let core: FakeCore;
  let guard: Guard;
  let calls: string[];
  /** The policy for the place where the frame is. */
  let policy: number[];
  /** The place, or none where nothing is guarded. */
  let place: { site: string; category: string } | null;
  /** Fails every call, as after the extension was reloaded. */
  let isReloaded: boolean;
  let storageChanged: (changes: object, area: string) => void;

  beforeEach(async () => {
    core = new FakeCore();
    calls = [];
    policy = [7, 8, 9];
    place = { site: "s", category: "other" };
    isReloaded = false;
    storageChanged = () => {};
    Object.assign(globalThis, {
      location: { href: "https://chat.example/one" },
      chrome: {
        runtime: {
          id: "self",
          sendMessage: async ({ shareguard, request }: { shareguard: string; request: { has?: string } }) => {
            if (isReloaded) throw new Error("Extension context invalidated.");
            if (shareguard === "warm-analyser") return false;
            calls.push(shareguard);
            switch (shareguard) {
              case "arm":
                return {
                  place,
                  policy: request.has === policy.join() ? null : new Uint8Array(policy),
                  key: policy.join(),
                  revision: "1",
                  locale: "en",
                  failures: { actions: { ...FAILURES, engine_error: "block" }, contact: "the desk" },
                };
              case "inject-core":
                globalThis.shareguardReceiveCore?.(core.exports);
                return new Uint8Array([1, 2, 3]);
              default:
                return { action: "warn", by: "background" };
            }
          },
        },
        storage: {
          onChanged: {
            addListener: (listener: typeof storageChanged) => (storageChanged = listener),
            removeListener() {},
          },
        },
      },
    });
    guard = createGuard({ prepare() {}, requestCheck, checkFiles }, new AbortController().signal);
  });

  const submission = (text: string, html = "") => ({ text, html, channel: "paste" }) as const;
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  /** Makes the frame's core go, so that the next test gets one of its own. */
  const breakCore = () => {
    core.traps = true;
    guard.judge(submission("x"));
  };

  it("asks for nothing before it is used, and for the background until the core is there", async () => {
    assert.deepEqual(calls, []);
    assert.equal(guard.judge(submission("a")), "later");
    assert.deepEqual(await guard.judgeLater(submission("a")), { action: "warn", by: "background" });
    await settled();
    assert.deepEqual(calls.toSorted(), ["arm", "check-text", "inject-core"]);
    assert.deepEqual(core.policy, [7, 8, 9]);
    assert.equal(guard.judge(submission("a")), "clean");
    breakCore();
  });

  it("hands both formats over as they are, however large and broken", async () => {
    guard.prepare();
    await settled();
    const table: [string, string][] = [
      ["a\0b", ""],
      ["", "<p>c</p>"],
      ["密★10年", "<b>密★10年</b>"],
      ["x".repeat(300_000), "y".repeat(200_000)],
    ];
    for (const [text, html] of table) {
      assert.equal(guard.judge(submission(text, html)), "clean");
      assert.deepEqual(core.seen.at(-1), { text, html, channel: 0 });
    }
    guard.judge(submission("\ud800a\udc00"));
    assert.equal(core.seen.at(-1)?.text, "\ufffda\ufffd", "a lone surrogate keeps its one unit");
    guard.judge(submission("z".repeat(1_500_000)));
    assert.equal(core.seen.at(-1)?.text.length, 1_000_004, "one more than is checked, so that the core sees the cut");
    breakCore();
  });

  it("writes nothing where a core has no room, and leaves that text to the background", async () => {
    guard.prepare();
    await settled();
    core.isFull = true;
    assert.equal(guard.judge(submission("x".repeat(100))), "later");
    assert.deepEqual(new Uint8Array(core.memory.buffer, 0, 32), new Uint8Array(32));
  });

  it("takes no answer for one that says nothing", async () => {
    Object.assign(chrome.runtime, { sendMessage: async () => undefined });
    const verdict = await guard.judgeLater(submission("a"));
    assert.ok(verdict !== "clean");
    assert.deepEqual([verdict.action, verdict.complete, verdict.notices[0]?.kind], ["warn", false, "engine_error"]);
  });

  it("gives the core's verdict", async () => {
    guard.prepare();
    await settled();
    core.verdict = '{"action":"block"}';
    assert.deepEqual(guard.judge(submission("a")), { action: "block" });
    breakCore();
  });

  it("leaves a page alone that is not guarded", async () => {
    place = null;
    guard.prepare();
    await settled();
    assert.equal(guard.judge(submission("a")), "clean");
    assert.deepEqual(calls, ["arm"], "no core is loaded");
  });

  it("judges what is found by the place of now, where the application went on without loading a page", async () => {
    guard.prepare();
    await settled();
    core.verdict = '{"action":"allow"}';
    assert.deepEqual(guard.judge(submission("a")), { action: "allow" });
    location.href = "https://chat.example/other";
    policy = [1];
    assert.equal(guard.judge(submission("a")), "later");
    await settled();
    assert.deepEqual(core.policy, [1], "the core is armed for this place");
    core.verdict = '{"action":"block"}';
    assert.deepEqual(guard.judge(submission("a")), { action: "block" });
    breakCore();
  });

  it("is not given anew what it has, where the rules are the same at another address", async () => {
    guard.prepare();
    await settled();
    core.policy = [];
    core.verdict = '{"action":"block"}';
    location.href = "https://chat.example/other";
    assert.equal(guard.judge(submission("a")), "later");
    await settled();
    assert.deepEqual(guard.judge(submission("a")), { action: "block" });
    assert.deepEqual(core.policy, []);
    // One that broke is armed anew.
    breakCore();
    core = new FakeCore();
    guard.prepare();
    await settled();
    assert.equal(guard.judge(submission("a")), "clean");
    assert.deepEqual(core.policy, [7, 8, 9]);
    breakCore();
  });

  it("lets what is clean go at any address at once", async () => {
    guard.prepare();
    await settled();
    location.href = "https://chat.example/other";
    assert.equal(guard.judge(submission("a")), "clean");
    isReloaded = true;
    await settled();
    assert.equal(guard.judge(submission("a")), "clean", "also where nobody tells it what holds here");
    breakCore();
  });

  it("asks anew whether a page is guarded when its address changes", async () => {
    place = null;
    guard.prepare();
    await settled();
    assert.equal(guard.isGuarding(), false);
    location.href = "https://chat.example/other";
    place = { site: "s", category: "other" };
    assert.equal(guard.isGuarding(), true);
    assert.equal(guard.judge(submission("a")), "later");
    guard.prepare();
    await settled();
    assert.equal(guard.judge(submission("a")), "clean");
    assert.deepEqual(core.policy, [7, 8, 9]);
    breakCore();
  });

  it("judges a draft once, and anew by a new policy", async () => {
    const draft = { text: "a", html: "", channel: "send" } as const;
    guard.prepare();
    await settled();
    assert.equal(guard.judge(draft), "clean");
    assert.equal(guard.judge(draft), "clean");
    assert.equal(core.seen.length, 1);
    storageChanged({ [REVISION_KEY]: {} }, "local");
    policy = [1];
    core.verdict = '{"action":"block"}';
    guard.prepare();
    await settled();
    assert.deepEqual(guard.judge(draft), { action: "block" });
    breakCore();
  });

  it("is armed by the newest policy where that came while it was being armed", async () => {
    const { sendMessage } = chrome.runtime;
    let answerFirst = () => {};
    let isFirst = true;
    Object.assign(chrome.runtime, {
      async sendMessage(message: { shareguard: string }) {
        const answer = await sendMessage(message);
        if (message.shareguard === "arm" && isFirst) {
          isFirst = false;
          await new Promise<void>((resolve) => (answerFirst = resolve));
        }
        return answer;
      },
    });
    guard.prepare();
    await settled();
    storageChanged({ [REVISION_KEY]: {} }, "local");
    policy = [1];
    guard.prepare();
    await settled();
    answerFirst();
    await settled();
    await settled();
    assert.equal(guard.judge(submission("a")), "clean");
    assert.deepEqual(core.policy, [1]);
    breakCore();
  });

  it("uses a core that broke no more, and fetches another", async () => {
    guard.prepare();
    await settled();
    core.traps = true;
    assert.equal(guard.judge(submission("a")), "later");
    core = new FakeCore();
    await guard.judgeLater(submission("a"));
    await settled();
    assert.equal(guard.judge(submission("a")), "clean");
    assert.equal(calls.filter((call) => call === "inject-core").length, 2);
    breakCore();
  });

  it("takes the new policy at the next use", async () => {
    guard.prepare();
    await settled();
    storageChanged({ other: {} }, "local");
    storageChanged({ [REVISION_KEY]: {} }, "sync");
    assert.equal(guard.judge(submission("a")), "clean");
    storageChanged({ [REVISION_KEY]: {} }, "local");
    assert.equal(guard.judge(submission("a")), "later");
    assert.equal(calls.filter((call) => call === "arm").length, 1);
    guard.prepare();
    await settled();
    assert.equal(guard.judge(submission("a")), "clean");
    assert.deepEqual(calls, ["arm", "inject-core", "arm"], "the core itself stays");
    breakCore();
  });

  it("goes on with its core after the extension was reloaded", async () => {
    guard.prepare();
    await settled();
    isReloaded = true;
    assert.equal(guard.judge(submission("a")), "clean");
    guard.count({ outcome: "shared", systems: [] });
    breakCore();
  });

  it("does what the policy says of failing, once neither the background nor the core answers", async () => {
    guard.prepare();
    await settled();
    isReloaded = true;
    core.traps = true;
    assert.equal(guard.judge(submission("a")), "later");
    const verdict = await guard.judgeLater(submission("a"));
    assert.ok(verdict !== "clean");
    assert.equal(verdict.action, "block");
    assert.equal(verdict.guidance?.contact, "the desk");
    assert.equal(verdict.complete, false);
  });

  it("says of files that they were not checked when the background is out of reach", async () => {
    guard.prepare();
    await settled();
    Object.assign(chrome.runtime, {
      connect: () => {
        throw new Error("Extension context invalidated.");
      },
    });
    const files = [{ name: "a.txt", content: new Blob(["a"]) }];
    const check = { signal: new AbortController().signal, onProgress: () => {} };
    const verdict = await guard.judgeFiles({ ...submission(""), files }, check);
    assert.deepEqual([verdict.action, verdict.complete, verdict.notices[0]?.kind], ["block", false, "engine_error"]);
    breakCore();
  });

  it("asks the person when the extension was reloaded before the core was there", async () => {
    isReloaded = true;
    Object.assign(chrome.runtime, { id: undefined });
    const verdict = await guard.judgeLater(submission("a"));
    assert.notEqual(verdict, "clean");
    assert.deepEqual(verdict, {
      action: "warn",
      rank: null,
      complete: false,
      findings: [],
      notices: [{ kind: "engine_error", detail: "Extension context invalidated." }],
      guidance: { rule: "failures/engine_error" },
    });
  });
});
