// Turns a CEL expression into JavaScript. Two versions are made of each: one that lets JavaScript's own
// operators decide, and an exact one in which an error on one side of && or || is absorbed by the other side, as
// CEL demands. Where the first does not throw, both give the same answer.
import { parse } from './parse.mjs';

/**
 * @param {string} rule
 * @returns {{ fast: string, exact: string }} bodies of functions of `self`; `rt` is the run-time library
 */
export function compileRule(rule) {
  const tree = parse(rule);
  return { fast: emit(tree, fast), exact: emit(tree, exact) };
}

/** @returns {boolean} whether a rule compares with the object's earlier state */
export function isTransition(rule) {
  return /\boldSelf\b/.test(rule);
}

const fast = {
  and: (left, right) => `(${left} && ${right})`,
  or: (left, right) => `(${left} || ${right})`,
};

const exact = {
  and: (left, right) => `rt.and(() => ${left}, () => ${right})`,
  or: (left, right) => `rt.or(() => ${left}, () => ${right})`,
};

const comparisons = { '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const arithmetic = new Set(['+', '-', '*', '/', '%']);

function emit(node, mode) {
  const sub = (each) => emit(each, mode);
  switch (node.kind) {
    case 'literal':
      return JSON.stringify(node.value);
    case 'name':
      return `$${node.name}`;
    case 'list':
      return `[${node.items.map(sub).join(', ')}]`;
    case 'select':
      return `rt.field(${sub(node.operand)}, ${JSON.stringify(node.field)})`;
    case 'has':
      return `rt.has(${sub(node.operand)}, ${JSON.stringify(node.field)})`;
    case 'index':
      return `rt.index(${sub(node.operand)}, ${sub(node.index)})`;
    case 'unary':
      return `(${node.operator}${sub(node.operand)})`;
    case 'conditional':
      return `(${sub(node.condition)} ? ${sub(node.yes)} : ${sub(node.no)})`;
    case 'binary':
      return emitBinary(node, mode);
    case 'comprehension':
      return emitComprehension(node, mode);
    case 'call':
      return emitCall(node, sub);
    case 'method':
      return emitMethod(node, sub);
    default:
      throw new Error(`CEL: no JavaScript for ${node.kind}`);
  }
}

function emitBinary({ operator, left, right }, mode) {
  const [a, b] = [emit(left, mode), emit(right, mode)];
  if (operator === '&&') return mode.and(a, b);
  if (operator === '||') return mode.or(a, b);
  if (operator === 'in') return `rt.contains(${b}, ${a})`;
  if (operator === '==' || operator === '!=') {
    const scalar = left.kind === 'literal' || right.kind === 'literal';
    const equal = scalar ? `(${a} === ${b})` : `rt.equal(${a}, ${b})`;
    return operator === '==' ? equal : `!${equal}`;
  }
  if (operator in comparisons || arithmetic.has(operator)) return `(${a} ${operator} ${b})`;
  throw new Error(`CEL: no JavaScript for ${operator}`);
}

function emitComprehension({ macro, operand, variable, body }, mode) {
  const over = emit(operand, mode);
  const each = `($${variable}) => ${emit(body, mode)}`;
  const suffix = mode === exact ? 'Exact' : '';
  switch (macro) {
    case 'all':
    case 'exists':
      return `rt.${macro}${suffix}(${over}, ${each})`;
    case 'exists_one':
      return `rt.existsOne(${over}, ${each})`;
    case 'filter':
    case 'map':
      return `rt.items(${over}).${macro}(${each})`;
    default:
      throw new Error(`CEL: no JavaScript for ${macro}`);
  }
}

const functions = {
  size: 'size',
  duration: 'duration',
  isIP: 'isIp',
  string: 'string',
  int: 'int',
};

function emitCall({ name, args }, sub) {
  if (!(name in functions)) throw new Error(`CEL: no function ${name}`);
  return `rt.${functions[name]}(${args.map(sub).join(', ')})`;
}

const methods = {
  size: 'size',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  contains: 'containsText',
  split: 'split',
  substring: 'substring',
  hasValue: 'hasValue',
  validate: 'validate',
};

function emitMethod(node, sub) {
  const { operand, name, args } = node;
  // Kubernetes' library of formats: format.dns1123Subdomain() and so on.
  if (operand.kind === 'name' && operand.name === 'format') return JSON.stringify(name);
  if (name === 'matches') {
    const [pattern] = args;
    if (pattern.kind !== 'literal') throw new Error('CEL: a pattern must be a literal');
    return `rt.matches(${sub(operand)}, ${regularExpression(pattern.value)})`;
  }
  if (!(name in methods)) throw new Error(`CEL: no method ${name}`);
  return `rt.${methods[name]}(${[operand, ...args].map(sub).join(', ')})`;
}

/** The patterns are few, from the CRDs, in the part of RE2 that JavaScript reads alike. */
function regularExpression(pattern) {
  const insensitive = /^(\^?)\(\?i\)/.exec(pattern);
  const source = insensitive === null ? pattern : pattern.replace('(?i)', '');
  if (/\(\?[^:]|\\[AzZC]|\[\[:/.test(source))
    throw new Error(`CEL: the pattern ${pattern} is not portable`);
  return new RegExp(source, insensitive === null ? '' : 'i').toString();
}
