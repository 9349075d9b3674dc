import { backtracks, programSize } from './cost.ts';
import { RegexRefusal, type Cursor } from './cursor.ts';
import type { ParsedRegex } from './node.ts';
import { parseAlternatives } from './parse.ts';
import { checkRepeatProduct } from './repeat.ts';

export type { Assertion, ClassItem, ParsedRegex, Regex, RegexNode } from './node.ts';

// Far above any sensible expression; the CRDs allow 4096 for header values and 1024 elsewhere.
const MAX_LENGTH = 4096;

/**
 * Reads RE2 syntax, the syntax of Gateway API's RegularExpression matches on Envoy. Total: never
 * throws, and takes time linear in the length.
 */
export function parseRegex(source: string): ParsedRegex {
  if (source.length > MAX_LENGTH)
    return { kind: 'refused', reason: `it is longer than ${String(MAX_LENGTH)} characters` };
  const cursor: Cursor = {
    text: latin1(source),
    at: 0,
    flags: { ignoreCase: false, dotAll: false, multiline: false, ungreedy: false },
    depth: 0,
  };
  try {
    const node = parseAlternatives(cursor);
    if (cursor.at < cursor.text.length) return { kind: 'refused', reason: 'a ) has no (' };
    checkRepeatProduct(node);
    const size = programSize(node, cursor.text);
    const regex = { source, node, programSize: size, backtracks: backtracks(node) };
    return { kind: 'ok', regex };
  } catch (error) {
    if (error instanceof RegexRefusal) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

function latin1(source: string): string {
  let text = '';
  for (const byte of new TextEncoder().encode(source)) text += String.fromCharCode(byte);
  return text;
}
