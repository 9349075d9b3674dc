import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../assets/schemas.ts';
import { makeLocator, parseFiles } from '../parse/index.ts';
import { validate } from '../validate/index.ts';
import { finish } from './finish.ts';
import type { Severities } from './severities.ts';

const schemas = loadSchemas();

function judge(text: string, severities: Severities = {}) {
  const files = [{ name: 'a.yaml', text }];
  const parsed = parseFiles(files);
  const { diagnostics } = validate(parsed.value.documents, schemas, {
    channel: 'standard',
    release: '1.7',
  });
  const finished = finish([...parsed.diagnostics, ...diagnostics], {
    files,
    finder: makeLocator(files),
    severities,
    ran: (code) => code.startsWith('validate/'),
  });
  return {
    left: finished.diagnostics.map(
      ({ code, severity, span }) => `${severity} ${code} ${String(span?.start.line)}`,
    ),
    gone: finished.suppressed.map(({ diagnostic, reason }) => `${diagnostic.code}: ${reason}`),
  };
}

const route = (...lines: readonly string[]) =>
  [
    'apiVersion: gateway.networking.k8s.io/v1',
    'kind: HTTPRoute',
    'metadata: {name: a}',
    'spec:',
    ...lines,
    '',
  ].join('\n');

describe('a comment above a line', () => {
  test('takes the finding away and keeps the reason', () => {
    const text = route(
      '  # gatewright-ignore validate/unknown-field our own patch',
      '  hostNames: []',
    );
    expect(judge(text)).toEqual({ left: [], gone: ['validate/unknown-field: our own patch'] });
  });

  test('reaches over other comments, and several stand above one line', () => {
    const text = route(
      '  # gatewright-ignore validate/unknown-field one',
      '  # gatewright-ignore validate/schema two',
      '  # a word',
      '',
      '  hostnames: [A..b]',
      '  hostNames: []',
    );
    expect(judge(text)).toEqual({
      left: ['warning suppression/unused 5', 'error validate/unknown-field 10'],
      gone: ['validate/schema: two'],
    });
  });

  test.each([
    ['without a reason', 'validate/unknown-field', 'suppression/no-reason'],
    ['of no finding', 'validate/unknown-feild x', 'suppression/unknown-code'],
    ['without a code', '', 'suppression/unknown-code'],
    ['of a syntax error', 'parse/syntax x', 'suppression/not-allowed'],
  ])('%s has no effect', (_, comment, code) => {
    const text = route(`  # gatewright-ignore ${comment}`, '  hostNames: []');
    expect(judge(text)).toEqual({
      left: [`error ${code} 5`, 'error validate/unknown-field 6'],
      gone: [],
    });
  });

  test('that has nothing to do is reported', () => {
    const text = route(
      '  # gatewright-ignore validate/schema fixed since',
      '  hostnames: [a.example]',
    );
    expect(judge(text).left).toEqual(['warning suppression/unused 5']);
  });

  test('of a stage that did not run is not', () => {
    const text = route(
      '  # gatewright-ignore resolve/backend-not-found x',
      '  hostnames: [a.example]',
    );
    expect(judge(text).left).toEqual([]);
  });
});

test('severities are those that somebody chose', () => {
  const text = route('  hostNames: []', '  hostnames: [A..b]');
  expect(
    judge(text, { 'validate/unknown-field': 'warning', 'validate/schema': 'none' }).left,
  ).toEqual(['warning validate/unknown-field 5']);
});
