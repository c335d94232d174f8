/**
 * Texts to measure with: real ones that a machine with Rust, Node and Debian's packages has anyway, and generated ones
 * where it lacks them. None of them was written for this, so they hold the words of markings as often as such texts do.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Languages of the corpus of mixed scripts: Cyrillic, kana, Hangul, Greek, and Latin with many and with few accents.
 */
const MIXED = ["ru", "ja", "ko", "vi", "el", "fr", "de"];
/** A corpus smaller than this is generated instead, in UTF-16 units. */
const SMALLEST = 200_000;
/** Lines of each language in turn, in the corpus of mixed scripts. */
const LINES_IN_TURN = 5;
/** What a generated corpus is made of. */
const ALPHABETS = {
  en: "the of and to in a is that for it as was with be by on not he his but at are this have from which one all were her she there would",
  zh: "的 一 是 在 不 了 有 和 人 这 中 大 为 上 个 国 我 以 要 他 时 来 用 们 生 到 作 地 于 出 就 分 对 成 会 可 主 发 年 动 ， 。",
  mixed:
    "комитет собрался чтобы обсудить план 위원회는 도서관 계획을 검토 図書館 の 計画 を 見 る ủy ban họp để xem xét größere änderungen καλή ημέρα",
};

/** The named corpora, each at least `units` UTF-16 units long. */
export function corpora(units) {
  const registry = path.join(process.env.CARGO_HOME ?? path.join(os.homedir(), ".cargo"), "registry/src");
  return new Map([
    ["english", cut(filled(files(registry, [".md"], units), ALPHABETS.en), units)],
    ["chinese", cut(filled(translations("zh_CN", units), ALPHABETS.zh), units)],
    ["code", cut(files(registry, [".rs", ".c", ".h"], units) || files("node_modules", [".js", ".mjs"], units), units)],
    ["log", cut(log(units), units)],
    [
      "mixed",
      cut(
        filled(inTurn(MIXED.map((language) => translations(language, units / MIXED.length))), ALPHABETS.mixed),
        units,
      ),
    ],
  ]);
}

/** Hostile texts: one unit repeated. */
export const HOSTILE = new Map([
  ["aaaa", "a"],
  ["((((", "("],
  ["top secret", "top secret "],
  ["confidential", "confidential "],
  ["TOP SECRET//SI//", "TOP SECRET//SI//"],
  ["levels listed", "SECRET, "],
  ["levels in markup", "option selected>SECRET<"],
  ["密", "密"],
  ["spaced letters", "S E C R E T "],
  ["zero width", "s\u200Be\u200Bc\u200Br\u200Be\u200Bt\u200B "],
  ["full width", "ＳＥＣＲＥＴ　"],
  ["expansion", "\uFDFA"],
  ["stacked accents", "e\u0301\u0302\u0323"],
  ["mixed words", "аbс "],
]);

/** `unit` repeated up to `bytes` of UTF-8. */
export function repeated(unit, bytes) {
  return unit.repeat(Math.ceil(bytes / Buffer.byteLength(unit)));
}

function cut(text, units) {
  const enough = text.length < units ? text.repeat(Math.ceil(units / Math.max(text.length, 1))) : text;
  return enough.slice(0, units).toWellFormed();
}

function filled(text, alphabet) {
  if (text.length >= SMALLEST) return text;
  const words = alphabet.split(" ");
  const random = generator(1);
  const unspaced = words[0].length === 1;
  return Array.from(
    { length: SMALLEST },
    (_, at) => words[random(words.length)] + (at % 12 === 11 ? "\n" : unspaced ? "" : " "),
  ).join("");
}

/** The files below a folder with one of some endings, in the order of their paths, until they have `units`. */
function files(folder, endings, units) {
  if (!existsSync(folder)) return "";
  const texts = [];
  let length = 0;
  const walk = (below) => {
    for (const entry of readdirSync(below, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (length >= units) return;
      const file = path.join(below, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (endings.includes(path.extname(entry.name))) {
        const text = readFileSync(file, "utf8");
        // Generated tables are not what people write.
        if (text.length > 100_000) continue;
        texts.push(text);
        length += text.length;
      }
    }
  };
  walk(folder);
  return texts.join("\n");
}

/** What the programs of this machine say in a language: the translations of GNU message catalogues. */
function translations(language, units) {
  const folder = `/usr/share/locale/${language}/LC_MESSAGES`;
  if (!existsSync(folder)) return "";
  const texts = [];
  let length = 0;
  for (const name of readdirSync(folder).sort()) {
    if (length >= units || !name.endsWith(".mo")) continue;
    const bytes = readFileSync(path.join(folder, name));
    // Format of the GNU gettext manual, section 10.3: a magic number, then where the table of translations stands.
    if (bytes.readUInt32LE(0) !== 0x950412de) continue;
    const [count, table] = [bytes.readUInt32LE(8), bytes.readUInt32LE(16)];
    for (let index = 1; index < count; index++) {
      const [size, start] = [bytes.readUInt32LE(table + 8 * index), bytes.readUInt32LE(table + 8 * index + 4)];
      const text = bytes.toString("utf8", start, start + size).replaceAll("\0", "\n");
      texts.push(text);
      length += text.length;
    }
  }
  return texts.join("\n");
}

/** Some lines of each text in turn, until the first has no more. */
function inTurn(texts) {
  const all = texts.map((text) => text.split("\n"));
  const turns = Math.floor(Math.min(...all.map((lines) => lines.length)) / LINES_IN_TURN);
  return Array.from({ length: turns }, (_, turn) =>
    all.map((lines) => lines.slice(turn * LINES_IN_TURN, (turn + 1) * LINES_IN_TURN).join("\n")).join("\n"),
  ).join("\n");
}

/** The log of a service that answers requests. */
function log(units) {
  const random = generator(2);
  const pick = (...options) => options[random(options.length)];
  const lines = [];
  for (let length = 0, second = 0; length < units; second += random(3)) {
    const time = new Date(1_790_000_000_000 + second * 1000 + random(1000)).toISOString();
    const request = `${pick("GET", "POST", "PUT")} /api/v2/${pick("orders", "users", "sessions", "reports")}/${random(99_999)}`;
    const line = `${time} ${pick("INFO", "INFO", "INFO", "WARN", "ERROR")} [worker-${random(16)}] http.server ${request} status=${pick(200, 200, 201, 404, 500)} \
bytes=${random(90_000)} took=${random(900)}ms client=10.${random(256)}.${random(256)}.${random(256)} trace=${random(2 ** 31).toString(16)}`;
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join("\n");
}

/**
 * Numbers below a limit, the same on every machine: a linear congruential generator with the constants of Numerical
 * Recipes.
 */
function generator(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
