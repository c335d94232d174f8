/** A yes holds until what it is about was sent, and no longer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding, Verdict } from "shareguard";
import { createApprovals } from "../../extension/src/content/approvals";

const marked = (...quotes: string[]): Verdict => ({
  action: "warn",
  rank: 4,
  complete: true,
  findings: quotes.map(
    (quote) => ({ action: "warn", system: "us", level: "SECRET", quote }) as Partial<Finding> as Finding,
  ),
  notices: [],
});
const SECRET = marked("SECRET//NOFORN");
const UNREAD: Verdict = { ...marked(), notices: [{ kind: "engine_error", detail: "gone" }] };

const HERE = "https://chat.example/one";
const page = { href: HERE };
Object.assign(globalThis, { location: page });

/** What happens to a composer after a yes, and whether the yes still holds. */
const TABLE: readonly {
  name: string;
  verdict?: Verdict;
  holds: boolean;
  steps: readonly (string | number | "use")[];
}[] = [
  { name: "nothing was sent, for hours", holds: true, steps: [1e7] },
  { name: "a line break, however long ago", holds: true, steps: ["SECRET//NOFORN", "use", "SECRET//NOFORN\n", 1e7] },
  {
    name: "a line break for each line",
    holds: true,
    steps: ["SECRET//NOFORN", "use", "SECRET//NOFORN\na", 6e3, "use", "SECRET//NOFORN\na\nb", 6e3],
  },
  { name: "the steps by which a page sends", holds: true, steps: ["SECRET//NOFORN", "use", 1e3, "use", 1e3] },
  { name: "broken into lines by the editor", holds: true, steps: ["SECRET//\nNOFORN", "use", 6e3] },
  { name: "it was sent", holds: false, steps: ["SECRET//NOFORN", "use", "", 6e3] },
  { name: "it was sent when the server had answered", holds: false, steps: ["SECRET//NOFORN", "use", 3e3, "", 6e3] },
  { name: "it was sent, and the next is written at once", holds: false, steps: ["SECRET//NOFORN", "use", "S"] },
  { name: "sent by the second press", holds: false, steps: ["SECRET//NOFORN", "use", 4e3, "use", 3e3, "", 6e3] },
  { name: "a notice: a line break", verdict: UNREAD, holds: true, steps: ["text", "use", "text\n", 6e3] },
  { name: "a notice: it was sent", verdict: UNREAD, holds: false, steps: ["text", "use", "", 6e3] },
];

for (const { name, verdict = SECRET, holds, steps } of TABLE)
  test(`${name}: it ${holds ? "holds" : "is over"}`, (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    let text = "";
    const approvals = createApprovals();
    approvals.approve(verdict, HERE);
    for (const step of steps) {
      if (step === "use") approvals.use(() => text);
      else if (typeof step === "number") context.mock.timers.tick(step);
      else {
        // The person writes, or the page empties it.
        text = step;
        if (step !== "") approvals.look(() => text);
      }
    }
    assert.equal(approvals.covers(verdict), holds);
  });

test("a yes to something else makes none last longer", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const approvals = createApprovals();
  approvals.approve(SECRET, HERE);
  approvals.use(() => "SECRET//NOFORN");
  context.mock.timers.tick(1_000);
  approvals.approve(marked("TOP SECRET//SI"), HERE);
  context.mock.timers.tick(10_000);
  approvals.look(() => "");
  assert.equal(approvals.covers(marked("TOP SECRET//SI")), true, "it was not sent");
});

test("a new yes to the same outlives the sending of the one before", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const approvals = createApprovals();
  approvals.approve(SECRET, HERE);
  approvals.use(() => "SECRET//NOFORN");
  approvals.approve(SECRET, HERE);
  context.mock.timers.tick(10_000);
  assert.equal(approvals.covers(SECRET), true);
});

test("a yes covers no more than was asked about, and nothing that is blocked", () => {
  const approvals = createApprovals();
  approvals.approve(SECRET, HERE);
  assert.equal(approvals.covers(marked("SECRET//NOFORN", "TOP SECRET//SI")), false);
  assert.equal(approvals.covers({ ...SECRET, action: "block" }), false);
});

test("a yes is to one conversation: not to another, and to the first again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => (page.href = HERE));
  const approvals = createApprovals();
  for (const verdict of [SECRET, UNREAD]) {
    approvals.approve(verdict, HERE);
    for (const other of ["https://chat.example/two", `${HERE}#two`, `${HERE}/more`]) {
      page.href = other;
      assert.equal(approvals.covers(verdict), false, other);
      // Sending it there ends nothing here.
      approvals.approve(verdict, other);
      approvals.use(() => "SECRET//NOFORN");
      context.mock.timers.tick(1_000);
      approvals.look(() => "");
      assert.equal(approvals.covers(verdict), false, other);
    }
    page.href = HERE;
    assert.equal(approvals.covers(verdict), true);
  }
});
