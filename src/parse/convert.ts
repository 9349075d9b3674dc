import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Node, type YAMLMap } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from './document.ts';
import { copyValue, openObject, type OpenObject } from './json-object.ts';
import type { ParseLimits } from './limits.ts';
import { checkKeyLine, checkInBrackets } from './go-syntax.ts';
import { rangeOf, type Reading } from './reading.ts';
import { refusal, type Refusal } from './refusal.ts';
import { readScalar, reportAmbiguity, reportTag } from './scalar-node.ts';

type Anchored = { readonly kind: 'open' } | { readonly kind: 'read'; readonly value: JsonValue };

interface Conversion extends Reading {
  readonly limits: ParseLimits;
  /** What each anchor stands for at this point of the document: names may be used again. */
  readonly anchors: Map<string, Anchored>;
  readonly onAliasedValue: (alias: Alias) => void;
}

/**
 * The value of a composed document as Kubernetes reads it: merges (`<<`) applied as its YAML library
 * does, aliases replaced by copies, keys as strings.
 *
 * @throws Refusal for what Kubernetes refuses, for duplicate keys and for too many aliased values.
 */
export function convert(root: Node | null, reading: Reading, limits: ParseLimits): JsonValue {
  let aliased = 0;
  const onAliasedValue = (alias: Alias): void => {
    if (++aliased <= limits.aliasedValues) return;
    const args = { most: limits.aliasedValues };
    throw refusal(reading.document, 'parse/alias-expansion', rangeOf(alias), args);
  };
  return valueOf(root, { ...reading, limits, anchors: new Map(), onAliasedValue });
}

function valueOf(node: unknown, conversion: Conversion): JsonValue {
  if (isAlias(node)) return expand(node, conversion);
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor === undefined) return ownValueOf(node, conversion);
  // Go's scanner knows no other letters in a name.
  if (!/^[A-Za-z0-9_-]+$/.test(anchor) && isNode(node)) {
    const problem = 'the name of an anchor holds letters, digits, - and _ only';
    throw refusal(conversion.document, 'parse/syntax', rangeOf(node), { problem });
  }
  const open: Anchored = { kind: 'open' };
  conversion.anchors.set(anchor, open);
  const value = ownValueOf(node, conversion);
  // A value inside may have taken the name over.
  if (conversion.anchors.get(anchor) === open)
    conversion.anchors.set(anchor, { kind: 'read', value });
  return value;
}

function ownValueOf(node: unknown, conversion: Conversion): JsonValue {
  if (isScalar(node)) {
    const value = readScalar(node, conversion);
    reportAmbiguity(node, value, conversion);
    return value;
  }
  if (isMap(node)) {
    if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:map')
      reportTag(node, node.tag, conversion);
    return readMap(node, conversion);
  }
  if (isSeq(node)) {
    if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:seq')
      reportTag(node, node.tag, conversion);
    if (node.flow) for (const item of node.items) checkInBrackets(item, conversion);
    return node.items.map((item) => valueOf(item, conversion));
  }
  return null;
}

function expand(alias: Alias, conversion: Conversion): JsonValue {
  const target = conversion.anchors.get(alias.source);
  const args = { alias: alias.source };
  if (target === undefined)
    throw refusal(conversion.document, 'parse/unknown-alias', rangeOf(alias), args);
  if (target.kind === 'open')
    throw refusal(conversion.document, 'parse/recursive-alias', rangeOf(alias), args);
  return copyValue(target.value, () => {
    conversion.onAliasedValue(alias);
  });
}

interface OpenMap {
  readonly members: OpenObject;
  /** Keys that came from a merge: a later one of the mapping itself may replace them. */
  readonly merged: Set<string>;
}

function readMap(map: YAMLMap, conversion: Conversion): JsonObject {
  const into: OpenMap = { members: openObject(), merged: new Set() };
  let hasMerge = false;
  for (const pair of map.items) {
    const { key, value } = pair;
    checkKeyLine(pair, map.flow === true, conversion);
    if (map.flow) {
      checkInBrackets(key, conversion);
      checkInBrackets(value, conversion);
    }
    if (isMergeKey(key)) {
      if (hasMerge) throw duplicate(key, '<<', conversion);
      hasMerge = true;
      merge(value, into, conversion);
      continue;
    }
    const name = readKey(key, conversion);
    if (name in into.members && !into.merged.delete(name)) throw duplicate(key, name, conversion);
    into.members[name] = valueOf(value, conversion);
  }
  return into.members;
}

function isMergeKey(key: unknown): key is Node {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.tag === undefined;
}

function readKey(key: unknown, conversion: Conversion): string {
  const { document, limits } = conversion;
  const value =
    isScalar(key) && key.anchor === undefined
      ? readScalar(key, conversion)
      : valueOf(key, conversion);
  const range = rangeOf(isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? key : null);
  if (value === null || typeof value === 'object') throw refusal(document, 'parse/key', range, {});
  const name = String(value);
  if (name.length > limits.keyLength)
    throw refusal(document, 'parse/too-large', range, { what: 'key', most: limits.keyLength });
  if (typeof value !== 'string' && isScalar(key) && key.anchor === undefined && key.value !== name)
    reportAmbiguity(key, value, conversion);
  return name;
}

// As in Go: in the order of the text, and in a list the first source wins. Where that differs from
// the YAML merge type (a key before the merge that the merge replaces), the key is a duplicate.
function merge(value: unknown, into: OpenMap, conversion: Conversion): void {
  const sources = isSeq(value)
    ? value.items.map((item) => valueOf(item, conversion)).reverse()
    : [valueOf(value, conversion)];
  const range = rangeOf(isSeq(value) || isMap(value) || isAlias(value) ? value : null);
  for (const source of sources) {
    if (!isJsonObject(source)) {
      const problem = 'a merge (<<) needs a mapping, or a list of mappings';
      throw refusal(conversion.document, 'parse/syntax', range, { problem });
    }
    for (const [name, member] of Object.entries(source)) {
      if (name in into.members && !into.merged.has(name))
        throw refusal(conversion.document, 'parse/duplicate-key', range, { key: name });
      into.members[name] = member;
      into.merged.add(name);
    }
  }
}

function duplicate(key: unknown, name: string, { document }: Conversion): Refusal {
  const range = rangeOf(isScalar(key) || isAlias(key) ? key : null);
  return refusal(document, 'parse/duplicate-key', range, { key: name });
}
