export interface WeightedParts {
  readonly weight: number;
  /** Endpoints that share the weight. */
  readonly parts: number;
}

// Sums stay far below 2^53, and NGINX's own 64-bit sums below 2^63.
const MAX_WEIGHT = 1_000_000;

/**
 * The weight of one endpoint of each backend, so that the backends get their exact share whatever
 * their number of endpoints is. Null when the numbers would grow too large.
 */
export function splitWeights(backends: readonly WeightedParts[]): readonly number[] | null {
  const common = backends.reduce((sofar, { parts }) => lowestCommonMultiple(sofar, parts), 1);
  if (common > MAX_WEIGHT) return null;
  const scaled = backends.map(({ weight, parts }) => (weight * common) / parts);
  const divisor = scaled.reduce(greatestCommonDivisor, 0);
  const weights = scaled.map((weight) => weight / divisor);
  return weights.every((weight) => weight <= MAX_WEIGHT) ? weights : null;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function lowestCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}
