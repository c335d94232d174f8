/**
 * Pastes of random content, at random times, into random editors, with random answers: in the end the content is in the
 * editor once, byte for byte, or not at all. `RUNS=300` and `SEED=7` choose how many and which; the seed of a failure
 * is in its message.
 */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { until, type Tab } from "../../driver/driver";
import { EDITORS } from "../../editors";
import { withSharedBrowser } from "../../fixture";
import { expectInEditor, putInEditor, textOfEditor, warning } from "../../person";

const RUNS = Number(process.env["RUNS"] ?? 300);
const SEED = Number(process.env["SEED"] ?? 1);

/** Editors that React draws. */
const REACT_EDITORS = ["draft", "slate"] as const;
const LATE_RUNS = 10;
/** React draws what no event asked for by `setImmediate` where there is one: here as late as on a page that is busy. */
const DRAW_LATE = "window.setImmediate = (run) => setTimeout(run, 150);";

const LINES = [
  "Minutes of the garden club",
  "玫瑰在三月修剪。",
  "Розы обрезают в марте.",
  "バラは三月に剪定する。",
  "α β γ, 1 < 2 && 3 > 2",
  "https://example.org/a?b=c&d=e",
  "emoji 👩‍🌾🌹 and ﬁne ligatures",
  "tab\tinside",
  "trailing words",
  "\"quotes\" and 'apostrophes'",
  "x".repeat(300),
];
const MARKINGS = ["SECRET//NOFORN", "机密★10年", "TOP SECRET//SI//NOFORN", "NATO SECRET", "绝密★"];

describe(`random pastes, seed ${SEED}`, () => {
  const fixture = withSharedBrowser();
  const tally = { delivered: 0, withheld: 0 };

  const pageOf = (name: string) => `${fixture().site.chat}/editors/${name}.html`;

  for (const [index, name] of EDITORS.entries()) {
    const runs = Math.floor(RUNS / EDITORS.length) + (index < RUNS % EDITORS.length ? 1 : 0);
    it(`${name}: ${runs} pastes`, () => fixture().visit(pageOf(name), (tab) => pasteAtRandom(tab, name, runs, index)));
  }

  for (const [index, name] of REACT_EDITORS.entries()) {
    it(`${name} that draws late: ${LATE_RUNS} pastes`, () =>
      fixture().visit(pageOf(name), async (tab) => {
        await tab.goWith(pageOf(name), DRAW_LATE);
        await pasteAtRandom(tab, name, LATE_RUNS, EDITORS.length + index);
      }));
  }

  async function pasteAtRandom(tab: Tab, name: string, runs: number, index: number): Promise<void> {
    const random = generator(SEED * 1_000 + index);
    const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    await tab.activate();
    for (let run = 0; run < runs; run++) {
      const isMarked = random() < 0.5;
      const lines = Array.from({ length: 1 + Math.floor(random() * 8) }, () => pick(LINES));
      if (isMarked) lines.unshift(pick(MARKINGS));
      const content = name === "input" ? lines.join(" ") : lines.join("\n");
      const answer = pick(["share", "withhold", "Escape"] as const);
      const before = pick(["", "left right"]);
      const caret = before === "" ? 0 : "left ".length;
      await putInEditor(tab, before, caret);
      // The page may write to the clipboard; what it wrote is then pasted by the person.
      await tab.evaluate((text: string) => navigator.clipboard.writeText(text), content);
      if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 200));
      await tab.press("Control", "v");
      const expected = before.slice(0, caret) + content + before.slice(caret);
      const outcome = await settle(tab, answer, before, expected);
      tally[outcome === expected ? "delivered" : "withheld"]++;
      const where = `seed ${SEED}, ${name}, run ${run}, ${answer}: ${JSON.stringify(content.slice(0, 80))}`;
      assert.ok(outcome === expected || outcome === before, where);
      // Nothing comes later, and a marking that was found did not pass without an answer.
      await new Promise((resolve) => setTimeout(resolve, 30));
      assert.equal(await textOfEditor(tab), outcome, where);
    }
  }

  after(() => console.log(`# ${tally.delivered} delivered, ${tally.withheld} withheld, 0 lost, 0 doubled`));
});

/** Waits for the paste to arrive or to be asked about, answers, and gives what then stands in the editor. */
async function settle(
  tab: Tab,
  answer: "share" | "withhold" | "Escape",
  before: string,
  expected: string,
): Promise<string> {
  const first = await until("it arrives or is asked about", async () => {
    if ((await textOfEditor(tab)) === expected) return "arrived";
    return (await tab.findDialog()) !== null && "asked";
  });
  if (first === "arrived") return expected;
  const shown = await warning(tab);
  assert.equal(await textOfEditor(tab), before);
  if (answer === "Escape") {
    await shown.settled();
    await tab.press("Escape");
  } else await shown.press(answer);
  await shown.gone();
  if (answer === "share") await expectInEditor(tab, expected);
  return textOfEditor(tab);
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruential generator modulo 2^32. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
  // The first numbers of neighbouring seeds are much alike.
  for (let skipped = 0; skipped < 10; skipped++) next();
  return next;
}
