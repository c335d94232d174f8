/**
 * Data that only functions read that were cut out of a module. The linker keeps it, because it links before they are
 * cut, and no later tool can tell it from data that is read: what knows is the linker's own list of which code and data
 * have whose address in them (`--emit-relocs`; WebAssembly tool conventions, Linking.md).
 */

/** Numbers of the kinds of sections, symbols and exports. */
const CUSTOM = 0,
  EXPORTS = 7,
  CODE = 10,
  DATA = 11;
const FUNCTION_SYMBOL = 0,
  DATA_SYMBOL = 1,
  SECTION_SYMBOL = 3;
const SYMBOL_TABLE = 8;
/** Flags of symbols: defined elsewhere; named even so. */
const UNDEFINED = 0x10,
  NAMED = 0x40;
/** Relocations whose target is a function or data: by index, by place in the table, by address, in code or in data. */
const TARGETS = new Set([0, 1, 2, 3, 4, 5]);
/** Of these, and of those that have none, with a distance from their target. */
const WITH_ADDEND = new Set([3, 4, 5]);
/** Types, globals and tables have no data. */
const OTHERS = new Set([6, 7, 20]);

/** Length of a `core::panic::Location` in bytes: address and length of the path of a source, line and column. */
const LOCATION_BYTES = 16;

/**
 * Fills with zeros what is reached from no export but through functions for which `isCut` holds, by their names, and
 * where a panic would say that it was. Gives the number of bytes.
 */
export function clearDeadData(module, isCut) {
  const sections = sectionsOf(module);
  const find = (id, name = "") =>
    sections.find((section) => section.id === id && section.name === name) ?? fail(`no section ${name || id}`);
  const [code, data] = [find(CODE), find(DATA)];
  const symbols = symbolsOf(module, find(CUSTOM, "linking"), segmentsOf(module, data));
  const bodies = bodiesOf(module, code);
  const stored = symbols.filter((symbol) => symbol?.size > 0);

  /** What each function and each piece of data has the address of. */
  const references = new Map();
  const refer = (from, to) => references.set(from, [...(references.get(from) ?? []), to]);
  for (const { at, symbol } of relocationsOf(module, find(CUSTOM, "reloc.CODE"), code)) {
    refer(
      bodies.findIndex(({ start, end }) => start <= at && at < end),
      symbols[symbol],
    );
  }
  for (const { at, symbol } of relocationsOf(module, find(CUSTOM, "reloc.DATA"), data)) {
    for (const holder of stored.filter(({ start, size }) => start <= at && at < start + size))
      refer(holder, symbols[symbol]);
  }

  const names = new Map(symbols.flatMap((symbol) => (symbol?.body === undefined ? [] : [[symbol.body, symbol.name]])));
  const isPath = ({ start, size }) => module.toString("latin1", start, start + size).endsWith(".rs\0");
  // Handed to a panic by those who call it, so that they reach it; nobody reads it when a panic says nothing.
  const isLocation = ({ size }, targets) => size === LOCATION_BYTES && targets.length === 1 && isPath(targets[0]);
  const reached = new Set();
  const waiting = exportedFunctions(module, find(EXPORTS));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const targets = references.get(next) ?? [];
    if (reached.has(next) || isLocation(next, targets)) continue;
    reached.add(next);
    if (isCut(names.get(next) ?? "")) continue;
    for (const target of targets) waiting.push(target.body ?? target);
  }

  const dead = new Uint8Array(module.length);
  for (const { start, size } of stored) dead.fill(1, start, start + size);
  for (const { start, size } of stored.filter((symbol) => reached.has(symbol))) dead.fill(0, start, start + size);
  let cleared = 0;
  for (let at = 0; at < dead.length; at++) {
    if (dead[at] === 0) continue;
    module[at] = 0;
    cleared += 1;
  }
  return cleared;
}

/** The module without what the linker tells of itself, which other tools do not keep true. */
export function withoutRelocations(module) {
  const told = ({ id, name }) => id === CUSTOM && (name === "linking" || name.startsWith("reloc."));
  const HEADER_BYTES = 8;
  return Buffer.concat([
    module.subarray(0, HEADER_BYTES),
    ...sectionsOf(module)
      .filter((section) => !told(section))
      .map(({ from, end }) => module.subarray(from, end)),
  ]);
}

