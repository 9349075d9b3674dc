// A Pratt parser of CEL expressions.
import { lex } from './lex.mjs';

/** How tightly binary operators bind. */
const precedence = {
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Macros that bind a variable to each item of a list, or each key of a map. */
const comprehensions = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/**
 * @param {string} source
 * @returns {object} the expression: `literal`, `name`, `select`, `index`, `list`, `unary`, `binary`,
 *   `conditional`, `has`, `comprehension`, `call` (of a function) or `method`
 * @throws Error on anything else
 */
export function parse(source) {
  const tokens = lex(source);
  let position = 0;

  const peek = () => tokens[position];
  // The end stays where it is, so that nothing reads beyond it.
  const take = () => tokens[peek().kind === 'end' ? position : position++];
  const fail = (what) => {
    throw new Error(`CEL: ${what} at ${peek().at} of ${source}`);
  };
  const accept = (text) => {
    const { kind } = peek();
    if (kind === 'string' || peek().text !== text) return false;
    position += 1;
    return true;
  };
  const expect = (text) => accept(text) || fail(`${text} is missing`);

  const expression = () => {
    const condition = binary(2);
    if (!accept('?')) return condition;
    const yes = binary(2);
    expect(':');
    return { kind: 'conditional', condition, yes, no: expression() };
  };

  const binary = (least) => {
    let left = unary();
    for (;;) {
      const { kind, text: operator } = peek();
      const level = kind === 'string' ? undefined : precedence[operator];
      if (level === undefined || level < least) return left;
      take();
      left = { kind: 'binary', operator, left, right: binary(level + 1) };
    }
  };

  const unary = () => {
    if (accept('!')) return { kind: 'unary', operator: '!', operand: unary() };
    if (accept('-')) return { kind: 'unary', operator: '-', operand: unary() };
    return member(primary());
  };

  const member = (start) => {
    let value = start;
    for (;;) {
      if (accept('.')) {
        const { kind, text: name } = take();
        if (kind !== 'name') fail('a name is missing');
        value = accept('(')
          ? methodCall(value, name)
          : { kind: 'select', operand: value, field: fieldName(name) };
      } else if (accept('[')) {
        value = { kind: 'index', operand: value, index: expression() };
        expect(']');
      } else return value;
    }
  };

  const methodCall = (operand, name) => {
    if (!comprehensions.has(name)) return { kind: 'method', operand, name, args: list(')') };
    const variable = take().text;
    expect(',');
    const body = expression();
    expect(')');
    return { kind: 'comprehension', macro: name, operand, variable, body };
  };

  const primary = () => {
    const { kind, text } = take();
    if (kind === 'string') return { kind: 'literal', value: text };
    if (kind === 'number') return { kind: 'literal', value: Number(text) };
    if (text === '(') {
      const inner = expression();
      expect(')');
      return inner;
    }
    if (text === '[') return { kind: 'list', items: list(']') };
    if (kind !== 'name') return fail(`nothing begins with ${text}`);
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' };
    if (text === 'null') return { kind: 'literal', value: null };
    if (!accept('(')) return { kind: 'name', name: text };
    const args = list(')');
    if (text !== 'has') return { kind: 'call', name: text, args };
    const [argument] = args;
    if (args.length !== 1 || argument.kind !== 'select') return fail('has() takes one field');
    return { kind: 'has', operand: argument.operand, field: argument.field };
  };

  const list = (end) => {
    const items = [];
    while (!accept(end)) {
      items.push(expression());
      if (peek().text !== end) expect(',');
    }
    return items;
  };

  const result = expression();
  if (peek().kind !== 'end') fail('something follows the expression');
  return result;
}

// Kubernetes writes fields that are reserved words of CEL between two pairs of underscores.
function fieldName(name) {
  return /^__([a-z]+)__$/.exec(name)?.[1] ?? name;
}
