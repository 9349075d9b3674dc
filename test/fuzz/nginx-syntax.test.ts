import { expect, test } from 'vitest';
import { nameOf, readNginx } from './nginx-syntax.ts';
import { knownDirectives } from './known-directives.ts';

const namesIn = (text: string) => {
  const syntax = readNginx(text);
  return syntax.kind === 'broken' ? syntax.problem : syntax.directives.map(nameOf);
};

test('directives are told from values, comments and entries of tables', () => {
  const text = 'http {\n  # x; }\n  map $a $b { "k;" 1; }\n  return 200 "a\\"; b" \'c }\';\n}\n';
  expect(namesIn(text)).toEqual(['http', 'map', null, 'return']);
});

test.each([
  ['a {', 'a does not end'],
  ['a; }', 'a block too many ends'],
  ['a { b }', 'no end of b'],
  ['a', 'no end of a'],
  ['a ;;', 'nothing before ;'],
  ['a "b;', 'unreadable: "\\"b;"'],
  ['a "b"c;', 'unreadable: "\\"b\\"c;"'],
  [`a ${'b'.repeat(4096)};`, 'a parameter of 4096 bytes'],
])('%s is broken', (text, problem) => {
  expect(namesIn(text)).toBe(problem);
});

test('what a manifest could put in is not a directive of ours', () => {
  const known = knownDirectives();
  expect(['proxy_pass', 'gwfuzz', 'include'].map((name) => known.has(name))).toEqual([
    true,
    false,
    false,
  ]);
});
