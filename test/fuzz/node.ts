import type { JsonValue } from '../../src/parse/document.ts';

/**
 * A manifest that can be changed in place. Maps are lists of fields, so that a key can stand twice and
 * none means anything to JavaScript; `raw` is YAML as it stands, for what JSON has no word for.
 */
export type Node = null | boolean | number | string | Node[] | Fields | Raw;

export interface Fields {
  readonly fields: Field[];
}

export interface Field {
  key: string;
  value: Node;
}

export interface Raw {
  readonly raw: string;
}

export const isFields = (node: Node): node is Fields =>
  typeof node === 'object' && node !== null && 'fields' in node;

export const isRaw = (node: Node): node is Raw =>
  typeof node === 'object' && node !== null && 'raw' in node;

export function fromJson(value: JsonValue): Node {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromJson);
  return { fields: Object.entries(value).map(([key, each]) => ({ key, value: fromJson(each) })) };
}

export function copyOf(node: Node): Node {
  if (typeof node !== 'object' || node === null || isRaw(node)) return node;
  if (Array.isArray(node)) return node.map(copyOf);
  return { fields: node.fields.map(({ key, value }) => ({ key, value: copyOf(value) })) };
}

/** The first field of a name. */
export function fieldOf(node: Node, key: string): Node | undefined {
  return isFields(node) ? node.fields.find((each) => each.key === key)?.value : undefined;
}

/** A text; that of anything else is empty. */
export const textIn = (node: Node | undefined): string => (typeof node === 'string' ? node : '');

/** A place where a node stands and can be replaced or removed. */
export interface Site {
  /** Name of the nearest field that the node stands in. */
  readonly name: string;
  readonly depth: number;
  readonly get: () => Node;
  readonly set: (node: Node) => void;
  readonly remove: () => void;
  readonly parent: Node;
  readonly at: number;
}

/** All places of a document but its root. */
export function sitesOf(root: Node): readonly Site[] {
  const sites: Site[] = [];
  collect(root, { name: '', depth: 1 }, sites);
  return sites;
}

function collect(parent: Node, { name, depth }: Pick<Site, 'name' | 'depth'>, into: Site[]): void {
  if (Array.isArray(parent)) {
    for (const [at, item] of parent.entries()) {
      const get = () => parent[at] ?? null;
      const set = (node: Node) => void (parent[at] = node);
      const remove = () => void parent.splice(at, 1);
      into.push({ name, depth, parent, at, get, set, remove });
      collect(item, { name, depth: depth + 1 }, into);
    }
  } else if (isFields(parent)) {
    for (const [at, field] of parent.fields.entries()) {
      const get = () => field.value;
      const set = (node: Node) => void (field.value = node);
      const remove = () => void parent.fields.splice(at, 1);
      into.push({ name: field.key, depth, parent, at, get, set, remove });
      collect(field.value, { name: field.key, depth: depth + 1 }, into);
    }
  }
}
