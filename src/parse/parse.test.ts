import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits, makeLocator, parseFiles } from './index.ts';

const parse = (text: string) => parseFiles([{ name: 'x.yaml', text }]);
const values = (text: string) => parse(text).value.documents.map(({ value }) => value);

/** `code line:column` of each finding. */
function findings(text: string): readonly string[] {
  const locator = makeLocator([{ name: 'x.yaml', text }]);
  return parse(text).diagnostics.map(({ code, place }) => {
    if (place.kind !== 'text') return code;
    const { start } = locator.text(place.place.file, place.place.start, place.place.end);
    return `${code} ${start.line}:${start.column}`;
  });
}

describe('reads', () => {
  test.each([
    ['scalars as Kubernetes does', 'a: [1, "1", true, null]', [{ a: [1, '1', true, null] }]],
    ['aliases', 'a: &x {b: 1}\nc: *x', [{ a: { b: 1 }, c: { b: 1 } }]],
    [
      'an anchor that is used again',
      'a: &x 1\nb: *x\nc: &x 2\nd: *x',
      [{ a: 1, b: 1, c: 2, d: 2 }],
    ],
    ['merges', 'a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}', [{ a: { b: 1, c: 2 }, d: { b: 3, c: 2 } }]],
    ['lists of merges', 'a: {<<: [{b: 1}, {b: 2, c: 3}]}', [{ a: { b: 1, c: 3 } }]],
    ['a quoted <<', 'a: {"<<": 1}', [{ a: { '<<': 1 } }]],
    ['keys that are no strings', '{1: a, true: b, 1.5: c}', [{ '1': 'a', true: 'b', '1.5': 'c' }]],
    [
      'tags that say what they mean',
      'a: !!str 80\nb: !!int "5"\nc: !!map {}',
      [{ a: '80', b: 5, c: {} }],
    ],
    ['several documents', 'a: 1\n---\n# nothing\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['a document with an end mark', 'a: 1\n...\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['only comments', '# a\n---\n# b', []],
    ['null', '~', []],
    ['a byte order mark at the beginning', '\ufeffa: 1', [{ a: 1 }]],
    [
      'quotes that go on at the line start',
      'a:\n  b: "x\n  y"\n  c: 1',
      [{ a: { b: 'x y', c: 1 } }],
    ],
    ['brackets that go on at the line start', 'a: [\nb,\nc\n]', [{ a: ['b', 'c'] }]],
    ['JSON escapes in JSON', '{"a":"\\ud83d\\ude00\\/"}', [{ a: '😀/' }]],
    ['JSON in a row', '{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['lists', 'kind: List\nitems: [{a: 1}, {a: 2}]', [{ a: 1 }, { a: 2 }]],
    ['empty lists', 'kind: List\napiVersion: v1\nitems: []', []],
    [
      'typed lists, whose items may lack a kind',
      'apiVersion: g/v1\nkind: AList\nitems: [{b: 1}, {kind: B}]',
      [{ apiVersion: 'g/v1', kind: 'A', b: 1 }, { kind: 'B' }],
    ],
    ['__proto__ as a key', '__proto__: {a: 1}', [JSON.parse('{"__proto__":{"a":1}}')]],
  ])('%s', (_, text, expected) => {
    expect(JSON.stringify(values(text))).toBe(JSON.stringify(expected));
    expect(parse(text).diagnostics).toEqual([]);
  });
});

test('documents are counted without the empty ones, and items of a list within it', () => {
  const text = '# empty\n---\na: 1\n---\nb: [\n---\nkind: List\nitems: [{b: 1}, 2]';
  const { documents, refused } = parse(text).value;
  expect(documents.map(({ ref }) => [ref.index, ref.item])).toEqual([
    [0, null],
    [2, 0],
  ]);
  expect(refused.map(({ index, item }) => [index, item])).toEqual([
    [1, null],
    [2, 1],
  ]);
});

test('objects have no prototype, and aliases are copies', () => {
  const [value] = values('a: &x {b: 1}\nc: *x');
  expect(Object.getPrototypeOf(value)).toBe(null);
  expect(value?.['a']).not.toBe(value?.['c']);
});

describe('refuses', () => {
  test.each([
    ['an open bracket', 'a: 1\nb: [', 'parse/syntax 2:5'],
    ['an open quote', 'a: 1\nb: "x', 'parse/syntax 2:4'],
    ['a tab as indentation', 'a:\n\tb: 1', 'parse/syntax 2:1'],
    ['a tab before a comment', 'a: "x"\n\t# c', 'parse/syntax 2:1'],
    ['a key above its colon', '{a\n: 1}', 'parse/syntax 1:2'],
    ['a ? in brackets', 'a: [/b?c]', 'parse/syntax 1:5'],
    ['a : before a comma', 'a: {b:, c: 1}', 'parse/syntax 1:6'],
    ['less indentation than the first line', '  a: x # y\nb: 2', 'parse/syntax 2:2'],
    ['an escape of half a character', 'a: "\\ud800"', 'parse/syntax 1:5'],
    ['an escape of half a character in JSON', '{"a": "\\ud800"}', 'parse/syntax 1:7'],
    ['a comma too many', 'a: [1,,2]', 'parse/syntax 1:7'],
    ['a merge of a list', 'a: {<<: [1]}', 'parse/syntax 1:9'],
    ['a value that is not what its tag says', 'a: !!int x', 'parse/syntax 1:10'],
    ['text after JSON in a row', '{"a":1}{}x', 'parse/syntax 1:10'],
    ['a directive', '%YAML 1.2\n---\n', 'parse/directive 1:1'],
    ['content behind ---', '--- a: 1\nb: 1', 'parse/separator 1:1'],
    ['a duplicate key', 'a: 1\nb: 2\na: 3', 'parse/duplicate-key 3:1'],
    ['a duplicate key in JSON', '{"a": 1,\n "a": 2}', 'parse/duplicate-key 2:2'],
    ['keys that become equal', '{1: a, "1": b}', 'parse/duplicate-key 1:8'],
    ['a merge over a key', 'a: {b: 1, <<: {b: 2}}', 'parse/duplicate-key 1:15'],
    ['a null key', '{null: 1}', 'parse/key 1:2'],
    ['a list as a key', '{[1]: 1}', 'parse/key 1:2'],
    ['an unknown alias', 'a: *x', 'parse/unknown-alias 1:4'],
    ['an alias in its own value', 'a: &x [*x]', 'parse/recursive-alias 1:8'],
    ['infinity', 'a: .inf', 'parse/not-finite 1:4'],
    ['a list at the top', '- a', 'parse/not-an-object 1:1'],
    ['a scalar at the top', 'hello', 'parse/not-an-object 1:1'],
    ['a control character', 'a: \u0007', 'parse/control-character 1:4'],
  ])('%s', (_, text, expected) => {
    expect(findings(text)).toContain(expected);
    expect(parse(text).value.refused.length).toBeGreaterThan(0);
  });
});

describe('reads, and reports', () => {
  test.each([
    ['an ambiguous scalar', 'a: 1\nb: yes', 'parse/ambiguous-scalar 2:4', { a: 1, b: true }],
    ['an ambiguous key', 'y: 1', 'parse/ambiguous-scalar 1:1', { true: 1 }],
    ['a tag', 'a: !foo b', 'parse/tag 1:9', { a: 'b' }],
    ['a binary value', 'a: !!binary Yg==', 'parse/tag 1:13', { a: 'b' }],
    [
      'an integer with too many digits',
      'a: 9007199254740993',
      'parse/integer-precision 1:4',
      { a: 9007199254740992 },
    ],
    [
      'such an integer in JSON',
      '{"a":9007199254740993}',
      'parse/integer-precision 1:6',
      { a: 9007199254740992 },
    ],
    [
      'a line break that only Kubernetes sees',
      'a: 1 # x\u2028b: 2',
      'parse/hidden-line-break 1:9',
      { a: 1, b: 2 },
    ],
    ['a lone carriage return', 'a: 1 # x\rb: 2', 'parse/hidden-line-break 1:9', { a: 1, b: 2 }],
    ['a mark of direction', 'a: \u202ex', 'parse/hidden-character 1:4', { a: '\u202ex' }],
    ['a byte order mark inside', 'a: x\ufeff', 'parse/hidden-character 1:5', { a: 'x\ufeff' }],
    ['text that Kubernetes ignores', 'a: 1\n...\nb: 2', 'parse/ignored-text 3:1', { a: 1 }],
  ])('%s', (_, text, finding, expected) => {
    expect(findings(text)).toEqual([finding]);
    expect(JSON.stringify(values(text))).toBe(JSON.stringify([expected]));
  });
});

test('a bad document costs only itself', () => {
  expect(JSON.stringify(values('a: [\n---\nb: 1\n---\nc: {\n---\nd: *x'))).toBe('[{"b":1}]');
});

describe('hostile input ends in one finding', () => {
  const laughs = ['a0: &a0 [x,x,x,x,x,x,x,x,x]']
    .concat(
      Array.from(
        { length: 9 },
        (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`,
      ),
    )
    .join('\n');
  const repeat = (line: (i: number) => string, count: number) =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');
  test.each([
    ['nested brackets', `a: ${'['.repeat(100_000)}`, 'parse/too-deep'],
    ['nested JSON', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'parse/too-deep'],
    ['nested entries', '- '.repeat(100_000), 'parse/too-deep'],
    ['nested blocks', repeat((i) => `${' '.repeat(i)}a:`, 300), 'parse/too-deep'],
    [
      'many aliases',
      repeat((i) => `k${i}: &a${i} v\nl${i}: *a${i}`, 50_000),
      'parse/too-many-aliases',
    ],
    ['a billion laughs', laughs, 'parse/alias-expansion'],
    ['commas', `a: [${','.repeat(1_000_000)}`, 'parse/syntax'],
    ['quotes', '"'.repeat(1_000_000), 'parse/syntax'],
    ['open quotes', 'a: "b\n'.repeat(100_001), 'parse/syntax'],
    ['a long key', `{"${'k'.repeat(2000)}":1}`, 'parse/too-large'],
    ['a long value', `a: ${'v'.repeat(2_000_000)}`, 'parse/too-large'],
  ])('%s', (_, text, code) => {
    expect(parse(text).diagnostics.map((each) => each.code)).toEqual([code]);
  });

  test('but 100,000 keys are read', () => {
    const [value] = values(repeat((i) => `k${i}: v`, 100_000));
    expect(Object.keys(value ?? {})).toHaveLength(100_000);
  });

  test('many findings are cut short', () => {
    const { diagnostics } = parse(repeat((i) => `k${i}: yes`, 1000));
    expect(diagnostics).toHaveLength(defaultLimits.findings + 1);
    expect(diagnostics.at(-1)?.code).toBe('parse/more-findings');
  });
});

describe('limits', () => {
  const files = [
    { name: 'a', text: 'a: 1\n---\nb: 2' },
    { name: 'b', text: 'c: 3' },
  ];
  test.each([
    ['files', { fileLength: 5 }, ['parse/too-large'], 1],
    ['the input', { totalLength: 15 }, ['parse/input-too-large'], 2],
    ['documents', { documents: 1 }, ['parse/too-many-documents'], 2],
    ['tokens', { tokens: 2 }, ['parse/too-large', 'parse/too-large', 'parse/too-large'], 0],
  ])('of %s', (_, limits, codes, documents) => {
    const parsed = parseFiles(files, { ...defaultLimits, ...limits });
    expect(parsed.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(parsed.value.documents).toHaveLength(documents);
  });
});

test('any JSON value comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify({ value });
      fc.pre(!/[\u007f-\u009f]/.test(text));
      expect(JSON.stringify(values(text)[0])).toBe(text);
      // The same as YAML, where a comment keeps kubectl from reading JSON.
      if (!/\\|[0-9]e|\w{1000}/.test(text))
        expect(JSON.stringify(values(`# yaml\n${text}`)[0])).toBe(text);
    }),
  );
});

test('no text throws, and each finding has a place', () => {
  const pieces = [
    ...Array.from('a:-[]{},"\'|>#?%!&*@`~\\\n\r\t \u0000\u0085\u2028\ufeff\ud800'),
    '  ',
    ': ',
    '- ',
    '\n---\n',
    '\n...\n',
    '&x ',
    '*x',
    '<<: ',
    '!!int ',
    'yes',
    '010',
    '{"a":',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (list) => {
      for (const found of findings(list.join('')))
        expect(found).toMatch(/^parse\/[a-z-]+ \d+:\d+$/);
    }),
    { numRuns: 2000 },
  );
});
