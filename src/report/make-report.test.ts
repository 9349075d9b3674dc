import { describe, expect, test } from 'vitest';
import { loadSchemas } from '../assets/load.ts';
import { finish } from '../diagnostics/finish.ts';
import { makeLocator, parseFiles } from '../parse/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { validate } from '../validate/index.ts';
import { judgedDocuments } from './judged-document.ts';
import { limitFindings, makeReport } from './make-report.ts';
import type { Report } from './model.ts';

const schemas = await loadSchemas();

function reportOf(...files: readonly SourceFile[]): Report {
  const parsed = parseFiles(files);
  const validated = validate(parsed.value.documents, schemas, {
    channel: 'standard',
    release: '1.7',
  });
  return makeReport({
    tool: { name: 'gatewright', version: '0' },
    documents: judgedDocuments(parsed, validated.value.verdicts),
    ...finish([...parsed.diagnostics, ...validated.diagnostics], {
      files,
      finder: makeLocator(files),
      severities: {},
      ran: () => false,
    }),
    isFailing: ({ severity }) => severity === 'error',
  });
}

const documentsOf = (text: string) => reportOf({ name: 'a.yaml', text }).documents;
const gatewayClass = (name: string, more = '') => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: example.com/gw${more} }
`;

test('what a comment takes away is told apart, and does not change the API server’s answer', () => {
  const { documents, findings, ignored, summary } = reportOf({
    name: 'a.yaml',
    text: gatewayClass('a').replace(
      /spec:.*/,
      'spec:\n  # gatewright-ignore validate/unknown-field ours\n  odd: 1\n  controllerName: a.b/c',
    ),
  });
  expect(documents).toMatchObject([
    { verdict: 'invalid', errors: [{ code: 'validate/unknown-field', line: 6 }] },
  ]);
  expect(findings).toEqual([]);
  expect(ignored).toMatchObject([
    { code: 'validate/unknown-field', reason: 'ours', failing: false },
  ]);
  expect(summary.failed).toBe(false);
});

describe('a document', () => {
  test('has its place, its identity and a verdict', () => {
    const text = `# nothing\n---\n${gatewayClass('one')}---\napiVersion: example.com/v1\nkind: X\n`;
    expect(documentsOf(text)).toEqual([
      {
        file: 'a.yaml',
        index: 0,
        item: null,
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'GatewayClass',
        namespace: null,
        name: 'one',
        verdict: 'valid',
        errors: [],
      },
      expect.objectContaining({ index: 1, kind: 'X', name: null, verdict: 'skipped' }),
    ]);
  });

  test('that is invalid lists why, with paths as the API server prints them', () => {
    const [document] = documentsOf(gatewayClass('one', ', controlerName: x'));
    expect(document).toMatchObject({ verdict: 'invalid' });
    expect(document?.errors).toEqual([
      {
        code: 'validate/unknown-field',
        path: 'spec.controlerName',
        message: 'unknown field "spec.controlerName"',
        line: 4,
        column: 41,
      },
    ]);
  });

  test('that could not be read is invalid for that reason alone', () => {
    const text = `${gatewayClass('one')}---\na: yes\nb: *gone\nc: 010\n---\n- list\n`;
    const [, unread, list] = documentsOf(text);
    expect(unread).toMatchObject({ index: 1, kind: null, verdict: 'invalid' });
    expect(unread?.errors.map(({ code, line }) => [code, line])).toEqual([
      ['parse/unknown-alias', 7],
    ]);
    expect(list?.errors.map(({ code }) => code)).toEqual(['parse/not-an-object']);
  });

  test('that is an item of a List is known by its number', () => {
    const item = `{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}`;
    const documents = documentsOf(`apiVersion: v1\nkind: List\nitems: [${item}, 1, ${item}, 2]\n`);
    expect(documents.map(({ index, item: number, verdict }) => [index, number, verdict])).toEqual([
      [0, 0, 'valid'],
      [0, 1, 'invalid'],
      [0, 2, 'valid'],
      [0, 3, 'invalid'],
    ]);
    expect(documents.map(({ errors }) => errors.map(({ message }) => message))).toEqual([
      [],
      ['items[1] of the List is not an object'],
      [],
      ['items[3] of the List is not an object'],
    ]);
  });

  test.each([
    ['a doubtful value', `${gatewayClass('one')}# \ufeff\n`, 'parse/hidden-character'],
    [
      'a second definition',
      `${gatewayClass('one')}---\n${gatewayClass('one')}`,
      'validate/duplicate-object',
    ],
  ])('with %s stays valid, and the finding is reported', (_, text, code) => {
    const { documents, findings, summary } = reportOf({ name: 'a.yaml', text });
    expect(documents.map(({ verdict, errors }) => [verdict, errors.length])).toEqual(
      documents.map(() => ['valid', 0]),
    );
    expect(findings.map((finding) => [finding.code, finding.document])).toEqual([
      [code, documents.length - 1],
    ]);
    expect(summary.failed).toBe(true);
  });

  test('has the same entry in any order of files', () => {
    const files = ['b', 'a', 'c'].map((name) => ({
      name: `${name}.yaml`,
      text: `${gatewayClass('x')}---\n{\n`,
    }));
    expect(reportOf(...files.toReversed())).toEqual(reportOf(...files));
    expect(
      reportOf(...files)
        .documents.map(({ file }) => file[0])
        .join(''),
    ).toBe('aabbcc');
  });
});

test('a finding names its object and the places beside it', () => {
  const text = `${gatewayClass('one')}---\n${gatewayClass('one')}`;
  const [finding] = reportOf({ name: 'a.yaml', text }).findings;
  const resource = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    namespace: null,
    name: 'one',
  };
  expect(finding).toMatchObject({
    location: { file: 'a.yaml', line: 8 },
    resource,
    path: 'metadata.name',
    effect: 'Another definition counts: the one that comes first as JSON, wherever it stands.',
    related: [{ location: { line: 3 }, resource, note: 'this definition counts' }],
  });
});

test('a limit keeps what matters most, in its order, and every count', () => {
  const doubt = 'a: yes\n---\n';
  const text = `${doubt}${gatewayClass('one', ', x: 1')}---\n${gatewayClass('two', ', x: 1')}`;
  const whole = reportOf({ name: 'a.yaml', text });
  const limited = limitFindings(whole, 2);
  expect(limited.findings).toEqual(whole.findings.slice(0, 2));
  expect(limited.documents).toEqual(whole.documents);
  const omitted = whole.findings.length - 2;
  expect(limited.summary).toEqual({ ...whole.summary, omitted });
  expect(limitFindings(whole, 99)).toEqual(whole);
});
