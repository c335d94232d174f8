/**
 * Fills the holes of a layout, as Mustache writes them: `{{name}}`, `{{words.from}}`, `{{#list}}…{{.}}…{{/list}}` for
 * each of a list or for a text that is there, `{{^name}}…{{/name}}` for one that is not.
 */
export type Value = string | readonly Value[] | { readonly [name: string]: Value };

const HOLE = /\{\{([#^]?)([\w.]+)\}\}/;

export function fill(template: string, values: Value): string {
  const hole = HOLE.exec(template);
  if (hole === null) return template;
  const [all, kind, name] = hole;
  if (name === undefined) throw new Error(`a hole without a name: ${all}`);
  const before = template.slice(0, hole.index);
  const after = template.slice(hole.index + all.length);
  const value = lookUp(values, name);
  if (kind === "") {
    if (typeof value === "object") throw new Error(`{{${name}}} is not a text`);
    return before + escaped(value ?? "") + fill(after, values);
  }
  const close = `{{/${name}}}`;
  const end = after.indexOf(close);
  if (end < 0) throw new Error(`${all} is not closed`);
  const inner = after.slice(0, end);
  const rest = fill(after.slice(end + close.length), values);
  const empty = value === undefined || value === "" || (isList(value) && value.length === 0);
  if (kind === "^") return before + (empty ? fill(inner, values) : "") + rest;
  const each = empty ? [] : isList(value) ? value : [value];
  return before + each.map((one) => fill(inner, inside(one, values))).join("") + rest;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isRecord(value: Value): value is { readonly [name: string]: Value } {
  return typeof value === "object" && !isList(value);
}

/** Inside a section `.` is what it is about; its own names hold, and those around it that it has not. */
function inside(one: Value, around: Value): Value {
  return { ...(isRecord(around) ? around : {}), ...(isRecord(one) ? one : {}), ".": one };
}

function lookUp(values: Value, name: string): Value | undefined {
  if (name === ".") return isRecord(values) ? values["."] : values;
  return name
    .split(".")
    .reduce<Value | undefined>(
      (within, part) => (within !== undefined && isRecord(within) ? within[part] : undefined),
      values,
    );
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
