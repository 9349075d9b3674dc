import { assertNever } from '../../util/assert-never.ts';
import type { Assertion, ClassItem, Regex, RegexNode } from '../../target/regex/index.ts';

/** Text with nothing special in it for PCRE. */
export function pcreLiteral(value: string): string {
  let text = '';
  for (const byte of new TextEncoder().encode(value)) text += byteText(byte);
  return text;
}

// Caps the time that an expression can burn on one request at about a millisecond; past it PCRE
// gives up and the expression does not match.
const LIMIT = '(*LIMIT_MATCH=50000)';

/** A whole-text match, `\z` because PCRE's `$` also matches before a final newline. */
export function pcreFullMatch(regex: Regex): string {
  return `${regex.backtracks ? LIMIT : ''}^(?:${pcre(regex.node)})\\z`;
}

/**
 * Prints a parsed RE2 expression for PCRE. Nothing of the source is passed through: named groups would
 * become NGINX variables, and several escapes mean something else in PCRE.
 */
export function pcre(node: RegexNode): string {
  switch (node.kind) {
    case 'empty':
      return '(?:)';
    case 'literal':
      return node.ignoreCase ? ignoringCase(byteText(node.byte)) : byteText(node.byte);
    case 'class':
      return node.ignoreCase ? ignoringCase(classText(node)) : classText(node);
    case 'any':
      return node.newline ? '[\\x00-\\xff]' : '[^\\n]';
    case 'assertion':
      return assertions[node.what];
    case 'sequence':
      return sequenceText(node.nodes);
    case 'alternatives':
      return `(?:${node.nodes.map(pcre).join('|')})`;
    case 'repeat':
      return `${repeatable(node.node)}${countText(node.min, node.max)}${node.greedy ? '' : '?'}`;
    default:
      return assertNever(node);
  }
}

/** Unicode classes have no byte-wise meaning, so they have no PCRE form here. */
export function usesUnicodeClass(node: RegexNode): boolean {
  switch (node.kind) {
    case 'class':
      return node.items.some((item) => item.kind === 'unicode');
    case 'sequence':
    case 'alternatives':
      return node.nodes.some(usesUnicodeClass);
    case 'repeat':
      return usesUnicodeClass(node.node);
    default:
      return false;
  }
}

const assertions: Readonly<Record<Assertion, string>> = {
  'text-start': '\\A',
  'text-end': '\\z',
  'line-start': '(?m:^)',
  'line-end': '(?m:$)',
  'word-boundary': '\\b',
  'not-word-boundary': '\\B',
};

function ignoringCase(text: string): string {
  return `(?i:${text})`;
}

/** Runs of letters share one `(?i:)`. */
function sequenceText(nodes: readonly RegexNode[]): string {
  let text = '';
  let folded = '';
  for (const node of nodes) {
    if (node.kind === 'literal' && node.ignoreCase) {
      folded += byteText(node.byte);
      continue;
    }
    if (folded !== '') text += ignoringCase(folded);
    folded = '';
    text += pcre(node);
  }
  return folded === '' ? text : text + ignoringCase(folded);
}

function repeatable(node: RegexNode): string {
  const text = pcre(node);
  const isUnit =
    node.kind === 'any' ||
    node.kind === 'alternatives' ||
    (node.kind === 'class' && !node.ignoreCase) ||
    (node.kind === 'literal' && !node.ignoreCase);
  return isUnit ? text : `(?:${text})`;
}

function countText(min: number, max: number | null): string {
  if (max === null) return min === 0 ? '*' : min === 1 ? '+' : `{${String(min)},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${String(min)}}` : `{${String(min)},${String(max)}}`;
}

function classText(node: Extract<RegexNode, { readonly kind: 'class' }>): string {
  return `[${node.negated ? '^' : ''}${node.items.map(itemText).join('')}]`;
}

function itemText(item: ClassItem): string {
  if (item.kind === 'unicode') throw new Error('Unicode classes are refused beforehand');
  const from = byteText(item.from);
  return item.from === item.to ? from : `${from}-${byteText(item.to)}`;
}

/** A byte in or outside brackets. */
function byteText(byte: number): string {
  const letter = String.fromCharCode(byte);
  if (/[A-Za-z0-9_/:,;=@~!%&'<> "]/.test(letter)) return letter;
  if (byte < 0x20 || byte >= 0x7f) return `\\x${byte.toString(16).padStart(2, '0')}`;
  return `\\${letter}`;
}
