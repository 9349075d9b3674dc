import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeLocator, parseFiles } from './index.ts';

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
      'merge keys, own keys first',
      'a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}',
      [{ a: { b: 1, c: 2 }, d: { b: 3, c: 2 } }],
    ],
    ['keys that are no strings', '{1: a, true: b, 1.5: c}', [{ '1': 'a', true: 'b', '1.5': 'c' }]],
    ['lists of objects', 'kind: List\nitems: [{a: 1}, {a: 2}]', [{ a: 1 }, { a: 2 }]],
    ['several documents', 'a: 1\n---\n# nothing\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['a byte order mark at the beginning', '\ufeffa: 1', [{ a: 1 }]],
    ['an explicit string', 'a: !!str 80', [{ a: '80' }]],
    [
      '__proto__ as a key like any other',
      '__proto__: {polluted: 1}',
      [JSON.parse('{"__proto__":{"polluted":1}}')],
    ],
  ])('%s', (_, text, expected) => {
    expect(JSON.stringify(values(text))).toBe(JSON.stringify(expected));
    expect(parse(text).diagnostics).toEqual([]);
  });
});

test('documents are counted without the empty ones, and items of a list within it', () => {
  const text = '# empty\n---\na: 1\n---\nkind: List\nitems: [{b: 1}]';
  expect(parse(text).value.documents.map(({ ref }) => [ref.index, ref.item])).toEqual([
    [0, null],
    [1, 0],
  ]);
});

describe('reports', () => {
  const deep = `a: ${'['.repeat(200)}`;
  const laughs = ['a: &a [x,x,x,x,x,x,x,x,x,x]']
    .concat(
      ['b', 'c', 'd', 'e', 'f', 'g'].map((name, level) => {
        const below = ['a', 'b', 'c', 'd', 'e', 'f'][level] ?? '';
        return `${name}: &${name} [${Array(10).fill(`*${below}`).join(',')}]`;
      }),
    )
    .join('\n');
  test.each([
    ['bad syntax', 'a: 1\nb: [', ['parse/syntax 2:5']],
    ['a tab as indentation', 'a:\n\tb: 1', ['parse/syntax 2:1']],
    ['a duplicate key', 'a: 1\nb: 2\na: 3', ['parse/duplicate-key 3:1']],
    ['keys that become equal', '{1: a, "1": b}', ['parse/duplicate-key 1:8']],
    ['an unknown alias', 'a: *x', ['parse/syntax 1:4']],
    ['an alias that contains itself', 'a: &x [*x]', ['parse/syntax 1:8']],
    ['a null key', '{null: 1}', ['parse/syntax 1:2']],
    ['a map as a key', '{[1]: 1}', ['parse/syntax 1:2']],
    ['a tag', 'a: !foo b', ['parse/ambiguous-scalar 1:9']],
    ['an ambiguous scalar', 'a: 1\nb: yes', ['parse/ambiguous-scalar 2:4']],
    ['infinity', 'a: .inf', ['parse/syntax 1:4']],
    ['a list at the top', '- a', ['parse/not-an-object 1:1']],
    ['content behind ---', '--- a: 1\nb: 1', ['parse/separator 1:1']],
    ['a hidden line end', 'a: 1 # x\u2028b: 2', ['parse/forbidden-character 1:9']],
    ['a direction mark', 'a: \u202ex', ['parse/forbidden-character 1:4']],
    ['a lone carriage return', 'a: 1 # x\rb: 2', ['parse/forbidden-character 1:9']],
    ['deep nesting', deep, ['parse/syntax 1:66']],
    ['billions of nodes', laughs, ['parse/syntax 1:25']],
  ])('%s', (_, text, expected) => {
    const found = findings(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((each) => each.split(' ')[0])).toEqual(
      expected.map((each) => each.split(' ')[0]),
    );
    if (!/deep|billions/.test(_)) expect(found).toEqual(expected);
  });
});

test('a bad document costs only itself', () => {
  expect(values('a: [\n---\nb: 1\n---\nc: {')).toEqual([
    Object.assign(Object.create(null), { b: 1 }),
  ]);
});

test('limits end in findings, not in exhaustion', () => {
  const many = Array.from({ length: 50_000 }, (_, i) => `k${i}: &a${i} v`).join('\n');
  const uses = Array.from({ length: 2000 }, (_, i) => `u${i}: *a${i}`).join('\n');
  expect(parse(`${many}\n${uses}`).diagnostics.map(({ code }) => code)).toEqual(['parse/syntax']);
  expect(values(many)).toHaveLength(1);
  expect(parse('['.repeat(100_000)).diagnostics).toHaveLength(1);
});

describe('a locator finds', () => {
  const text = 'x: 1\n---\nspec:\n  rules:\n    - name: a\n    - name: "b c"\n';
  const [, document] = parse(text).value.documents;
  const locator = makeLocator([{ name: 'x.yaml', text }]);
  test.each([
    ['a value', ['spec', 'rules', 1, 'name'], 'value', 6, 13],
    ['a key', ['spec', 'rules', 1, 'name'], 'key', 6, 7],
    ['a block by its key', ['spec', 'rules'], 'value', 4, 3],
    ['the nearest field of one that is missing', ['spec', 'rules', 0, 'port'], 'value', 5, 7],
  ] as const)('%s', (_, path, what, line, column) => {
    expect(locator.field(document!.ref, path, what).start).toEqual({ line, column });
  });
});

test('any JSON value comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: true }), (value) => {
      const text = JSON.stringify({ value });
      const [document] = parse(text).value.documents;
      // Negative zero and long fractions are printed alike by both.
      expect(JSON.stringify(document?.value)).toBe(text);
    }),
  );
});

test('no text throws', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '|',
      '>',
      '&x',
      '*x',
      '!t',
      '#',
      '---',
      '<<',
      '?',
      '%',
      '\t',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (list) => {
      const text = list.join('');
      for (const found of findings(text)) expect(found).toMatch(/^parse\/[a-z-]+ \d+:\d+$/);
    }),
    { numRuns: 2000 },
  );
});
