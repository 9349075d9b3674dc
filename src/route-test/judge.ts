import type { FieldPath } from '../source/field-path.ts';
import { formatFieldPath } from '../source/field-path.ts';
import type { ExpectedHeaders, Failure, Field, Observation, RouteTest } from './model.ts';

type Mismatch = readonly [path: FieldPath, expected: string, actual: string];

/** Everything in which an observation is not as expected. */
export function judge(
  { expect, placeOf }: RouteTest,
  observed: Observation,
  by: string,
): readonly Failure[] {
  const { request } = observed;
  const mismatches: readonly Mismatch[] = [
    ...ruleMismatches(expect, observed),
    ...shareMismatches(expect, observed),
    ...compare(['status'], expect.status, observed.status),
    ...compare(['location'], expect.location, observed.location),
    ...compare(['request', 'method'], expect.request?.method, request?.method ?? null),
    ...compare(['request', 'path'], expect.request?.path, request?.path ?? null),
    ...compare(['request', 'host'], expect.request?.host, request?.host ?? null),
    ...headerMismatches('request', expect.request?.headers, (name) =>
      joined(request?.headers ?? [], name),
    ),
    ...headerMismatches('response', expect.response?.headers, observed.responseHeader),
  ];
  return mismatches.map(([path, expected, actual]) => ({
    field: formatFieldPath(path),
    expected,
    actual,
    place: placeOf(path),
    by,
  }));
}

function ruleMismatches(
  { route, rule }: RouteTest['expect'],
  observed: Observation,
): readonly Mismatch[] {
  if (observed.rule === undefined) return [];
  const taken = observed.rule;
  const name = taken === null ? null : `${taken.route.namespace}/${taken.route.name}`;
  const actual =
    taken === null ? null : typeof rule === 'string' ? (taken.name ?? '(no name)') : taken.index;
  return [...compare(['route'], route, name), ...compare(['rule'], rule, actual)];
}

function shareMismatches(
  { backend, backends }: RouteTest['expect'],
  { shares, oneRequest }: Observation,
): readonly Mismatch[] {
  const met = describeShares(shares);
  const only = backend === undefined || (shares.size === 1 && shares.has(backend));
  const mismatches: Mismatch[] = only ? [] : [[['backend'], backend, met]];
  if (backends === undefined) return mismatches;
  const wanted = new Map(Object.entries(backends));
  const fits = oneRequest
    ? [...shares.keys()].every((name) => (wanted.get(name) ?? 0) > 0) && shares.size > 0
    : wanted.size === shares.size &&
      [...wanted].every(([name, percent]) => Math.abs((shares.get(name) ?? -1) - percent) < 0.5);
  return fits ? mismatches : [...mismatches, [['backends'], describeShares(wanted), met]];
}

function describeShares(shares: ReadonlyMap<string, number>): string {
  if (shares.size === 0) return 'none';
  return [...shares]
    .map(([name, percent]) => `${name} ${String(Number(percent.toFixed(2)))} %`)
    .join(', ');
}

function headerMismatches(
  side: 'request' | 'response',
  expected: ExpectedHeaders | undefined,
  actual: (name: string) => string | null,
): readonly Mismatch[] {
  return Object.entries(expected ?? {}).flatMap(([name, value]) =>
    compare([side, 'headers', name], value, actual(name)),
  );
}

function compare(
  path: FieldPath,
  expected: string | number | null | undefined,
  actual: string | number | null,
): readonly Mismatch[] {
  return expected === undefined || expected === actual
    ? []
    : [[path, String(expected ?? 'none'), String(actual ?? 'none')]];
}

/** Lines of one header are one value (RFC 9110, section 5.3). */
export function joined(fields: readonly Field[], name: string): string | null {
  const values = fields
    .filter(([field]) => field.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}
