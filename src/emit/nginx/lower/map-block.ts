import type { MapBlock } from '../view.ts';
import { computed, entry } from '../directive.ts';
import {
  expression,
  word,
  type MapKey,
  type Part,
  type Pattern,
  type Value,
  type VariableName,
  type Word,
} from '../quote.ts';

export interface MapEntry {
  readonly key: Word | MapKey | Pattern;
  readonly value: Word | Value;
}

/** A `map` with a default and entries in order; plain keys come before regular expressions anyway. */
export function mapBlock(
  variable: VariableName,
  source: readonly Part[],
  fallback: Word | Value,
  entries: readonly MapEntry[],
): MapBlock {
  return {
    comments: [],
    head: computed('map', expression(...source), variable),
    variable,
    lines: [
      entry(word('default'), fallback),
      ...entries.map(({ key, value }) => entry(key, value)),
    ],
  };
}

/** The value of a named capture. */
export function capture(name: string): Word {
  return word(`$${name}`);
}
