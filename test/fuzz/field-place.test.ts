import { expect, test } from 'vitest';
import { atField, atText } from '../../src/diagnostics/diagnostic.ts';
import { parseFiles } from '../../src/parse/index.ts';
import type { FieldPath } from '../../src/source/field-path.ts';
import { makeFieldCheck } from './field-place.ts';

const file = { name: 'a.yaml', text: 'kind: List\nitems: [{a: {b: [1]}}]\n---\nc: 1\n' };
const [item, plain] = parseFiles([file]).value.documents.map(({ ref }) => ref);
if (item === undefined || plain === undefined) throw new Error('two documents');
const check = makeFieldCheck(file);
const resource = { group: '', kind: '', namespace: '', name: '' };
const located = { span: null, relatedSpans: [] };
const at = (document: typeof item, path: FieldPath) =>
  check({
    ...atField('validate/identity', { document, resource, path }, { problem: '' }),
    ...located,
  });

test.each([[['a']], [['a', 'b', 0]], [['a', 'missing']], [['a', 'b', 1]], [['metadata', 'name']]])(
  'a field, or a missing one of its parent: %j',
  (path) => {
    expect(at(item, path)).toBeNull();
  },
);

test.each([
  [['c', 'x', 'y'], /^there is no c\.x\.y/],
  [['a', 'b', 1, 'x'], /^there is no a\.b\[1\]\.x/],
  [['a', 'b', '0', 'x'], /^there is no/],
  [[], /^an empty path/],
] as const)('a field of nothing: %j', (path, problem) => {
  expect(at(item, path)).toMatch(problem);
});

test('a document that is not there', () => {
  expect(at({ ...plain, start: 3 }, ['c'])).toMatch(/not there/);
});

test('text is for what has no fields', () => {
  const place = { file: file.name, start: 0, end: 1 };
  expect(check({ ...atText('parse/syntax', place, { problem: '' }), ...located })).toBeNull();
  expect(check({ ...atText('validate/identity', place, { problem: '' }), ...located })).toBe(
    'no field',
  );
});
