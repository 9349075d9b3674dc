import type { Rules } from './descriptor.ts';
import type { Test } from './pgv-strings.ts';
import { isObject } from './problem.ts';
import { nanoseconds, rememberingLast } from './scalars.ts';

interface Bounds<T> {
  readonly gt: T | null;
  readonly gte: T | null;
  readonly lt: T | null;
  readonly lte: T | null;
}

function boundsOf<T>(rules: Rules, read: (rule: unknown) => T | null): Bounds<T> {
  const { gt, gte, lt, lte } = rules;
  return { gt: read(gt), gte: read(gte), lt: read(lt), lte: read(lte) };
}

/** protoc-gen-validate's rules for numbers, as far as the Envoy API uses them. */
export function numberTests(rules: Rules): readonly Test[] {
  const bounds = boundsOf(rules, (rule) =>
    typeof rule === 'number' || typeof rule === 'string' ? Number(rule) : null,
  );
  const ignoresZero = rules['ignore_empty'] === true;
  return [
    (value) => {
      const number = Number(value);
      return ignoresZero && number === 0 ? null : within(number, bounds, String);
    },
  ];
}

/** protoc-gen-validate's rules for google.protobuf.Duration, as far as the Envoy API uses them. */
export function durationTests(rules: Rules): readonly Test[] {
  const bounds = boundsOf(rules, (rule) =>
    isObject(rule) ? nanosOf(rule['seconds']) * 1_000_000_000n + nanosOf(rule['nanos']) : null,
  );
  return [
    rememberingLast((value) => {
      const nanos = nanoseconds(value);
      return nanos === null ? null : within(nanos, bounds, (each) => `${Number(each) / 1e9}s`);
    }),
  ];
}

function nanosOf(value: unknown): bigint {
  return typeof value === 'number' ? BigInt(value) : 0n;
}

function within<T extends number | bigint>(
  value: T,
  { gt, gte, lt, lte }: Bounds<T>,
  print: (bound: T) => string,
): string | null {
  const broken = (rule: string, bound: T): string =>
    `${print(value)} must be ${rule} ${print(bound)}`;
  if (gt !== null && value <= gt) return broken('over', gt);
  if (gte !== null && value < gte) return broken('at least', gte);
  if (lt !== null && value >= lt) return broken('under', lt);
  if (lte !== null && value > lte) return broken('at most', lte);
  return null;
}
