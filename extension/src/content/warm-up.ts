/**
 * Has the translated core compiled before somebody waits for it. V8 interprets code that is new and optimises what it
 * has run often, so that the first kilobyte of a page took 50 ms where later ones took a tenth of a millisecond.
 */
import type { CoreExports } from "./core";

/**
 * How often the sample is judged, each time in an idle moment of its own: the first takes as long as that first
 * kilobyte, later ones a few milliseconds.
 */
const ROUNDS = 30;

/**
 * What people share, in several scripts, and what makes the core look closer: markings, mentions, portion marks,
 * look-alikes, spaced letters.
 */
const SAMPLE = [
  "The committee met on Tuesday to look at the plan for the new library (S. 12), and nobody kept the date secret.",
  "SECRET//NOFORN",
  "(S//NF) The restricted area behind the shed stays closed until it is declassified. Classification of roses: see note 4.",
  "机密★10年",
  "委员会星期二开会讨论了新图书馆的计划，没有人知道邻居的秘密。",
  "Комитет собрался во вторник. Ủy ban họp hôm thứ Ba. 위원회는 화요일에 모였다. Größere Änderungen sind nicht nötig.",
  'let client_secret = config.get("secret")?; // not (s), C O N F I D E N T I A L, Ѕесrеt',
].join("\n");

/** As it is copied from a page. */
const SAMPLE_HTML = `<div class="note"><p>${SAMPLE.replaceAll("\n", "</p>\n<p style='margin: 0'>")}</p></div>`;

/**
 * The same core, which from when it is armed judges the sample in idle moments. What it finds is of no interest to
 * anybody.
 */
export function warmedUp(core: CoreExports, whenIdle: (judge: () => void) => void): CoreExports {
  const encoder = new TextEncoder();
  const [text, html] = [encoder.encode(SAMPLE), encoder.encode(SAMPLE_HTML)];
  let rounds = 0;
  const judge = (): void => {
    const address = core.input(text.length + html.length);
    const input = new Uint8Array(core.memory.buffer, address);
    input.set(text);
    input.set(html, text.length);
    core.check(text.length, html.length, 0);
    if (++rounds < ROUNDS) whenIdle(judge);
  };
  let isArmed = false;
  return {
    ...core,
    arm(length, locale) {
      const refused = core.arm(length, locale);
      // A new policy changes nothing about the code.
      if (refused === 0 && !isArmed) {
        isArmed = true;
        whenIdle(judge);
      }
      return refused;
    },
  };
}
