import { describe, expect, test } from 'vitest';
import { isEmptyDocument, splitDocuments } from './split.ts';

const parts = (text: string) =>
  splitDocuments(text).map(({ kind, start, end }) =>
    kind === 'document' ? text.slice(start, end) : `!${text.slice(start, end)}`,
  );

describe('splitDocuments', () => {
  test.each([
    ['one document', 'a: 1\n', ['a: 1\n']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
    ['a leading separator', '---\na: 1', ['', 'a: 1']],
    ['a comment on the separator', '--- # next\nb: 2', ['', 'b: 2']],
    ['Windows line ends', 'a: 1\r\n---\r\nb: 2', ['a: 1\r\n', 'b: 2']],
    ['content on the separator', '--- {a: 1}\n', ['', '!--- {a: 1}', '']],
    ['four dashes', '----\n', ['', '!----', '']],
    ['indented dashes', 'a: |\n  ---\n  x\n', ['a: |\n  ---\n  x\n']],
    ['a separator without a line end', 'a: 1\n---', ['a: 1\n', '']],
    ['JSON objects in a row', '{"a":1}\n{"b":"}"}', ['{"a":1}', '{"b":"}"}']],
    ['flow YAML that is no JSON stream', '{a: 1}\n---\n{b: 2}', ['{a: 1}\n', '{b: 2}']],
  ])('%s', (_, text, expected) => {
    expect(parts(text)).toEqual(expected);
  });
});

test.each([
  ['', true],
  ['\n  \n', true],
  ['# only a comment', true],
  ['# a\r\n\t# b\n...\n', true],
  ['a: 1', false],
  ['# a\nb: 1 # c', false],
])('%j is empty: %s', (text, expected) => {
  expect(isEmptyDocument(text)).toBe(expected);
});
