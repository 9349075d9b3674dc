import { describe, expect, test } from 'vitest';
import { splitDocuments } from './split.ts';

const parts = (text: string) =>
  [...splitDocuments({ name: 'x.yaml', text })].map(({ kind, document }) => {
    const part = text.slice(document.start, document.end);
    return kind === 'document' ? `${document.syntax}:${part}` : `${kind}:${part}`;
  });

// Each was compared with k8s.io/apimachinery 0.37.
describe('splitDocuments', () => {
  test.each([
    ['nothing', '', []],
    ['one document', 'a: 1\n', ['yaml:a: 1\n']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['yaml:a: 1\n', 'yaml:b: 2\n']],
    ['a leading separator', '---\na: 1', ['yaml:a: 1']],
    ['separators in a row', 'a: 1\n---\n---\nb: 2', ['yaml:a: 1\n', 'yaml:b: 2']],
    ['a comment on the separator', '--- # next\nb: 2', ['yaml:b: 2']],
    ['blanks on the separator', 'a: 1\n---  \t\nb: 2', ['yaml:a: 1\n', 'yaml:b: 2']],
    ['Windows line ends', 'a: 1\r\n---\r\nb: 2', ['yaml:a: 1\r\n', 'yaml:b: 2']],
    ['indented dashes', 'a: |\n  ---\n  x\n', ['yaml:a: |\n  ---\n  x\n']],
    ['a separator without a line end', 'a: 1\n---', ['yaml:a: 1\n']],
    ['a byte order mark', '\ufeffa: 1', ['yaml:a: 1']],
    ['content on the separator', '--- {a: 1}\n', ['bad-separator:--- {a: 1}\n']],
    ['four dashes', 'a: 1\n----\nb: 2', ['bad-separator:a: 1\n----\n', 'yaml:b: 2']],
    ['a comment without a blank at the start', '---#x\n', ['bad-separator:---#x\n']],
    ['a directive', '%YAML 1.1\n---\na: 1', ['yaml:%YAML 1.1\n', 'yaml:a: 1']],
    ['JSON', ' {"a":"}"}\n', ['json:{"a":"}"}']],
    ['JSON in a row', '{"a":1}{"b":"\\"}"}', ['json:{"a":1}', 'json:{"b":"\\"}"}']],
    ['JSON, then YAML', '{"a":1}\n---\nb: 2', ['json:{"a":1}', 'yaml:b: 2']],
    ['JSON twice, then YAML', '{"a":1}{}\nb: 2', ['json:{"a":1}', 'json:{}', 'bad-json:b: 2']],
    ['flow YAML', '{a: 1}\n---\n{"b": 2}', ['yaml:{a: 1}\n', 'yaml:{"b": 2}']],
    ['JSON without an end', '{"a":1', ['yaml:{"a":1']],
  ])('%s', (_, text, expected) => {
    expect(parts(text)).toEqual(expected);
  });
});
