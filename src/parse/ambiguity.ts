import { mayBeTyped, type ScalarValue } from './go-scalar.ts';

const simpleInteger = /^[-+]?(?:0|[1-9][0-9]{0,15})$/;
const unambiguousWords = /^(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE)$/;
const mayBeNumber = /^[-+]?\.?[0-9]/;

/**
 * True when a plain scalar means one thing to Kubernetes and another to a reader of YAML 1.1 or of
 * the YAML 1.2 core schema. Timestamps do not count: nobody reads another date than the text's.
 */
export function isAmbiguous(text: string, value: ScalarValue): boolean {
  if (!mayBeTyped(text) || simpleInteger.test(text)) return false;
  if (typeof value === 'boolean') return !unambiguousWords.test(text);
  if (!mayBeNumber.test(text)) return false;
  return readAs11(text) !== value || readAs12(text) !== value;
}

const float12 = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

// The core schema of YAML 1.2, chapter 10.3: no underscores, no leading-zero octal, no binary.
function readAs12(text: string): number | string {
  if (float12.test(text)) return Number(text);
  return /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/.test(text) ? Number(text) : text;
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const integer11 = /^([-+]?)(0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*)$/;
const float11 = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/;

// yaml.org/type/int and float: exponents need a point and a sign. Base 60 gives no value here, as
// it always differs from what Kubernetes reads.
function readAs11(text: string): number | string | null {
  if (base60.test(text)) return leadingZeroTime.test(text) ? text : null;
  const digits = text.replaceAll('_', '');
  if (float11.test(text)) return Number(digits);
  const integer = integer11.exec(text);
  if (integer === null) return text;
  const body = (integer[2] ?? '').replaceAll('_', '');
  const value = Number(/^0[0-7]/.test(body) ? `0o${body.slice(1)}` : body);
  return integer[1] === '-' ? 0 - value : value;
}

// Base-60 integers start with 1 to 9, so a MAC address that starts with 0 is a string.
const leadingZeroTime = /^[-+]?0[^.]*$/;
