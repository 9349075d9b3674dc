import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Node, type YAMLMap } from 'yaml';
import type { FieldPath } from '../source/field-path.ts';
import { readPlainScalar } from './go-scalar.ts';

/** A field as it stands in the text: a list item has no key, an omitted value no value. */
export interface FoundField {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** A composed document, and what each of its aliases stands for. */
export interface Tree {
  readonly root: Node | null;
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Looks up the aliases of a document: an anchor's name may be used again further down. */
export function treeOf(root: Node | null): Tree {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const visit = (node: unknown): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      return;
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
      anchors.set(node.anchor, node);
    if (isSeq(node)) node.items.forEach(visit);
    if (isMap(node))
      for (const { key, value } of node.items) {
        visit(key);
        visit(value);
      }
  };
  visit(root);
  return { root, targets };
}

/** Walks down a path and stops at the last part of it that the text has. */
export function findField(tree: Tree, path: FieldPath): FoundField {
  let found: FoundField = { key: null, value: tree.root };
  for (const step of path) {
    const next = stepInto(resolveAlias(found.value, tree), step, tree);
    // A missing field is best shown at its parent's key: the parent may go over many lines.
    if (next === null) return found.key === null ? found : { key: found.key, value: null };
    found = next;
  }
  return found;
}

function stepInto(node: Node | null, step: string | number, tree: Tree): FoundField | null {
  if (isSeq(node)) {
    const item: unknown = typeof step === 'number' ? node.items[step] : undefined;
    return isNode(item) ? { key: null, value: item } : null;
  }
  return isMap(node) ? findMember(node, String(step), tree, 0) : null;
}

function resolveAlias(node: Node | null, tree: Tree): Node | null {
  return isAlias(node) ? (tree.targets.get(node) ?? null) : node;
}

/** Merges within merges are followed only so far: the document's own limit of depth. */
const mostMerges = 64;

function findMember(map: YAMLMap, name: string, tree: Tree, merges: number): FoundField | null {
  let merged: FoundField | null = null;
  for (const { key, value } of map.items) {
    const field = { key: isNode(key) ? key : null, value: isNode(value) ? value : null };
    if (nameOf(resolveAlias(field.key, tree)) === name) return field;
    if (isScalar(key) && key.value === '<<' && merges < mostMerges)
      merged ??= findMerged(field.value, name, tree, merges + 1);
  }
  return merged;
}

function findMerged(
  value: Node | null,
  name: string,
  tree: Tree,
  merges: number,
): FoundField | null {
  const sources: readonly unknown[] = isSeq(value) ? value.items : [value];
  for (const source of sources) {
    const map = resolveAlias(isNode(source) ? source : null, tree);
    const found = isMap(map) ? findMember(map, name, tree, merges) : null;
    if (found !== null) return found;
  }
  return null;
}

function nameOf(key: Node | null): string | null {
  if (!isScalar(key) || typeof key.value !== 'string') return null;
  if (key.type !== 'PLAIN' || key.tag !== undefined) return key.value;
  return String(readPlainScalar(key.value));
}
