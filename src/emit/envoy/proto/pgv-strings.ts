import type { Rules } from './descriptor.ts';
import { show } from './problem.ts';

/** What is wrong with a value by one rule, or null. */
export type Test = (value: unknown) => string | null;

const noControl = /^[^\0\n\r]*$/;
const headerName = /^:?[0-9a-zA-Z!#$%&'*+\-.^_|~`]+$/;
// eslint-disable-next-line no-control-regex -- HTTP forbids exactly these in header values.
const headerValue = /^[^\0-\x08\n-\x1f\x7f]*$/;

/** protoc-gen-validate's rules for `string` and `bytes`. */
export function stringTests(kind: 'string' | 'bytes', rules: Rules): readonly Test[] {
  const tests: Test[] = [];
  const test = (fits: (value: string) => boolean, problem: string): void => {
    tests.push((value) => {
      if (typeof value !== 'string') return null;
      if (rules['ignore_empty'] === true && value === '') return null;
      return fits(value) ? null : problem;
    });
  };
  const length = kind === 'bytes' ? bytesOf : (value: string) => [...value].length;
  number(rules, 'min_len', (n) => {
    test((value) => length(value) >= n, `is shorter than ${n}`);
  });
  number(rules, 'max_len', (n) => {
    test((value) => length(value) <= n, `is longer than ${n}`);
  });
  number(rules, 'min_bytes', (n) => {
    test((value) => Buffer.byteLength(value) >= n, `is shorter than ${n} bytes`);
  });
  number(rules, 'max_bytes', (n) => {
    test((value) => Buffer.byteLength(value) <= n, `is longer than ${n} bytes`);
  });
  text(rules, 'const', (wanted) => {
    test((value) => value === wanted, `is not ${show(wanted)}`);
  });
  text(rules, 'prefix', (prefix) => {
    test((value) => value.startsWith(prefix), `does not start with ${show(prefix)}`);
  });
  text(rules, 'suffix', (suffix) => {
    test((value) => value.endsWith(suffix), `does not end with ${show(suffix)}`);
  });
  text(rules, 'contains', (part) => {
    test((value) => value.includes(part), `does not contain ${show(part)}`);
  });
  list(rules, 'in', (allowed) => {
    test((value) => allowed.includes(value), `is not one of ${allowed.join(', ')}`);
  });
  list(rules, 'not_in', (refused) => {
    test((value) => !refused.includes(value), `is one of ${refused.join(', ')}`);
  });
  text(rules, 'pattern', (pattern) => {
    // The API's patterns are its own, few, and without nested repetition.
    const expression = new RegExp(pattern, 'u');
    test((value) => expression.test(value), `does not match ${pattern}`);
  });
  if (rules['uri'] === true) test((value) => URL.canParse(value), 'is not an absolute URI');
  const wellKnown = wellKnownTest(rules);
  if (wellKnown !== null) test(wellKnown.fits, wellKnown.problem);
  return tests;
}

function wellKnownTest(rules: Rules) {
  const kind = rules['well_known_regex'];
  if (kind === undefined) return null;
  const strict = rules['strict'] !== false;
  if (kind === 'HTTP_HEADER_NAME' || kind === 1)
    return {
      fits: (value: string) => (strict ? headerName : noControl).test(value),
      problem: 'is not a header name',
    };
  return {
    fits: (value: string) => (strict ? headerValue : noControl).test(value),
    problem: 'is not a header value',
  };
}

function bytesOf(base64: string): number {
  return Buffer.from(base64, 'base64').length;
}

function number(rules: Rules, name: string, use: (value: number) => void): void {
  const value = rules[name];
  if (typeof value === 'number') use(value);
}

function text(rules: Rules, name: string, use: (value: string) => void): void {
  const value = rules[name];
  if (typeof value === 'string') use(value);
}

function list(rules: Rules, name: string, use: (values: readonly unknown[]) => void): void {
  const value = rules[name];
  if (value !== undefined) use(Array.isArray(value) ? value : [value]);
}