function fail(why) {
  throw new Error(`in-page core: data that nothing reaches cannot be told: ${why}`);
}

/** Reads what WebAssembly is written in, from `at` on. */
function reader(module, at) {
  return {
    at: () => at,
    skip: (bytes) => (at += bytes),
    byte: () => module[at++],
    /** A number in LEB128 that is not negative. */
    number() {
      for (let value = 0, shift = 1; ; shift *= 128) {
        const byte = module[at++];
        value += (byte & 127) * shift;
        if (byte < 128) return value;
      }
    },
    name() {
      const length = this.number();
      at += length;
      return module.toString("utf8", at - length, at);
    },
    /** As many as a number says that comes first. */
    list(read) {
      return Array.from({ length: this.number() }, () => read(this));
    },
  };
}

/**
 * The sections, each from its number to its end; its `content` begins behind its length, and its name where it has one.
 */
function sectionsOf(module) {
  const sections = [];
  for (let from = 8; from < module.length;) {
    const read = reader(module, from);
    const id = read.byte();
    const length = read.number();
    const start = read.at();
    const name = id === CUSTOM ? read.name() : "";
    sections.push({ id, name, from, start, content: read.at(), end: start + length });
    from = start + length;
  }
  return sections;
}

function exportedFunctions(module, { content }) {
  const FUNCTION = 0;
  const all = reader(module, content).list((read) => ({ name: read.name(), kind: read.byte(), index: read.number() }));
  return all.filter(({ kind }) => kind === FUNCTION).map(({ index }) => index);
}

/** Where the body of each function begins and ends. The core has no imports, so that its first function is number 0. */
function bodiesOf(module, { content }) {
  return reader(module, content).list((read) => {
    const length = read.number();
    return { start: read.at(), end: read.skip(length) };
  });
}

/** Where the bytes of each segment of the data begin. */
function segmentsOf(module, { content }) {
  return reader(module, content).list((read) => {
    const ACTIVE = 0,
      CONSTANT = 0x41,
      END = 0x0b;
    if (read.number() !== ACTIVE || read.byte() !== CONSTANT) fail("a segment without an address");
    read.number();
    if (read.byte() !== END) fail("a segment with an address that is calculated");
    const length = read.number();
    return read.skip(length) - length;
  });
}

/**
 * The symbols, by their numbers: functions with the number of their `body`, data with `start` and `size` in the file.
 */
function symbolsOf(module, { content, end }, segments) {
  const read = reader(module, content);
  read.number();
  while (read.at() < end) {
    const kind = read.byte();
    const length = read.number();
    if (kind === SYMBOL_TABLE) return read.list(() => symbolOf(read, segments));
    read.skip(length);
  }
  return fail("no table of symbols");
}

function symbolOf(read, segments) {
  const kind = read.byte();
  const flags = read.number();
  if (kind === DATA_SYMBOL) {
    const name = read.name();
    if ((flags & UNDEFINED) !== 0) return { name, size: 0 };
    return { name, start: segments[read.number()] + read.number(), size: read.number() };
  }
  const body = read.number();
  if (kind === SECTION_SYMBOL) return {};
  const name = (flags & UNDEFINED) === 0 || (flags & NAMED) !== 0 ? read.name() : "";
  return kind === FUNCTION_SYMBOL ? { name, body } : {};
}

/** The places in a section that hold the index or address of a function or of data. */
function relocationsOf(module, { content }, section) {
  const read = reader(module, content);
  read.number();
  const all = read.list(() => {
    const type = read.byte();
    if (!TARGETS.has(type) && !OTHERS.has(type)) fail(`a relocation of type ${type}`);
    const relocation = { type, at: section.start + read.number(), symbol: read.number() };
    // As LEB128 with a sign, which takes as many bytes.
    if (WITH_ADDEND.has(type)) read.number();
    return relocation;
  });
  return all.filter(({ type }) => TARGETS.has(type));
}
