// Turns a CEL expression into JavaScript. Two versions are made of each: one that lets JavaScript's own
// operators decide, and an exact one in which an error on one side of && or || is absorbed by the other side, as
// CEL demands. Where the first does not throw, both give the same answer.
import { parse } from './parse.mjs';

/**
 * @param {string} rule
 * @returns {{ fast: string, exact: string, patterns: { source: string, flags: string }[] }} bodies of functions of
 * `self`, in which `cel` is the run-time library and `pattern` finds one of the patterns
 */
export function compileRule(rule) {
  const tree = parse(rule);
  return { fast: emit(tree, fast), exact: emit(tree, exact), patterns: patternsOf(tree) };
}

/** The regular expressions below a node. */
function patternsOf(node) {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(patternsOf);
  return isMatch(node) ? [...inner, regularExpression(node.args[0])] : inner;
}

function isMatch({ kind, name }) {
  return kind === 'method' && name === 'matches';
}

/** @returns {boolean} whether a rule compares with the object's earlier state */
export function isTransition(rule) {
  return /\boldSelf\b/.test(rule);
}

const exact = {
  and: (left, right) => `cel.and(() => ${left}, () => ${right})`,
  or: (left, right) => `cel.or(() => ${left}, () => ${right})`,
  field: (value, name) => `cel.field(${value}, ${JSON.stringify(name)})`,
  has: (value, name) => `cel.has(${value}, ${JSON.stringify(name)})`,
};

const fast = {
  and: (left, right) => `(${left} && ${right})`,
  or: (left, right) => `(${left} || ${right})`,
  field: (value, name) =>
    isOnlyData(name) ? `cel.present(${value}?.${name})` : exact.field(value, name),
  has: (value, name) =>
    isOnlyData(name) ? `(${value}?.${name} !== undefined)` : exact.has(value, name),
};

/** Whether nothing but a field of the manifest can be behind a name: engines then read it fastest as a property. */
function isOnlyData(name) {
  const builtIn = [Object, Array, String, Number, Boolean, BigInt];
  return /^[A-Za-z_]\w*$/.test(name) && builtIn.every(({ prototype }) => !(name in prototype));
}

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
      return mode.field(sub(node.operand), node.field);
    case 'has':
      return mode.has(sub(node.operand), node.field);
    case 'index':
      return `cel.index(${sub(node.operand)}, ${sub(node.index)})`;
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
  if (operator === 'in') {
    if (!isScalarList(right)) return `cel.contains(${b}, ${a})`;
    if (!isShort(left, right)) return `${b}.includes(${a})`;
    return `(${right.items.map((item) => `${a} === ${emit(item, mode)}`).join(' || ')})`;
  }
  if (operator === '==' || operator === '!=') {
    const scalar = left.kind === 'literal' || right.kind === 'literal';
    const equal = scalar ? `(${a} === ${b})` : `cel.equal(${a}, ${b})`;
    return operator === '==' ? equal : `!${equal}`;
  }
  if (operator in comparisons || arithmetic.has(operator)) return `(${a} ${operator} ${b})`;
  throw new Error(`CEL: no JavaScript for ${operator}`);
}

function isScalarList({ kind, items }) {
  return kind === 'list' && items.every((item) => item.kind === 'literal');
}

/** Whether a list is compared with faster item by item: it need not be made then. */
function isShort({ kind, operand }, { items }) {
  return kind === 'select' && operand.kind === 'name' && items.length > 0 && items.length < 4;
}

function emitComprehension({ macro, operand, variable, body }, mode) {
  const over = emit(operand, mode);
  const each = `($${variable}) => ${emit(body, mode)}`;
  const suffix = mode === exact ? 'Exact' : '';
  switch (macro) {
    case 'all':
    case 'exists':
      return `cel.${macro}${suffix}(${over}, ${each})`;
    case 'exists_one':
      return `cel.existsOne(${over}, ${each})`;
    case 'filter':
    case 'map':
      return `cel.items(${over}).${macro}(${each})`;
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
  return `cel.${functions[name]}(${args.map(sub).join(', ')})`;
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
  if (isMatch(node)) {
    const { source, flags } = regularExpression(args[0]);
    const found = `pattern(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
    return `cel.matches(${sub(operand)}, ${found})`;
  }
  if (!(name in methods)) throw new Error(`CEL: no method ${name}`);
  return `cel.${methods[name]}(${[operand, ...args].map(sub).join(', ')})`;
}

/** RE2 writes the flag for case into the pattern; the rest is what JavaScript reads alike. */
function regularExpression({ kind, value }) {
  if (kind !== 'literal') throw new Error('CEL: a pattern must be a literal');
  const insensitive = /^(\^?)\(\?i\)/.test(value);
  const source = insensitive ? value.replace('(?i)', '') : value;
  if (/\(\?[^:]|\\[AzZC]|\[\[:/.test(source))
    throw new Error(`CEL: the pattern ${value} is not portable`);
  return { source, flags: insensitive ? 'iu' : 'u' };
}
