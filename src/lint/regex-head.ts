import { parseRegex, type RegexNode } from '../target/regex/index.ts';

/** The text that every value starts with that an expression matches; null when it is not RE2. */
export function literalHead(source: string): string | null {
  const parsed = parseRegex(source);
  return parsed.kind === 'ok' ? headOf(parsed.regex.node).head : null;
}

/** The text after which an expression takes anything, as `/a` of `/a.*`; null when it is not of this form. */
export function openHead(source: string): string | null {
  const parsed = parseRegex(source);
  if (parsed.kind !== 'ok') return null;
  const { head, rest } = headOf(parsed.regex.node);
  const [last, ...more] = rest;
  const open = last?.kind === 'repeat' && last.node.kind === 'any' && last.min === 0;
  return open && last.max === null && more.length === 0 ? head : null;
}

interface Head {
  readonly head: string;
  readonly rest: readonly RegexNode[];
}

// Only ASCII: a head is compared with the manifest's text, and the tree is one of bytes.
function headOf(node: RegexNode): Head {
  const nodes = (node.kind === 'sequence' ? node.nodes : [node]).filter(
    (each, position) =>
      !(each.kind === 'assertion' && each.what === 'text-start' && position === 0) &&
      !(each.kind === 'assertion' && each.what === 'text-end'),
  );
  const end = nodes.findIndex(
    (each) => each.kind !== 'literal' || each.ignoreCase || each.byte > 0x7e,
  );
  const literals = end === -1 ? nodes : nodes.slice(0, end);
  const head = literals.map((each) => (each.kind === 'literal' ? each.byte : 0));
  return { head: String.fromCharCode(...head), rest: end === -1 ? [] : nodes.slice(end) };
}
