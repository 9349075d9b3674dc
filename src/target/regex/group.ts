import {
  accept,
  atEnd,
  peek,
  refuse,
  startsWith,
  take,
  type Cursor,
  type Flags,
} from './cursor.ts';

const flagNames: ReadonlyMap<string, keyof Flags> = new Map([
  ['i', 'ignoreCase'],
  ['s', 'dotAll'],
  ['m', 'multiline'],
  ['U', 'ungreedy'],
]);

/**
 * Reads what follows a group's `(`. `inline`: it was `(?flags)`, which holds for the rest of the
 * enclosing group. Otherwise the group's body comes next.
 */
export function openGroup(cursor: Cursor): 'inline' | 'body' {
  if (!startsWith(cursor, '?')) {
    if (startsWith(cursor, '*')) refuse('RE2 has no (*VERB)');
    return 'body';
  }
  cursor.at += 1;
  if (accept(cursor, 'P<') || startsWithName(cursor)) return groupName(cursor);
  for (const [text, what] of foreign) if (startsWith(cursor, text)) refuse(`RE2 has no ${what}`);
  return groupFlags(cursor);
}

const foreign: readonly (readonly [string, string])[] = [
  ['=', 'look-ahead'],
  ['!', 'look-ahead'],
  ['<=', 'look-behind'],
  ['<!', 'look-behind'],
  ['>', 'atomic groups'],
  ['#', 'comments'],
  ['(', 'conditionals'],
  ['|', 'branch reset'],
  ['P', 'back-references or recursion'],
  ['R', 'recursion'],
  ['C', 'callouts'],
];

function startsWithName(cursor: Cursor): boolean {
  if (peek(cursor) !== '<' || peek(cursor, 1) === '=' || peek(cursor, 1) === '!') return false;
  cursor.at += 1;
  return true;
}

// Captures mean nothing to a match, so the name is only checked, not kept.
function groupName(cursor: Cursor): 'body' {
  const end = cursor.text.indexOf('>', cursor.at);
  const name = end < 0 ? '' : cursor.text.slice(cursor.at, end);
  if (!/^[A-Za-z0-9_]{1,128}$/.test(name)) refuse('a group name is not valid');
  cursor.at = end + 1;
  return 'body';
}

function groupFlags(cursor: Cursor): 'inline' | 'body' {
  let on = true;
  let some = false;
  let flags = cursor.flags;
  for (;;) {
    if (atEnd(cursor)) refuse('a ( is not closed');
    const letter = take(cursor);
    const flag = flagNames.get(letter);
    if (flag !== undefined) {
      flags = { ...flags, [flag]: on };
      some = true;
    } else if (letter === '-' && on) {
      on = false;
      some = false;
    } else if ((letter === ':' || letter === ')') && (on || some)) {
      cursor.flags = flags;
      return letter === ':' ? 'body' : 'inline';
    } else refuse('a (? group is not RE2 syntax');
  }
}
