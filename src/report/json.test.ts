import { describe, expect, test } from 'vitest';
import {
  documentWith,
  findingWith,
  hostileReport,
  hostileTexts,
  reportOf,
} from '../../test/support/reports.ts';
import { reportCheck } from '../../test/support/schemas.ts';
import { renderJson } from './json.ts';
import type { Report } from './model.ts';

const check = reportCheck();
const error = {
  code: 'validate/schema',
  path: 'spec',
  message: 'must not be null',
  line: 3,
  column: 1,
} as const;
const reports: readonly (readonly [string, Report])[] = [
  ['nothing', reportOf([], [])],
  ['a finding', reportOf([documentWith()], [findingWith()])],
  [
    'an invalid item',
    reportOf([documentWith({ item: 2, verdict: 'invalid', errors: [error] })], []),
  ],
  [
    'a finding about the input',
    reportOf([], [findingWith({ location: null, resource: null, document: null, related: [] })]),
  ],
  ['hostile text', hostileReport()],
];

describe.each(reports)('%s', (_, report) => {
  test('is JSON by the schema', () => {
    const text = renderJson(report);
    expect(check(text)).toEqual([]);
    expect(text.endsWith('}\n')).toBe(true);
  });
});

test('the schema refuses what it does not know', () => {
  const text = renderJson(reportOf([], [findingWith()]));
  expect(check(text.replace('"docs"', '"more"'))).not.toEqual([]);
  expect(check(text.replace('"validate/unknown-field"', '"Unknown"'))).not.toEqual([]);
});

test('keys stand in one order', () => {
  const [finding] = (
    JSON.parse(renderJson(reportOf([], [findingWith()]))) as { findings: readonly object[] }
  ).findings;
  expect(Object.keys(finding ?? {}).join(' ')).toBe(
    'code severity failing message effect suggestion file line column endLine endColumn document resource path target related docs',
  );
});

test('hostile text comes through whole, and cannot act on a terminal or a CI log', () => {
  const text = renderJson(hostileReport());
  const { findings } = JSON.parse(text) as { findings: readonly { message: string }[] };
  expect(findings.map(({ message }) => message)).toEqual(hostileTexts);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066\ufeff]/);
  expect(text).not.toMatch(/##\[|##vso|^\s*::/m);
});
