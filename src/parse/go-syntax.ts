import { isScalar, type Pair, type Scalar } from 'yaml';
import { refusal, type Range } from './refusal.ts';
import { rangeOf, type Reading } from './reading.ts';

// YAML that `yaml` reads and Go's scanner (go.yaml.in/yaml/v2) does not, or reads differently. Found
// by comparing the two on random documents.

/** @throws Refusal for a plain scalar inside brackets that Go's scanner cuts elsewhere. */
export function checkInBrackets(node: unknown, reading: Reading): void {
  if (!isScalar(node) || node.type !== 'PLAIN') return;
  const [from, to] = rangeOf(node);
  const { text } = reading;
  const question = text.slice(from, to).indexOf('?');
  if (question !== -1) throw syntax([from, to], reading, 'a ? inside brackets needs quotes');
  if (text.charAt(from) === ':')
    throw syntax([from, to], reading, 'a value that starts with a colon');
  if (from < to && text.charAt(to) === ':' && /[,[\]{}]/.test(text.charAt(to + 1)))
    throw syntax([to, to + 1], reading, 'a colon inside brackets needs a space after it');
}

/**
 * @throws Refusal for a key that is not on one line with its colon; with `?` before the key, for a
 * colon that does not stand below it.
 */
export function checkKeyLine({ key, value }: Pair, inBrackets: boolean, reading: Reading): void {
  if (value === null || !isScalar(key)) return;
  const { text } = reading;
  const [from, to] = rangeOf(key);
  if (from === to) return;
  const question = skipBack(text, from) - 1;
  if (text.charAt(question) === '?') {
    if (inBrackets) return;
    const colon = skip(text, to, /\s/);
    if (text.charAt(colon) === ':' && columnOf(text, colon) === columnOf(text, question)) return;
    throw syntax([from, to], reading, 'a key after ? needs its colon below the ?');
  }
  if (text.charAt(skip(text, to, /[ \t]/)) !== ':' || text.slice(from, to).includes('\n'))
    throw syntax([from, to], reading, 'a key needs its colon on the same line');
}

function skip(text: string, from: number, blank: RegExp): number {
  let at = from;
  while (blank.test(text.charAt(at))) at++;
  return at;
}

function skipBack(text: string, from: number): number {
  let at = from;
  while (/[ \t]/.test(text.charAt(at - 1))) at--;
  return at;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

// JSON escapes halves of characters, and slashes; only what kubectl reads as YAML comes here. An
// escaped line break before an empty line is folded differently.
const unlikeGo = /\\(?:\/|u[dD][89a-fA-F]|U0000[dD][89a-fA-F]|\r?\n[ \t]*\r?\n)/;

/** @throws Refusal for an escape in double quotes that Go's scanner does not read so. */
export function checkEscapes(node: Scalar, reading: Reading): void {
  const [from, to] = rangeOf(node);
  const source = reading.text.slice(from, to);
  if (!source.includes('\\')) return;
  const at = source.replaceAll('\\\\', '  ').search(unlikeGo);
  if (at !== -1) {
    const range: Range = [from + at, from + at + 2];
    throw syntax(range, reading, 'an escape that Kubernetes does not read in YAML');
  }
}

function syntax(range: Range, { document }: Reading, problem: string): Error {
  return refusal(document, 'parse/syntax', range, { problem });
}
