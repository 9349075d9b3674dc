import type { Rules } from './descriptor.ts';
import { show } from './problem.ts';

/** What is wrong with a value by one rule, or null. */
export type Test = (value: unknown) => string | null;

const noControl = /^[^\0\n\r]*$/;
const headerName = /^:?[0-9a-zA-Z!#$%&'*+\-.^_|~`]+$/;
const headerValue = /^[^\0-\x08\n-\x1f\x7f]*$/;

/** protoc-gen-validate's rules for `string` and `bytes`, as far as the Envoy API uses them. */
export function stringTests(kind: 'string' | 'bytes', rules: Rules): readonly Test[] {
  const length = kind === 'bytes' ? bytesOf : codePoints;
  const tests = [
    withNumber(rules['min_len'], (n) => (value) => length(value, n) >= n, 'is shorter than'),
    withNumber(rules['max_len'], (n) => (value) => length(value, n + 1) <= n, 'is longer than'),
    withNumber(
      rules['max_bytes'],
      (n) => (value) => Buffer.byteLength(value) <= n,
      'has more bytes than',
    ),
    withText(rules['prefix'], (part) => (value) => value.startsWith(part), 'does not start with'),
    withText(rules['suffix'], (part) => (value) => value.endsWith(part), 'does not end with'),
    withText(rules['pattern'], matcher, 'does not match'),
    oneOf(rules['in']),
    wellKnown(rules),
  ].filter((test) => test !== null);
  const ignoresEmpty = rules['ignore_empty'] === true;
  return tests.map(
    (test) => (value) =>
      typeof value !== 'string' || (ignoresEmpty && value === '') ? null : test(value),
  );
}

type StringTest = ((value: string) => string | null) | null;
type Fits = (value: string) => boolean;

function withNumber(rule: unknown, make: (n: number) => Fits, problem: string): StringTest {
  if (typeof rule !== 'number') return null;
  const fits = make(rule);
  return (value) => (fits(value) ? null : `${show(value)} ${problem} ${rule}`);
}

function withText(rule: unknown, make: (text: string) => Fits, problem: string): StringTest {
  if (typeof rule !== 'string') return null;
  const fits = make(rule);
  return (value) => (fits(value) ? null : `${show(value)} ${problem} ${rule}`);
}

/**
 * The API's three patterns are anchored and repeat one class of characters once, so that JavaScript's backtracking stays
 * linear: `^[^?#]+[^?#/]$` of RouteMatch.path_separated_prefix and two of xds resource names.
 */
function matcher(pattern: string): Fits {
  const expression = new RegExp(pattern, 'u');
  return (value) => expression.test(value);
}

function oneOf(rule: unknown): StringTest {
  if (rule === undefined) return null;
  const allowed: readonly unknown[] = Array.isArray(rule) ? rule : [rule];
  return (value) =>
    allowed.includes(value) ? null : `${show(value)} is not one of ${allowed.join(', ')}`;
}

function wellKnown(rules: Rules): StringTest {
  const kind = rules['well_known_regex'];
  if (kind === undefined) return null;
  const strict = rules['strict'] !== false;
  const isName = kind === 'HTTP_HEADER_NAME';
  const expression = !strict ? noControl : isName ? headerName : headerValue;
  const problem = isName ? 'is not a header name' : 'is not a header value';
  return (value) => (expression.test(value) ? null : `${show(value)} ${problem}`);
}

function bytesOf(base64: string): number {
  return Buffer.from(base64, 'base64').length;
}

/** @param enough - where the counting may end */
function codePoints(value: string, enough: number): number {
  let count = 0;
  for (let index = 0; index < value.length && count < enough; index++)
    if ((value.charCodeAt(index) & 0xfc00) !== 0xdc00) count++;
  return count;
}
