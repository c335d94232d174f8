/**
 * What a collection of pictures is drawn from: its markings, texts, mentions and faces, and the layouts and conditions
 * that it shares or brings.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Value } from "./template";

const GENERATOR = "tests/pictures/generator";

/** A marking as it is written in each kind of place that it is found in. */
export interface Marking {
  readonly system: string;
  readonly level: string;
  readonly rank: number;
  readonly language: string;
  /** By the kind of place (`data-slot` of a layout): the words there, or the portion marks of a report. */
  readonly slots: { readonly [slot: string]: Value };
  /** Whose document it is, where the office of the language would make it another system's. */
  readonly office?: string;
  /** Of bars and borders, as CSS has it. */
  readonly colour?: string;
}

/** A page that speaks of secrets, or of nothing like it, and carries no marking. */
export interface Mention {
  readonly layout: string;
  readonly language: string;
  /** What it is: news, textbook, quiz, … */
  readonly kind: string;
  readonly values: Value;
}

export interface Layout {
  readonly name: string;
  readonly html: string;
  readonly slot: string;
  readonly languages: readonly string[];
  readonly surface: "paper" | "screen";
}

export interface Collection {
  readonly name: string;
  readonly layouts: readonly Layout[];
  /** In how many layouts each marking is shown. */
  readonly layoutsOfMarking: number;
  /** How many times each layout is drawn without a marking. */
  readonly twinsOfLayout: number;
  /** By surface: what is done to pictures, one recipe each. */
  readonly recipes: ReadonlyMap<Layout["surface"], readonly (readonly string[])[]>;
  readonly markings: readonly Marking[];
  readonly mentions: readonly Mention[];
  /** By language: the texts that fill a layout. Lists hold what one of is taken. */
  readonly texts: ReadonlyMap<string, { readonly [name: string]: Value }>;
  /** By language: families of type. */
  readonly faces: ReadonlyMap<string, readonly string[]>;
}

function readLayouts(folder: string): Layout[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".html"))
    .sort()
    .map((file) => {
      const html = readFileSync(path.join(folder, file), "utf8");
      const attribute = (name: string): string => {
        const found = new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1];
        if (found === undefined) throw new Error(`${file}: no data-${name}`);
        return found;
      };
      return {
        name: file.slice(0, -".html".length),
        html,
        slot: attribute("slot"),
        languages: attribute("languages").split(" "),
        surface: surfaceOf(attribute("surface"), file),
      };
    });
}

function surfaceOf(name: string, at: string): Layout["surface"] {
  if (name !== "paper" && name !== "screen") throw new Error(`${at}: paper or screen was expected, not ${name}`);
  return name;
}

export const pageStyle = (): string => readFileSync(path.join(GENERATOR, "layouts/page.css"), "utf8");

export function readCollection(name: string): Collection {
  const folder = path.join(GENERATOR, "collections", name);
  const parse = (file: string): Shape => new Shape(JSON.parse(readFileSync(file, "utf8")), file);
  const read = (file: string): Shape => parse(path.join(folder, file));
  // What a collection does not bring it shares with the others.
  const ownOrShared = (file: string): string =>
    existsSync(path.join(folder, file)) ? path.join(folder, file) : path.join(GENERATOR, file);
  const amounts = parse(ownOrShared("amounts.json"));
  return {
    name,
    layouts: readLayouts(ownOrShared("layouts")),
    layoutsOfMarking: amounts.field("layoutsOfMarking").number(),
    twinsOfLayout: amounts.field("twinsOfLayout").number(),
    recipes: new Map(
      parse(ownOrShared("recipes.json"))
        .fields()
        .map(([surface, recipes]) => [
          surfaceOf(surface, `recipes of ${name}`),
          recipes.list().map((recipe) => recipe.list().map((condition) => condition.text())),
        ]),
    ),
    markings: read("markings.json")
      .list()
      .map((shape) => ({
        system: shape.field("system").text(),
        level: shape.field("level").text(),
        rank: shape.field("rank").number(),
        language: shape.field("language").text(),
        slots: shape.field("slots").record(),
        ...(shape.has("office") ? { office: shape.field("office").text() } : {}),
        ...(shape.has("colour") ? { colour: shape.field("colour").text() } : {}),
      })),
    mentions: read("mentions.json")
      .list()
      .map((shape) => ({
        layout: shape.field("layout").text(),
        language: shape.field("language").text(),
        kind: shape.field("kind").text(),
        values: shape.field("values").record(),
      })),
    texts: new Map(
      readdirSync(path.join(folder, "texts"))
        .sort()
        .map((file) => [file.slice(0, -".json".length), read(`texts/${file}`).record()]),
    ),
    faces: new Map(
      Object.entries(read("faces.json").record()).map(([language, faces]) => [
        language,
        new Shape(faces, `faces of ${language}`).list().map((face) => face.text()),
      ]),
    ),
  };
}

/** A part of a JSON file, taken only as what it is. */
class Shape {
  readonly #value: unknown;
  readonly #at: string;

  constructor(value: unknown, at: string) {
    this.#value = value;
    this.#at = at;
  }

  text(): string {
    return typeof this.#value === "string" ? this.#value : this.#refuse("a text");
  }

  number(): number {
    return typeof this.#value === "number" ? this.#value : this.#refuse("a number");
  }

  list(): Shape[] {
    return Array.isArray(this.#value)
      ? this.#value.map((item: unknown, index) => new Shape(item, `${this.#at}/${index}`))
      : this.#refuse("a list");
  }

  has(name: string): boolean {
    return this.#entries().has(name);
  }

  field(name: string): Shape {
    return new Shape(this.#entries().get(name), `${this.#at}/${name}`);
  }

  fields(): [string, Shape][] {
    return [...this.#entries()].map(([name, value]) => [name, new Shape(value, `${this.#at}/${name}`)]);
  }

  record(): { readonly [name: string]: Value } {
    return Object.fromEntries(this.fields().map(([name, shape]) => [name, shape.#asValue()]));
  }

  #asValue(): Value {
    if (typeof this.#value === "string") return this.#value;
    return Array.isArray(this.#value) ? this.list().map((item) => item.#asValue()) : this.record();
  }

  #entries(): Map<string, unknown> {
    return typeof this.#value === "object" && this.#value !== null && !Array.isArray(this.#value)
      ? new Map(Object.entries(this.#value))
      : this.#refuse("an object");
  }

  #refuse(expected: string): never {
    throw new Error(`${this.#at}: ${expected} was expected`);
  }
}
