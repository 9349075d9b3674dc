import { describe, expect, test } from 'vitest';
import {
  documentWith,
  findingWith,
  hostileReport,
  hostileTexts,
  reportOf,
} from '../../test/support/reports.ts';
import { sarifCheck } from '../../test/support/schemas.ts';
import { codes } from '../diagnostics/catalog.ts';
import type { Report } from './model.ts';
import { renderSarif } from './sarif.ts';

const check = sarifCheck();

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: object; readonly region: object };
  }[];
  readonly relatedLocations: readonly object[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly object[] }];
  readonly columnKind: string;
  readonly results: readonly Result[];
}

function runOf(report: Report): Run {
  return (JSON.parse(renderSarif(report)) as { runs: readonly [Run] }).runs[0];
}

const whole = findingWith({ location: null, resource: null, document: null, related: [] });

describe.each([
  ['nothing', reportOf([], [])],
  ['a finding', reportOf([documentWith()], [findingWith({ target: 'nginx' })])],
  ['a finding about the input', reportOf([], [whole])],
  ['hostile text', hostileReport()],
])('%s', (_, report) => {
  test('is SARIF by its schema', () => {
    expect(check(renderSarif(report))).toEqual([]);
  });
});

test('the schema is held against the report', () => {
  expect(check('{"version": "2.1.0", "runs": [{}]}')).not.toEqual([]);
});

describe('a result', () => {
  const run = runOf(reportOf([documentWith()], [findingWith()]));

  test('has a rule of the catalog, in the order of codes', () => {
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(codes);
    expect(codes[run.results[0]?.ruleIndex ?? -1]).toBe('validate/unknown-field');
  });

  test('has its place in UTF-16 units, what to write and the places beside it', () => {
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results[0]).toMatchObject({
      ruleId: 'validate/unknown-field',
      level: 'error',
      message: {
        text: 'unknown field "spec.hostNames". The object is left out. Did you mean hostnames?',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'shop/routes.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 7, startColumn: 17, endLine: 7, endColumn: 21 },
          },
          logicalLocations: [{ fullyQualifiedName: 'HTTPRoute shop/front spec.hostNames' }],
        },
      ],
      relatedLocations: [{ id: 1, message: { text: 'HTTPRoute shop/front: here' } }],
    });
  });

  test.each([
    ['approximated', 'warning'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('that is %s has the level %s', (severity, level) => {
    expect(runOf(reportOf([], [findingWith({ severity })])).results[0]?.level).toBe(level);
  });
});

test('fingerprints keep when lines move, and tell findings apart', () => {
  const marks = (...findings: Parameters<typeof reportOf>[1]) =>
    runOf(reportOf([], findings)).results.map(
      ({ partialFingerprints }) => partialFingerprints['gatewrightFinding/v1'],
    );
  const { location } = findingWith();
  const moved = findingWith({ location: location && { ...location, line: 9, endLine: 9 } });
  const other = findingWith({ path: 'spec.rulez' });
  expect(marks(moved)).toEqual(marks(findingWith()));
  expect(new Set(marks(findingWith(), findingWith(), other)).size).toBe(3);
});

test('findings about the input as a whole are notifications', () => {
  const run = runOf(reportOf([], [whole]));
  expect(run.results).toEqual([]);
  expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
    { descriptor: { id: whole.code }, level: 'error' },
  ]);
});

test.each([
  ['a b/ü#1?.yaml', 'a%20b/%C3%BC%231%3F.yaml'],
  ['c:d.yaml', 'c%3Ad.yaml'],
  ['100%/\ud800.yaml', '100%25/%EF%BF%BD.yaml'],
])('the file %j is the URI %s', (file, uri) => {
  const location = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const [result] = runOf(reportOf([], [findingWith({ location })])).results;
  const { artifactLocation } = result?.locations[0]?.physicalLocation ?? {};
  expect(artifactLocation).toEqual({ uri, uriBaseId: '%SRCROOT%' });
});

test('standard input lies in no folder', () => {
  const location = { file: '<stdin>', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const [result] = runOf(reportOf([], [findingWith({ location })])).results;
  expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({ uri: '%3Cstdin%3E' });
});

// SARIF 2.1.0 §3.11.5 and §3.11.6, as viewers read messages.
const shown = (text: string): string => {
  const braces = text.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0));
  return braces.replace(/\\([[\]\\])/g, '$1');
};

test('hostile text is a link or a placeholder for no viewer', () => {
  const { results } = runOf(hostileReport());
  results.forEach(({ message }, index) => {
    expect(shown(message.text)).toContain(hostileTexts[index]);
    expect(message.text).not.toMatch(/(?<!\\)\]\(/);
    expect(message.text).not.toMatch(/(?<!\{)\{\d+\}/);
  });
});
