import { show, type Check } from './problem.ts';

const limits: ReadonlyMap<string, readonly [bigint, bigint]> = new Map([
  ['int32', signed(32n)],
  ['sint32', signed(32n)],
  ['sfixed32', signed(32n)],
  ['uint32', unsigned(32n)],
  ['fixed32', unsigned(32n)],
  ['int64', signed(64n)],
  ['sint64', signed(64n)],
  ['sfixed64', signed(64n)],
  ['uint64', unsigned(64n)],
  ['fixed64', unsigned(64n)],
]);

function signed(bits: bigint): readonly [bigint, bigint] {
  return [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

function unsigned(bits: bigint): readonly [bigint, bigint] {
  return [0n, 2n ** bits - 1n];
}

/** Checks for the scalar types of proto3 JSON; null when the type is no scalar. */
export function scalarCheck(type: string): Check | null {
  const range = limits.get(type);
  if (range !== undefined) return expecting(type, (value) => isInteger(value, range));
  switch (type) {
    case 'string':
      return expecting(type, (value) => typeof value === 'string');
    case 'bool':
      return expecting(type, (value) => typeof value === 'boolean');
    case 'bytes':
      return expecting(
        type,
        (value) => typeof value === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value),
      );
    case 'double':
    case 'float':
      return expecting(type, (value) => typeof value === 'number' && Number.isFinite(value));
    default:
      return null;
  }
}

function expecting(type: string, fits: (value: unknown) => boolean): Check {
  return (value, pointer, add) => {
    if (!fits(value)) add(pointer, `${show(value)} is not a ${type}`);
  };
}

function isInteger(value: unknown, [low, high]: readonly [bigint, bigint]): boolean {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= Number(low) && value <= Number(high);
  if (typeof value !== 'string' || !/^-?[0-9]{1,20}$/.test(value)) return false;
  const number = BigInt(value);
  return number >= low && number <= high;
}

/** A test that remembers its last verdict, as equal durations come in a row. */
export function rememberingLast<T>(test: (value: unknown) => T): (value: unknown) => T {
  let last: { readonly value: unknown; readonly verdict: T } | null = null;
  return (value) => {
    if (last === null || !Object.is(last.value, value)) last = { value, verdict: test(value) };
    return last.verdict;
  };
}

const duration = /^(-?)([0-9]{1,12})(?:\.([0-9]{1,9}))?s$/;

/** Nanoseconds of a proto3 JSON duration such as `1.5s`; null when it is none. */
export function nanoseconds(value: unknown): bigint | null {
  const parts = typeof value === 'string' ? duration.exec(value) : null;
  if (parts === null) return null;
  const [, sign, seconds = '0', fraction = ''] = parts;
  const total = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  return sign === '-' ? -total : total;
}
