import type { JsonValue } from './document.ts';

/** How Kubernetes reads an unquoted scalar (sigs.k8s.io/yaml, which is YAML 1.1 with Go's numbers). */
export type PlainScalar =
  | { readonly kind: 'value'; readonly value: JsonValue; readonly ambiguous: boolean }
  | { readonly kind: 'refused'; readonly problem: string };

const words: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);

/** Words that YAML 1.1 reads as booleans and YAML 1.2 as strings. */
const oldWords: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * Reads an unquoted scalar. `ambiguous` tells that YAML 1.2 tools, and so most readers of the file, see
 * another value.
 */
export function readPlainScalar(text: string): PlainScalar {
  const word = words.get(text);
  if (word !== undefined) return value(word);
  const first = text.charCodeAt(0);
  // Nothing that begins otherwise can be a number.
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric) {
    const old = oldWords.get(text);
    return old === undefined ? value(text) : value(old, true);
  }
  if (notFinite.test(text))
    return { kind: 'refused', problem: `${text} is a number that JSON cannot hold` };
  return readNumber(text);
}

function readNumber(text: string): PlainScalar {
  const plain = text.replaceAll('_', '');
  const separated = plain !== text;
  const integer = readInteger(plain);
  if (integer !== null) {
    const ambiguous = separated || !decimal.test(plain);
    // Beyond 2^53 readers disagree on the last digits.
    return value(integer, ambiguous || !Number.isSafeInteger(integer));
  }
  if (float.test(plain)) {
    const number = Number(plain);
    // Go's parser fails on what overflows, and the text stays a string.
    return Number.isFinite(number) ? value(number, separated) : value(text, true);
  }
  // YAML 1.1 would read 1:30 in base 60; Kubernetes' reader does not, but others do.
  return value(text, /^[-+]?[0-9]+(?::[0-5]?[0-9])+$/.test(text));
}

/** Go's ParseInt with base 0: a leading zero means octal. Null when the text is no integer. */
function readInteger(text: string): number | null {
  const [, sign = '', digits = ''] = /^([-+]?)([0-9][0-9a-zA-Z]*)$/.exec(text) ?? [];
  const magnitude = readMagnitude(digits);
  if (magnitude === null) return null;
  return sign === '-' ? -magnitude : magnitude;
}

function readMagnitude(digits: string): number | null {
  if (/^(?:0|[1-9][0-9]*)$/.test(digits)) return Number(digits);
  if (/^0[xX][0-9a-fA-F]+$/.test(digits)) return Number(`0x${digits.slice(2)}`);
  if (/^0[bB][01]+$/.test(digits)) return Number(`0b${digits.slice(2)}`);
  if (/^0[oO][0-7]+$/.test(digits)) return Number(`0o${digits.slice(2)}`);
  return /^0[0-7]+$/.test(digits) ? Number(`0o${digits.slice(1)}`) : null;
}

function value(of: JsonValue, ambiguous = false): PlainScalar {
  return { kind: 'value', value: of, ambiguous };
}
