import type { MapBlock } from '../view.ts';
import { expression, word, type Part, type Token, type VariableName } from '../quote.ts';

export interface MapEntry {
  readonly key: Token;
  readonly value: Token;
}

/** A `map` with a default and entries in order; plain keys come before regular expressions anyway. */
export function mapBlock(
  variable: VariableName,
  source: readonly Part[],
  fallback: Token,
  entries: readonly MapEntry[],
): MapBlock {
  const lines = entries.map((entry) => `${entry.key} ${entry.value};`);
  return {
    comments: [],
    head: `map ${expression(...source)} $${variable}`,
    variable,
    lines: [`default ${fallback};`, ...lines],
  };
}

/** The value of a named capture. */
export function capture(name: string): Token {
  return word(`$${name}`);
}
