import type { Rules } from './descriptor.ts';
import type { Test } from './pgv-strings.ts';
import { nanoseconds } from './scalars.ts';

interface Bounds<T> {
  readonly gt: T | null;
  readonly gte: T | null;
  readonly lt: T | null;
  readonly lte: T | null;
}

/** protoc-gen-validate's rules for numbers. An inverted range means "outside of it". */
export function numberTests(rules: Rules): readonly Test[] {
  const bound = (name: string): number | null => {
    const value = rules[name];
    return typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : null;
  };
  const bounds = { gt: bound('gt'), gte: bound('gte'), lt: bound('lt'), lte: bound('lte') };
  const tests: Test[] = [
    (value) => {
      const number = Number(value);
      if (rules['ignore_empty'] === true && number === 0) return null;
      return within(number, bounds, String);
    },
  ];
  const allowed = rules['in'];
  if (allowed !== undefined) {
    const numbers = (Array.isArray(allowed) ? allowed : [allowed]).map(Number);
    tests.push((value) =>
      numbers.includes(Number(value)) ? null : `is not one of ${numbers.join(', ')}`,
    );
  }
  const exact = bound('const');
  if (exact !== null) tests.push((value) => (Number(value) === exact ? null : `is not ${exact}`));
  return tests;
}

/** protoc-gen-validate's rules for google.protobuf.Duration. */
export function durationTests(rules: Rules): readonly Test[] {
  const bound = (name: string): bigint | null => {
    const value = rules[name];
    if (typeof value !== 'object' || value === null) return null;
    const { seconds = 0, nanos = 0 } = value as { seconds?: number; nanos?: number };
    return BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
  };
  const bounds = { gt: bound('gt'), gte: bound('gte'), lt: bound('lt'), lte: bound('lte') };
  return [
    (value) => {
      const nanos = nanoseconds(value);
      return nanos === null ? null : within(nanos, bounds, (each) => `${Number(each) / 1e9}s`);
    },
  ];
}

function within<T extends number | bigint>(
  value: T,
  { gt, gte, lt, lte }: Bounds<T>,
  print: (bound: T) => string,
): string | null {
  const low = gt ?? gte;
  const high = lt ?? lte;
  const aboveLow = low === null || (gt === null ? value >= low : value > low);
  const belowHigh = high === null || (lt === null ? value <= high : value < high);
  if (low !== null && high !== null && low > high)
    return aboveLow || belowHigh ? null : 'is inside an excluded range';
  if (!aboveLow) return `must be ${gt === null ? 'at least' : 'over'} ${print(low)}`;
  if (!belowHigh) return `must be ${lt === null ? 'at most' : 'under'} ${print(high)}`;
  return null;
}
