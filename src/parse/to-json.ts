import { isAlias, isMap, isScalar, isSeq, type Document, type YAMLMap } from 'yaml';
import type { Fault } from './compose.ts';
import type { JsonValue } from './document.ts';
import type { ParseLimits } from './limits.ts';
import { readPlainScalar } from './plain-scalars.ts';

/** A scalar that Kubernetes and other YAML tools read differently. */
export interface Ambiguity {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly value: JsonValue;
}

/** A document's value as Kubernetes reads it, and everything that is wrong with it. */
export interface JsonReading {
  readonly value: JsonValue;
  readonly faults: readonly Fault[];
  readonly duplicates: readonly Ambiguity[];
  readonly ambiguities: readonly Ambiguity[];
}

interface Reader {
  readonly document: Document.Parsed;
  readonly limits: ParseLimits;
  readonly faults: Fault[];
  readonly duplicates: Ambiguity[];
  readonly ambiguities: Ambiguity[];
  /** Nodes read so far, aliases expanded. */
  nodes: number;
}

/** Turns a composed document into JSON: aliases expanded, merges applied, scalars read. */
export function toJson(document: Document.Parsed, limits: ParseLimits): JsonReading {
  const reader: Reader = {
    document,
    limits,
    faults: [],
    duplicates: [],
    ambiguities: [],
    nodes: 0,
  };
  const value = read(reader, document.contents, null);
  const { faults, duplicates, ambiguities } = reader;
  return { value, faults, duplicates, ambiguities };
}

/** The collections that a node stands in, innermost first. */
type Above = { readonly node: unknown; readonly up: Above } | null;

function contains(above: Above, node: unknown): boolean {
  for (let each = above; each !== null; each = each.up) if (each.node === node) return true;
  return false;
}

function read(reader: Reader, node: unknown, above: Above): JsonValue {
  reader.nodes += 1;
  if (reader.nodes > reader.limits.nodes) {
    if (reader.nodes === reader.limits.nodes + 1)
      fault(reader, node, 'the document has too many nodes, counting each use of an alias');
    return null;
  }
  if (isAlias(node)) return readAlias(reader, node, above);
  if (isScalar(node)) return readScalar(reader, node);
  if (isSeq(node)) {
    const inside = { node, up: above };
    return node.items.map((item) => read(reader, item, inside));
  }
  if (isMap(node)) {
    return readMap(reader, node, above);
  }
  return null;
}

function readAlias(
  reader: Reader,
  node: { readonly source: string; resolve(doc: Document.Parsed): unknown },
  above: Above,
): JsonValue {
  const target = node.resolve(reader.document);
  if (target === undefined) fault(reader, node, `there is no anchor &${node.source}`);
  else if (contains(above, target)) fault(reader, node, `anchor &${node.source} contains itself`);
  else return read(reader, target, above);
  return null;
}

function readScalar(
  reader: Reader,
  node: { readonly value: unknown; readonly type?: string; readonly tag?: string },
): JsonValue {
  const text = typeof node.value === 'string' ? node.value : '';
  if (node.tag !== undefined) return readTagged(reader, node, node.tag, text);
  return node.type === 'PLAIN' ? readPlain(reader, node, text) : text;
}

function readPlain(reader: Reader, node: unknown, text: string): JsonValue {
  const scalar = readPlainScalar(text);
  if (scalar.kind === 'refused') {
    fault(reader, node, scalar.problem);
    return null;
  }
  const { value } = scalar;
  if (scalar.ambiguous) reader.ambiguities.push({ ...placeOf(node), text, value });
  return value;
}

const core = 'tag:yaml.org,2002:';

/** Tags change what a reader sees; `!!str` is the one with an everyday use, so it is no finding. */
function readTagged(reader: Reader, node: unknown, tag: string, text: string): JsonValue {
  if (tag === `${core}str` || tag === '!') return text;
  const value = taggedValue(reader, node, tag, text);
  const shown = tag.startsWith(core) ? `!!${tag.slice(core.length)}` : tag;
  reader.ambiguities.push({ ...placeOf(node), text: `${shown} ${text}`, value });
  return value;
}

function taggedValue(reader: Reader, node: unknown, tag: string, text: string): JsonValue {
  switch (tag) {
    case `${core}binary`:
      return Buffer.from(text, 'base64').toString('utf8');
    case `${core}int`:
    case `${core}float`:
    case `${core}bool`:
    case `${core}null`:
      return readPlain(reader, node, text);
    default:
      return text;
  }
}

function readMap(reader: Reader, node: YAMLMap, above: Above): JsonValue {
  const object = Object.create(null) as Record<string, JsonValue>;
  const inside = { node, up: above };
  const merged: JsonValue[] = [];
  for (const { key, value } of node.items) {
    if (isScalar(key) && key.type === 'PLAIN' && key.value === '<<') {
      merged.push(...mergeSources(reader, value, inside));
      continue;
    }
    const name = readKey(reader, key);
    if (name === null) continue;
    if (name in object) {
      const place = placeOf(key);
      reader.duplicates.push({ ...place, text: name, value: name });
    }
    object[name] = read(reader, value, inside);
  }
  // Own keys win over merged ones, and earlier merges over later ones (YAML 1.1 merge key).
  for (const source of merged)
    for (const [name, value] of Object.entries(source ?? {}))
      if (!(name in object)) object[name] = value as JsonValue;
  return object;
}

function mergeSources(reader: Reader, node: unknown, above: Above): readonly JsonValue[] {
  const value = read(reader, node, above);
  const sources: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  const isObject = (each: JsonValue): boolean =>
    typeof each === 'object' && each !== null && !Array.isArray(each);
  if (sources.every(isObject)) return sources;
  fault(reader, node, 'a merge key (<<) needs a map or a list of maps');
  return [];
}

/** Keys are strings in JSON: numbers and booleans are printed as Go prints them. */
function readKey(reader: Reader, key: unknown): string | null {
  if (!isScalar(key)) {
    fault(reader, key, 'a key must be a plain string');
    return null;
  }
  const value = readScalar(reader, key);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  fault(reader, key, 'a key must not be null');
  return null;
}

function fault(reader: Reader, node: unknown, problem: string): void {
  if (reader.faults.length < reader.limits.errors)
    reader.faults.push({ ...placeOf(node), problem });
}

/** Offsets of a node in the composed text. */
export function placeOf(node: unknown): { readonly start: number; readonly end: number } {
  const range: unknown =
    typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  if (!Array.isArray(range)) return { start: 0, end: 0 };
  const [start, end] = range as readonly number[];
  return { start: start ?? 0, end: end ?? 0 };
}
