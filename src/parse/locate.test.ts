import { describe, expect, test } from 'vitest';
import type { FieldPath } from '../source/field-path.ts';
import { locateField, locateKey, makeLocator, parseFiles, spanOfText } from './index.ts';

const text = `x: 1
---
spec:
  rules:
    - name: a
      port:
    - name: "b c"
      <<: &more {weight: 1, "quoted key": [x, yy]}
  again: *m
  more: &m
    deep: z
  alias: *m
  yes: 1
`.replace('  again: *m\n', '');

function locate(path: FieldPath, part: 'key' | 'value') {
  const [, document] = parseFiles([{ name: 'x.yaml', text }]).value.documents;
  const { start, end } = makeLocator([{ name: 'x.yaml', text }]).field(document!.ref, path, part);
  return [start.line, start.column, end.line, end.column];
}

describe('field', () => {
  test.each([
    ['a value', ['spec', 'rules', 1, 'name'], 'value', [7, 13, 7, 18]],
    ['a key', ['spec', 'rules', 1, 'name'], 'key', [7, 7, 7, 11]],
    ['a block by its key', ['spec', 'rules'], 'value', [4, 3, 4, 8]],
    ['an item of a list', ['spec', 'rules', 0, 'name'], 'value', [5, 13, 5, 14]],
    ['a null without text by its key', ['spec', 'rules', 0, 'port'], 'value', [6, 7, 6, 11]],
    ['a merged value', ['spec', 'rules', 1, 'weight'], 'value', [8, 26, 8, 27]],
    ['a quoted key', ['spec', 'rules', 1, 'quoted key', 1], 'value', [8, 47, 8, 49]],
    ['a value behind an alias', ['spec', 'alias', 'deep'], 'value', [10, 11, 10, 12]],
    ['an alias by its key', ['spec', 'alias'], 'value', [11, 3, 11, 8]],
    ['a key that is no string', ['spec', 'true'], 'key', [12, 3, 12, 6]],
    ['the parent of a missing field', ['spec', 'more', 'none', 'x'], 'value', [9, 3, 9, 7]],
  ] as const)('%s', (_, path, part, expected) => {
    expect(locate(path, part)).toEqual(expected);
  });

  test('an item that misses a field by its start', () => {
    expect(locate(['spec', 'rules', 0, 'none'], 'value').slice(0, 2)).toEqual([5, 7]);
  });
});

test('items of a List are found within it', () => {
  const list = 'kind: List\napiVersion: v1\nitems:\n- a: 1\n- a: 2\n';
  const [, second] = parseFiles([{ name: 'l', text: list }]).value.documents;
  expect(locateField(list, second!.ref, ['a']).start).toEqual({ line: 5, column: 6 });
  expect(locateKey(list, second!.ref, ['a']).start).toEqual({ line: 5, column: 3 });
});

test('JSON documents are found, too', () => {
  const json = '{"a": {\n\t"b": [1, 2]}}{"c": "d"}';
  const [first, second] = parseFiles([{ name: 'j', text: json }]).value.documents;
  expect(locateField(json, first!.ref, ['a', 'b', 1]).start).toEqual({ line: 2, column: 11 });
  expect(locateField(json, second!.ref, ['c']).start).toEqual({ line: 2, column: 21 });
});

test('a text range', () => {
  expect(spanOfText({ name: 'f', text: 'ab\r\ncd' }, 1, 6)).toEqual({
    file: 'f',
    start: { line: 1, column: 2 },
    end: { line: 2, column: 3 },
  });
});

test('files and documents that do not exist do not throw', () => {
  const ref = { file: 'gone', index: 0, item: null, start: 0, end: 5 };
  expect(makeLocator([]).field(ref, ['a']).file).toBe('gone');
});
