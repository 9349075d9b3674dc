/** What a scalar means to Kubernetes. */
export type ScalarValue = null | boolean | number | string;

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...forms(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'], true),
  ...forms(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'], false),
  ...forms(['', '~', 'null', 'Null', 'NULL'], null),
  ...forms(['.nan', '.NaN', '.NAN'], NaN),
  ...forms(['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'], Infinity),
  ...forms(['-.inf', '-.Inf', '-.INF'], -Infinity),
]);

function forms(texts: readonly string[], value: ScalarValue): [string, ScalarValue][] {
  return texts.map((text) => [text, value]);
}

const wordStarts = new Set('yYnNtTfFoO~.+-');
const floatText = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const prefixedInteger = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+)$/;

/** True when the text may be anything but a string; cheap, for the many that are not. */
export function mayBeTyped(text: string): boolean {
  const first = text.charCodeAt(0);
  return text === '' || (first >= 0x30 && first <= 0x39) || wordStarts.has(text.charAt(0));
}

/**
 * Reads an untagged plain scalar as sigs.k8s.io/yaml does: a mixture of YAML 1.1 (`yes`, `010`,
 * `1_000`) and Go's number syntax (`0o10`, `0B1`), without timestamps and base 60.
 *
 * @returns NaN and infinities for what JSON, and so Kubernetes, cannot hold.
 */
export function readPlainScalar(text: string): ScalarValue {
  if (!mayBeTyped(text)) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  const first = text.charAt(0);
  if (first === '.') return readFloat(text, text);
  if (first === '+' || first === '-' || (first >= '0' && first <= '9')) return readNumber(text);
  return text;
}

function readNumber(text: string): ScalarValue {
  const digits = text.replaceAll('_', '');
  const prefixed = prefixedInteger.exec(digits);
  if (prefixed !== null) {
    const value = readPrefixed(prefixed[1] ?? '', prefixed[2] ?? '');
    if (value !== null) return value;
  }
  return readFloat(digits, text);
}

/** Null when the number does not fit 64 bits: Go then tries to read it as a decimal float. */
function readPrefixed(sign: string, digits: string): number | null {
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const least = sign === '' ? 2n ** 64n : 2n ** 63n;
  if (value >= (sign === '-' ? least + 1n : least)) return null;
  return sign === '-' ? 0 - Number(value) : Number(value);
}

function readFloat(digits: string, text: string): ScalarValue {
  if (!floatText.test(digits)) return text;
  const value = Number(digits);
  // Out of range is an error to Go's ParseFloat, and the text stays a string.
  if (!Number.isFinite(value)) return text;
  // Negative zero reaches the API server as the integer 0.
  return value === 0 ? 0 : value;
}

/** True for integers written with more digits than a double, the number of JSON here, can keep. */
export function losesDigits(text: string, value: number): boolean {
  return (
    Number.isInteger(value) && !Number.isSafeInteger(value) && !/[.eE]/.test(text.slice(0, 40))
  );
}
