/**
 * How fast text is decided in WebAssembly under Node, against regular expressions of the same forms in the same run.
 * Times are the least of several, so that a busy machine disturbs little; the ratios are what counts. Goals stand
 * beside what was measured.
 */
import { coldStarts, loadWeb } from "./cold.mjs";
import { HOSTILE, corpora, repeated } from "./corpora.mjs";
import { alternation, crate, forms, oneEach } from "./peers.mjs";

const SIZES = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/** Where all are compared, in UTF-16 units; V8's regular expressions get less, because they take seconds for that. */
const COMPARED = 1_000_000;
const COMPARED_V8 = 20_000;
/** Goals: how many times as fast as V8's alternation, by corpus. */
const GOALS = new Map([
  ["english", 60],
  ["chinese", 30],
  ["code", 60],
  ["log", 60],
  ["mixed", 20],
]);
/** Decisions on a kilobyte, for quantiles. */
const ROUNDS = 4_000;
/** Sizes between which hostile texts must take time in proportion, in bytes; the second is eight times the first. */
const GROWTH = [
  [65_536, 524_288],
  [1_048_576, 8_388_608],
];

async function measure() {
  const { decide } = await loadWeb();
  const all = await forms();
  const peers = { alternation: alternation(all), oneEach: oneEach(all), crate: await crate(all) };
  const texts = corpora(SIZES.at(-1));
  const goals = new Goals();
  console.log(`${all.length} forms; MB/s of UTF-8, and how many times as fast as each peer at ${COMPARED} units`);
  console.log(row("", ...SIZES.map((size) => `${size}`), "V8 alternation", "V8 one each", "regex crate"));
  for (const [name, text] of texts) {
    const speeds = SIZES.map((size) => speed(decide, text.slice(0, size), size > 5_000_000 ? 2 : 7));
    const compared = text.slice(0, COMPARED);
    const ours = speed(decide, compared, 7);
    const few = text.slice(0, COMPARED_V8);
    const [v8, each, rust] = [
      speed(peers.alternation, few, 2),
      speed(peers.oneEach, few, 2),
      speed(peers.crate, compared, 7),
    ];
    console.log(
      row(
        name,
        ...speeds.map((value) => value.toFixed(0)),
        ...[v8, each, rust].map((peer) => `${(ours / peer).toFixed(1)}x`),
      ),
    );
    goals.atLeast(`${name}: times V8's alternation`, ours / v8, GOALS.get(name));
    goals.atLeast(`${name}: times the regex crate in wasm`, ours / rust, 1);
    const times = quantiles(decide, text);
    goals.atMost(`${name}: a kilobyte, median, in µs`, times.median, 20);
    console.log(row("", `1 kB: p50 ${times.median.toFixed(1)} µs, p99 ${times.high.toFixed(1)} µs`));
  }
  console.log(row("\nhostile", "MB/s", ...GROWTH.map(([small, large]) => `t(${large >> 10}k)/t(${small >> 10}k)`)));
  for (const [name, unit] of HOSTILE) {
    const value = speed(decide, repeated(unit, COMPARED), 3);
    const factors = GROWTH.map(
      ([small, large]) => least(decide, repeated(unit, large), 2) / least(decide, repeated(unit, small), 5),
    );
    console.log(row(name, value.toFixed(0), ...factors.map((factor) => factor.toFixed(1))));
    goals.atLeast(`hostile ${name}: MB/s`, value, 60);
    goals.atMost(`hostile ${name}: growth`, Math.max(...factors), 9);
  }
  for (const [what, { ready, first }] of Object.entries(await coldStarts())) {
    goals.atMost(`new process, ${what}: until ready, in ms`, ready, 15);
    goals.atMost(`new process, ${what}: first decision, in ms`, first, 1);
  }
  goals.report();
}

/** The least time of one call, in milliseconds. */
function least(call, text, runs) {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    let calls = 0;
    // The clock of a quick call is too coarse for it.
    do {
      call(text);
      calls++;
    } while (performance.now() - start < 1);
    least = Math.min(least, (performance.now() - start) / calls);
  }
  return least;
}

function speed(call, text, runs) {
  return Buffer.byteLength(text) / 1000 / least(call, text, runs);
}

/** Of deciding different kilobytes of a text, in microseconds. */
function quantiles(decide, text) {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const from = (round * 1_009) % (text.length - 1_000);
    const part = text.slice(from, from + 1_000);
    const start = performance.now();
    decide(part);
    return (performance.now() - start) * 1000;
  }).sort((a, b) => a - b);
  return { median: times[ROUNDS >> 1], high: times[Math.floor(ROUNDS * 0.99)] };
}

function row(first, ...others) {
  return first.padEnd(18) + others.map((other) => other.padStart(15)).join("");
}

/** Goals, and which of them were missed. */
class Goals {
  #missed = [];
  #met = 0;

  atLeast(what, value, goal) {
    this.#judge(value >= goal, `${what}: ${value.toFixed(1)}, goal at least ${goal}`);
  }

  atMost(what, value, goal) {
    this.#judge(value <= goal, `${what}: ${value.toFixed(2)}, goal at most ${goal}`);
  }

  #judge(met, text) {
    if (met) this.#met++;
    else this.#missed.push(text);
    if (/new process/.test(text)) console.log(text);
  }

  report() {
    console.log(`\n${this.#met} goals met, ${this.#missed.length} missed`);
    for (const text of this.#missed) console.log(`  missed  ${text}`);
  }
}

await measure();
