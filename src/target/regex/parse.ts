import { parseBracket } from './bracket.ts';
import { accept, atEnd, peek, refuse, startsWith, take, type Cursor } from './cursor.ts';
import { parseEscape } from './escapes.ts';
import { openGroup } from './group.ts';
import type { Assertion, RegexNode } from './node.ts';
import { parseRepeats, repeatCount } from './repeat.ts';

const MAX_DEPTH = 200;

/** Reads alternatives up to the end or a `)`, which stays. */
export function parseAlternatives(cursor: Cursor): RegexNode {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) refuse(`groups are nested deeper than ${String(MAX_DEPTH)}`);
  const branches: RegexNode[] = [parseSequence(cursor)];
  while (accept(cursor, '|')) branches.push(parseSequence(cursor));
  cursor.depth -= 1;
  return branches.length === 1 && branches[0] !== undefined
    ? branches[0]
    : { kind: 'alternatives', nodes: branches };
}

function parseSequence(cursor: Cursor): RegexNode {
  const nodes: RegexNode[] = [];
  while (!atEnd(cursor) && peek(cursor) !== '|' && peek(cursor) !== ')') {
    if (accept(cursor, '\\Q')) nodes.push(...quoted(cursor));
    else {
      const node = parseAtom(cursor);
      if (node !== null) nodes.push(parseRepeats(cursor, node));
    }
  }
  if (nodes.length === 0) return { kind: 'empty' };
  return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'sequence', nodes };
}

/** Null for `(?flags)`, which matches nothing and cannot be repeated. */
function parseAtom(cursor: Cursor): RegexNode | null {
  if (repeatCount(cursor) !== null) refuse('nothing comes before a repeat that could be repeated');
  const letter = take(cursor);
  const { dotAll, multiline } = cursor.flags;
  switch (letter) {
    case '(':
      return parseGroup(cursor);
    case '[':
      return parseBracket(cursor);
    case '.':
      return { kind: 'any', newline: dotAll };
    case '^':
      return assertion(multiline ? 'line-start' : 'text-start');
    case '$':
      return assertion(multiline ? 'line-end' : 'text-end');
    case '\\':
      return backslash(cursor);
    default:
      return literal(cursor, letter.charCodeAt(0));
  }
}

function parseGroup(cursor: Cursor): RegexNode | null {
  const outer = cursor.flags;
  if (openGroup(cursor) === 'inline') return null;
  const node = parseAlternatives(cursor);
  if (!accept(cursor, ')')) refuse('a ( is not closed');
  cursor.flags = outer;
  return node;
}

const positions: ReadonlyMap<string, Assertion> = new Map([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['b', 'word-boundary'],
  ['B', 'not-word-boundary'],
]);

function backslash(cursor: Cursor): RegexNode {
  const position = positions.get(peek(cursor));
  if (position !== undefined) {
    cursor.at += 1;
    return assertion(position);
  }
  const escape = parseEscape(cursor);
  if (escape.kind === 'byte') return literal(cursor, escape.byte);
  return {
    kind: 'class',
    negated: escape.negated,
    items: escape.items,
    ignoreCase: cursor.flags.ignoreCase,
  };
}

// A repeat after \E belongs to the last quoted character, as in RE2.
function quoted(cursor: Cursor): readonly RegexNode[] {
  const nodes: RegexNode[] = [];
  while (!atEnd(cursor) && !startsWith(cursor, '\\E'))
    nodes.push(literal(cursor, take(cursor).charCodeAt(0)));
  accept(cursor, '\\E');
  const last = nodes.pop();
  return last === undefined ? nodes : [...nodes, parseRepeats(cursor, last)];
}

function literal(cursor: Cursor, byte: number): RegexNode {
  return { kind: 'literal', byte, ignoreCase: cursor.flags.ignoreCase };
}

function assertion(what: Assertion): RegexNode {
  return { kind: 'assertion', what };
}
