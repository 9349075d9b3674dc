import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printJson } from './print.ts';

test('keeps the value, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.object({ maxDepth: 5, values: [fc.string(), fc.integer(), fc.boolean()] }),
      (value) => {
        expect(JSON.parse(printJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      },
    ),
  );
});

test('keeps what fits on one line, and gives the rest a line each', () => {
  const long = 'x'.repeat(100);
  expect(
    printJson({ none: [], empty: {}, short: { a: 1, b: ['c'] }, long: [long, { long }] }),
  ).toBe(
    [
      '{',
      '  "none": [],',
      '  "empty": {},',
      '  "short": { "a": 1, "b": ["c"] },',
      '  "long": [',
      `    "${long}",`,
      `    { "long": "${long}" }`,
      '  ]',
      '}',
      '',
    ].join('\n'),
  );
});

test('takes a line where 120 characters are enough, and several where they are not', () => {
  const list = (length: number): readonly string[] => [
    'a',
    'x'.repeat(length - '["a", ""]'.length),
  ];
  const members = (length: number): object => ({
    a: 1,
    b: 'x'.repeat(length - '{ "a": 1, "b": "" }'.length),
  });
  for (const of of [list, members]) {
    expect(printJson(of(120)).trimEnd()).toHaveLength(120);
    expect(printJson(of(121)).split('\n')).toHaveLength(5);
  }
  // Escapes count.
  expect(printJson(['"'.repeat(59)]).split('\n')).toHaveLength(4);
});

test('a changed element changes its own lines only', () => {
  const list = (changed: number): string[] =>
    printJson({
      routes: Array.from({ length: 9 }, (_, index) => ({
        name: `route-${index}`,
        match: { path: `/${'long'.repeat(20)}/${index === changed ? 'new' : 'old'}` },
      })),
    }).split('\n');
  const before = list(-1);
  const differing = list(4).filter((line, index) => line !== before[index]);
  expect(differing).toHaveLength(1);
});
