import type { RuntimeFractionalPercent } from '../generated/envoy-api.ts';

const MILLION = 1_000_000;

/** Borders between the shares of [0, 1,000,000), for all but the last weight. */
export function shareBorders(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  return weights.slice(0, -1).map((weight) => {
    reached += weight;
    return Math.round((reached * MILLION) / total);
  });
}

/** Whether every share is a whole number of millionths. */
export function sharesAreExact(weights: readonly number[]): boolean {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.every((weight) => (weight * MILLION) % total === 0);
}

/**
 * True for requests whose random number is below the border. All routes that a request meets see one
 * number, so routes with rising borders share the requests out.
 */
export function below(border: number): RuntimeFractionalPercent {
  return { default_value: { numerator: border, denominator: 'MILLION' } };
}
