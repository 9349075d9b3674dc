import { describe, expect, test } from 'vitest';
import { compileRule, isTransition } from '../../schemas/gateway-api/cel/compile.mjs';
import { parse } from '../../schemas/gateway-api/cel/parse.mjs';
import { breaks, CelError, celLibrary, type CelLibrary } from '../../src/validate/cel.ts';
import type { JsonValue } from '../../src/parse/document.ts';

/** What a rule says of a value: `keeps`, `breaks`, or the error of its evaluation. */
function verdict(source: string, self: JsonValue): string {
  const { fast, exact } = compileRule(source);
  const compiled = (body: string) => {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the compiler's output is what is tested
    const make = new Function('cel', 'pattern', `return ($self) => ${body}`) as (
      cel: CelLibrary,
      pattern: (source: string, flags: string) => RegExp,
    ) => (self: JsonValue) => boolean;
    return make(celLibrary, (pattern, flags) => new RegExp(pattern, flags));
  };
  const rule = { rule: source, message: 'breaks', path: [], exact: compiled(exact) };
  const problem = breaks(rule, self);
  expect([problem === null, 'throws']).toContain(answer(() => compiled(fast)(self)));
  return problem ?? 'keeps';
}

function answer(evaluate: () => boolean): boolean | 'throws' {
  try {
    return evaluate();
  } catch (error) {
    expect(error).toBeInstanceOf(CelError);
    return 'throws';
  }
}

describe('compiled rules', () => {
  test.each<readonly [string, JsonValue, string]>([
    ['self == "a"', 'a', 'keeps'],
    ["self != 'a'", 'a', 'breaks'],
    ['self.a == 1 && self.b == 2 || self.c', { a: 1, b: 3, c: true }, 'keeps'],
    ['!has(self.a) || self.a > 2', { a: 3 }, 'keeps'],
    ['!has(self.a) || self.a > 2', {}, 'keeps'],
    ['has(self.a.b)', { a: {} }, 'breaks'],
    ['has(self.a.b)', {}, 'no such key: a evaluating rule: breaks'],
    ['self.a == 1 || self.b == 2', { b: 2 }, 'keeps'],
    ['self.a == 1 && self.b == 2', { b: 1 }, 'breaks'],
    ['self.a == 1 && self.b == 2', { b: 2 }, 'no such key: a evaluating rule: breaks'],
    ['self.x ? self.y : !self.y', { x: false, y: false }, 'keeps'],
    ['self.all(i, i < 3)', [1, 2, 3], 'breaks'],
    ['self.exists(i, i == 2)', [1, 2], 'keeps'],
    ['self.exists_one(i, i == 2)', [2, 2], 'breaks'],
    ['self.filter(i, i > 1).size() <= 1', [1, 2, 3], 'breaks'],
    ['self.map(i, i * 2)[1] == 4', [1, 2], 'keeps'],
    ['self.all(k, k.startsWith("a"))', { ab: 1, b: 2 }, 'breaks'],
    ["self in ['x', 'y']", 'y', 'keeps'],
    ["self.a in ['x', 'y']", { a: 'y' }, 'keeps'],
    ["self.a in ['x', 'y']", { a: 'z' }, 'breaks'],
    ["self.a in ['x', 'y']", {}, 'no such key: a evaluating rule: breaks'],
    ['!(self.a in [1, 2]) && has(self.b)', { a: 3, b: 0 }, 'keeps'],
    ["'*' in self && self.size() > 1", ['*', 'a'], 'keeps'],
    ['self.__namespace__ == "n"', { namespace: 'n' }, 'keeps'],
    ['(has(self.a) ? 1 : 0) + (has(self.b) ? 1 : 0) == 1', { b: 0 }, 'keeps'],
    [String.raw`self.matches(r"""^\d+\.x$""")`, '12.x', 'keeps'],
    [String.raw`self.matches('^a\\.b$')`, 'a.b', 'keeps'],
    ['self.matches("^(?i)abc$")', 'ABC', 'keeps'],
    ['self.split("/")[0].size() < 3', 'ab/c', 'keeps'],
    ['self.substring(2) == "c"', 'abc', 'keeps'],
    ['duration(self) > duration("1s")', '1500ms', 'keeps'],
    ['isIP(self)', '10.0.0.1', 'keeps'],
    ['!format.dns1123Subdomain().validate(self).hasValue()', 'a.b', 'keeps'],
    ['-1 + 2 * 3 == 5', {}, 'keeps'],
  ])('%s on %j', (source, self, expected) => {
    expect(verdict(source, self)).toBe(expected);
  });
});

test('precedence follows the language', () => {
  expect(parse('a || b && c == d + e * f')).toMatchObject({
    operator: '||',
    right: {
      operator: '&&',
      right: { operator: '==', right: { operator: '+', right: { operator: '*' } } },
    },
  });
});

test.each([
  'self.',
  'has(self)',
  'self.unknown()',
  'self == `x`',
  '"open',
  'a b',
  'size(',
  'self.matches(self.p)',
])('%s is refused when the schemas are generated', (source) => {
  expect(() => compileRule(source)).toThrow(/^CEL: /);
});

test('no string of a rule becomes code', () => {
  expect(verdict(String.raw`self == "a\"; throw 1; \""`, 'a"; throw 1; "')).toBe('keeps');
});

test('rules about changes are told apart', () => {
  expect(isTransition('self == oldSelf')).toBe(true);
  expect(isTransition('self == "x"')).toBe(false);
});

test('the library has every function that is compiled to', () => {
  const names: readonly (keyof CelLibrary)[] = [
    'field',
    'has',
    'index',
    'items',
    'size',
    'contains',
    'equal',
  ];
  for (const name of names) expect(celLibrary[name]).toBeTypeOf('function');
});
