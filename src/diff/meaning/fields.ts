import { meaningKey } from '../../ir/index.ts';
import { enumerate, say, type Sentence } from '../sentence.ts';

/** How each field of a type is compared. A new field of the type has to be added here to compile. */
export type FieldComparisons<T, C, R> = {
  readonly [K in keyof T]-?: (before: T[K], after: T[K], context: C) => readonly R[];
};

/** For fields that say what something is, not what it does, or that are compared elsewhere. */
export function elsewhere(): readonly never[] {
  return [];
}

/** Compares two values field by field, in the order of the registry. */
export function compareFields<T, C, R>(
  comparisons: FieldComparisons<T, C, R>,
  before: T,
  after: T,
  context: C,
): readonly R[] {
  const found: R[] = [];
  for (const key in comparisons)
    for (const each of comparisons[key](before[key], after[key], context)) found.push(each);
  return found;
}

/** Whether two values mean the same, wherever they stand in the manifests. */
export function sameMeaning(a: unknown, b: unknown): boolean {
  return a === b || meaningKey(a) === meaningKey(b);
}

const MAX_LEAVES = 4;

/** What differs between two plain values, leaf by leaf: `codes[0] 500 instead of 503`. */
export function describeDifference(before: unknown, after: unknown): Sentence {
  const leaves: Sentence[] = [];
  const from = leavesOf(before);
  const to = leavesOf(after);
  for (const [path, text] of to) {
    const earlier = from.get(path);
    if (earlier === undefined) leaves.push(say`${`${path} ${text}`.trim()} is new`);
    else if (earlier !== text) leaves.push(say`${`${path} ${text}`.trim()} instead of ${earlier}`);
  }
  for (const [path, text] of from)
    if (!to.has(path)) leaves.push(say`${`${path} ${text}`.trim()} is gone`);
  return enumerate(leaves, MAX_LEAVES);
}

/** What differs between two lists of texts. */
export function describeLists(before: readonly string[], after: readonly string[]): Sentence {
  const [from, to] = [new Set(before), new Set(after)];
  return enumerate(
    [
      ...[...to].filter((each) => !from.has(each)).map((each) => say`${each} is new`),
      ...[...from].filter((each) => !to.has(each)).map((each) => say`${each} is gone`),
    ],
    MAX_LEAVES,
  );
}

function leavesOf(value: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const walk = (each: unknown, path: string): void => {
    // Null stands for nothing in the IR, and functions for secrets.
    if (typeof each === 'function' || each === undefined || each === null) return;
    if (typeof each !== 'object') {
      leaves.set(path, JSON.stringify(each).replace(/^"|"$/g, ''));
      return;
    }
    for (const [key, inner] of Object.entries(each)) {
      if (key === 'origin') continue;
      const step = Array.isArray(each) ? `[${key}]` : path === '' ? key : `.${key}`;
      walk(inner, path + step);
    }
  };
  walk(value, '');
  return leaves;
}
