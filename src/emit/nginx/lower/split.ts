import { expression, variable, type VariableName, word } from '../quote.ts';
import type { MapBlock } from '../view.ts';
import { computed, entry } from '../directive.ts';

/** `split_clients` reads percentages with two decimals. */
export const SHARES = 10_000;

/**
 * Weights as shares of 10,000, rounded; each gets at least one, and the last gets what is left, as
 * the `*` of `split_clients` does.
 */
export function sharesOf(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => Math.max(1, Math.round((weight / total) * SHARES)));
  const excess = shares.reduce((sum, share) => sum + share, 0) - SHARES;
  const largest = shares.indexOf(Math.max(...shares));
  return shares.map((share, index) => (index === largest ? share - excess : share));
}

/** Whether the shares are what the weights say. */
export function sharesAreExact(weights: readonly number[]): boolean {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.every((weight) => (weight * SHARES) % total === 0);
}

/**
 * `$request_id` is random and stays the same within a request; choices with different salts do not depend on
 * each other.
 */
export function splitBlock(name: VariableName, shares: readonly number[], salt: string): MapBlock {
  const lines = shares.map((share, index) => {
    const percent = index === shares.length - 1 ? '*' : `${String(share / 100)}%`;
    return entry(word(percent), word(String(index + 1)));
  });
  return {
    comments: [],
    head: computed('split_clients', expression({ variable: variable('request_id') }, salt), name),
    variable: name,
    lines,
  };
}
