import { expect, test } from 'vitest';
import {
  documentWith,
  findingWith,
  hostileReport,
  hostileTexts,
  reportOf,
} from '../../test/support/reports.ts';
import type { DocumentVerdict, Report } from './model.ts';
import { renderGitlab } from './gitlab.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issuesOf = (report: Report) => JSON.parse(renderGitlab(report)) as readonly Issue[];

test('a finding is one issue', () => {
  expect(issuesOf(reportOf([documentWith()], [findingWith()]))).toEqual([
    {
      description:
        'unknown field "spec.hostNames". The object is left out. Did you mean hostnames?',
      check_name: 'validate/unknown-field',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      severity: 'critical',
      location: { path: 'shop/routes.yaml', lines: { begin: 7, end: 7 } },
    },
  ]);
});

test.each([
  ['error', 'invalid', 'blocker'],
  ['error', 'valid', 'critical'],
  ['approximated', 'valid', 'major'],
  ['warning', 'invalid', 'minor'],
  ['info', 'valid', 'info'],
] as const)('%s in a document that is %s is %s', (severity, verdict, expected) => {
  const documents = [documentWith({ verdict: verdict satisfies DocumentVerdict })];
  const [issue] = issuesOf(reportOf(documents, [findingWith({ severity })]));
  expect(issue?.severity).toBe(expected);
});

test('a finding about the input stands at the folder', () => {
  const whole = findingWith({ location: null, resource: null, document: null });
  expect(issuesOf(reportOf([], [whole]))[0]?.location).toEqual({
    path: '.',
    lines: { begin: 1, end: 1 },
  });
});

test('fingerprints keep when lines move, and are never equal', () => {
  const { location } = findingWith();
  const moved = findingWith({ location: location && { ...location, line: 99, endLine: 99 } });
  const marks = issuesOf(reportOf([], [findingWith(), moved, findingWith({ path: 'x' })])).map(
    ({ fingerprint }) => fingerprint,
  );
  expect(new Set(marks).size).toBe(3);
  expect(issuesOf(reportOf([], [moved]))[0]?.fingerprint).toBe(marks[0]);
});

test('hostile text comes through whole', () => {
  const descriptions = issuesOf(hostileReport()).map(({ description }) => description);
  descriptions.forEach((description, index) => {
    expect(description).toContain(hostileTexts[index]);
  });
});

test('no findings are an empty list', () => {
  expect(renderGitlab(reportOf([], []))).toBe('[]\n');
});
