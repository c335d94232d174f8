/**
 * Which pictures a collection holds: every marking in several layouts, clean twins of every layout, and pages of mere
 * mentions.
 */
import { Chance } from "./random";
import type { Collection, Layout, Marking, Mention } from "./collection";
import { isRecord, type Value } from "./template";

/** Paragraphs on a page, at least and at most. */
const PARAGRAPHS = { least: 3, most: 6 } as const;

/** One picture to draw, with its label. */
export interface Scene {
  readonly name: string;
  readonly layout: Layout;
  readonly values: { readonly [name: string]: Value };
  readonly language: string;
  readonly faces: { readonly body: string; readonly head: string; readonly mono: string };
  readonly colour: string | undefined;
  readonly marking: Marking | undefined;
  /** As it is written in the picture; of portion marks the first. */
  readonly written: string;
  /** What it shows when it is not a document that could be marked. */
  readonly kind: string | undefined;
  /** What is done to the picture, in this order: `name` or `name:amount`, as `page/degrade.ts` has them. */
  readonly conditions: readonly string[];
}

export function plan(collection: Collection): Scene[] {
  const { layouts } = collection;
  const chance = new Chance(`pictures ${collection.name}`);
  const conditions = new Conditions(collection.recipes, chance);
  const draw = new Drawing(collection, chance, conditions);
  return [
    ...markedScenes(collection, chance, draw),
    ...layouts.flatMap((layout) => cleanTwins(layout, collection, chance, draw)),
    ...collection.mentions.map((mention, index) => draw.mention(mention, index)),
  ];
}

function markedScenes({ layouts, markings, layoutsOfMarking }: Collection, chance: Chance, draw: Drawing): Scene[] {
  const used = new Map<string, number>();
  return markings.flatMap((marking) => {
    const fitting = chance.shuffled(
      layouts.filter((layout) => layout.slot in marking.slots && layout.languages.includes(marking.language)),
    );
    // The least used first, so that every layout comes up.
    const chosen = fitting.sort((a, b) => (used.get(a.name) ?? 0) - (used.get(b.name) ?? 0)).slice(0, layoutsOfMarking);
    if (chosen.length === 0) throw new Error(`no layout for ${marking.system} ${marking.level}`);
    for (const layout of chosen) used.set(layout.name, (used.get(layout.name) ?? 0) + 1);
    return chosen.map((layout) => draw.document(layout, marking.language, marking));
  });
}

function cleanTwins(layout: Layout, collection: Collection, chance: Chance, draw: Drawing): Scene[] {
  if (layout.slot === "mention") return [];
  const languages = layout.languages.filter((language) => collection.texts.has(language));
  return chance
    .shuffled(languages)
    .slice(0, collection.twinsOfLayout)
    .map((language) => draw.document(layout, language, undefined));
}

/** Conditions in turn, so that each recipe of a surface is used about equally often. */
class Conditions {
  readonly #recipes: Collection["recipes"];
  readonly #chance: Chance;
  readonly #left = new Map<Layout["surface"], readonly (readonly string[])[]>();

  constructor(recipes: Collection["recipes"], chance: Chance) {
    this.#recipes = recipes;
    this.#chance = chance;
  }

  of(surface: Layout["surface"]): string[] {
    let left = this.#left.get(surface) ?? [];
    if (left.length === 0) left = this.#chance.shuffled(this.#recipes.get(surface) ?? []);
    const [recipe, ...rest] = left;
    if (recipe === undefined) throw new Error(`no recipes for ${surface}`);
    this.#left.set(surface, rest);
    return recipe.map((condition) => this.#amount(condition));
  }

  /** One amount of those that a recipe allows: `blur:0.7-1` → `blur:0.82`. */
  #amount(condition: string): string {
    const range = /^(\w+):([\d.]+)-([\d.]+)$/.exec(condition);
    if (range === null) return condition;
    const [, name, low, high] = range;
    const amount = this.#chance.between(Number(low), Number(high));
    return `${name}:${amount >= 20 ? Math.round(amount) : Number(amount.toPrecision(2))}`;
  }
}

class Drawing {
  readonly #collection: Collection;
  readonly #chance: Chance;
  readonly #conditions: Conditions;
  #count = 0;

  constructor(collection: Collection, chance: Chance, conditions: Conditions) {
    this.#collection = collection;
    this.#chance = chance;
    this.#conditions = conditions;
  }

  document(layout: Layout, language: string, marking: Marking | undefined): Scene {
    const values = this.#values(language, marking?.office);
    const said = marking?.slots[layout.slot];
    const portions = Array.isArray(said) ? said.filter((mark) => typeof mark === "string") : [];
    const written = typeof said === "string" ? said : (portions[0] ?? "");
    const paragraphs = values.paragraphs;
    const filled = {
      ...values,
      marking: written,
      banner: typeof marking?.slots["banner"] === "string" ? marking.slots["banner"] : "",
      portions: paragraphs.map((paragraph, index) =>
        [portions[index % Math.max(portions.length, 1)], paragraph].join(" ").trim(),
      ),
      numbered: paragraphs.map((paragraph, index) => `${index + 1}. ${paragraph}`),
    };
    const name = [layout.name, marking?.system ?? "clean", language].join("-");
    return this.#scene(name, layout, language, filled, marking, written, undefined);
  }

  mention(mention: Mention, index: number): Scene {
    const layout = this.#collection.layouts.find(({ name }) => name === mention.layout);
    if (layout === undefined) throw new Error(`mention ${index}: no layout ${mention.layout}`);
    const filled = {
      ...this.#values(mention.language, undefined),
      ...(isRecord(mention.values) ? mention.values : {}),
    };
    return this.#scene(
      `${mention.kind}-clean-${mention.language}`,
      layout,
      mention.language,
      filled,
      undefined,
      "",
      mention.kind,
    );
  }

  #scene(
    name: string,
    layout: Layout,
    language: string,
    values: Scene["values"],
    marking: Marking | undefined,
    written: string,
    kind: string | undefined,
  ): Scene {
    this.#count += 1;
    return {
      name: `${String(this.#count).padStart(3, "0")}-${name}`,
      layout,
      values,
      language,
      faces: { body: this.#face(language), head: this.#face(language), mono: this.#face("code") },
      colour: marking?.colour,
      marking,
      written,
      kind,
      conditions: this.#conditions.of(layout.surface),
    };
  }

  #face(language: string): string {
    const faces = this.#collection.faces.get(language);
    if (faces === undefined) throw new Error(`${this.#collection.name}: no faces for ${language}`);
    return this.#chance.pick(faces);
  }

  /** One of each list of the language's texts, some paragraphs, and all of what is shown whole. */
  #values(
    language: string,
    office: string | undefined,
  ): { readonly [name: string]: Value } & { readonly paragraphs: readonly string[] } {
    const texts = this.#collection.texts.get(language);
    if (texts === undefined) throw new Error(`${this.#collection.name}: no texts in ${language}`);
    const strings = (name: string): string[] => {
      const list = texts[name];
      return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
    };
    const one = (name: string): string => this.#chance.pick(strings(name));
    const count = Math.floor(this.#chance.between(PARAGRAPHS.least, PARAGRAPHS.most + 1));
    return {
      office: office ?? one("offices"),
      title: one("titles"),
      number: one("numbers"),
      date: one("dates"),
      copy: one("copies"),
      addressee: one("addressees"),
      role: one("roles"),
      words: texts["words"] ?? {},
      points: strings("points"),
      rows: texts["rows"] ?? [],
      chat: strings("chat"),
      paragraphs: this.#chance.shuffled(strings("paragraphs")).slice(0, count),
    };
  }
}
