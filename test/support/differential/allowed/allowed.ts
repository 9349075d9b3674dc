import type { DifferenceRef } from '../../../../src/support-differences.ts';
import type { Difference, Pair } from '../difference.ts';
import { ofAnswers } from './answers.ts';
import { ofRules } from './rules.ts';
import { ofSpellings } from './spellings.ts';

/** A way in which NGINX and Envoy may differ, and which requests it is about. */
export interface Allowed {
  readonly id: string;
  /** The numbered differences of SUPPORT.md that such answers come from. */
  readonly because: readonly DifferenceRef[];
  readonly explains: (pair: Pair, difference: Difference) => boolean;
}

/** Everything that two answers may differ in. What none of these explains is a fault. */
export const allowed: readonly Allowed[] = [...ofRules, ...ofAnswers, ...ofSpellings];

/** The first that explains a difference; null for a fault. */
export function explanationOf(pair: Pair, difference: Difference): Allowed | null {
  return allowed.find(({ explains }) => explains(pair, difference)) ?? null;
}
