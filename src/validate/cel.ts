import type { JsonValue } from '../parse/document.ts';
import { isJsonList, isJsonObject } from '../parse/document.ts';
import type { Pattern } from './pattern.ts';
import { isIpLiteral } from '../util/ip-literal.ts';

/** An error of evaluation: it refuses the object, as a rule that is false does. */
export class CelError extends Error {}

/** What compiled rules call. Values are those of the manifest; durations are nanoseconds. */
export const celLibrary = {
  field(value: JsonValue, name: string): JsonValue {
    if (isJsonObject(value) && Object.hasOwn(value, name)) return value[name] ?? null;
    throw new CelError(`no such key: ${name}`);
  },
  /** `field` of what was read as a property. */
  present(value: JsonValue | undefined): JsonValue {
    if (value === undefined) throw new CelError('no such key');
    return value;
  },
  has(value: JsonValue, name: string): boolean {
    return isJsonObject(value) && Object.hasOwn(value, name);
  },
  index(value: JsonValue, key: JsonValue): JsonValue {
    if (isJsonList(value) && typeof key === 'number') {
      const item = value[key];
      if (item === undefined) throw new CelError(`index out of bounds: ${String(key)}`);
      return item;
    }
    if (typeof key === 'string') return celLibrary.field(value, key);
    throw new CelError('no such overload');
  },
  /** Items of a list, keys of a map. */
  items(value: JsonValue): readonly JsonValue[] {
    if (isJsonList(value)) return value;
    if (isJsonObject(value)) return Object.keys(value);
    throw new CelError('no such overload');
  },
  size(value: JsonValue): number {
    if (typeof value === 'string') return Array.from(value).length;
    return celLibrary.items(value).length;
  },
  contains(value: JsonValue, item: JsonValue): boolean {
    if (isJsonObject(value)) return typeof item === 'string' && Object.hasOwn(value, item);
    return celLibrary.items(value).some((each) => celLibrary.equal(each, item));
  },
  equal(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    const [left, right] = [Object.entries(a), b as Readonly<Record<string, unknown>>];
    return (
      Array.isArray(a) === Array.isArray(b) &&
      left.length === Object.keys(right).length &&
      left.every(([key, value]) => Object.hasOwn(right, key) && celLibrary.equal(value, right[key]))
    );
  },
  all: (value: JsonValue, test: Test): boolean => celLibrary.items(value).every(test),
  exists: (value: JsonValue, test: Test): boolean => celLibrary.items(value).some(test),
  existsOne: (value: JsonValue, test: Test): boolean =>
    celLibrary.items(value).filter(test).length === 1,
  allExact: (value: JsonValue, test: Test): boolean =>
    celLibrary.items(value).reduce<() => boolean>(
      (before, item) => () => celLibrary.and(before, () => test(item)),
      () => true,
    )(),
  existsExact: (value: JsonValue, test: Test): boolean =>
    celLibrary.items(value).reduce<() => boolean>(
      (before, item) => () => celLibrary.or(before, () => test(item)),
      () => false,
    )(),
  and: (left: () => boolean, right: () => boolean): boolean => absorbing(left, right, false),
  or: (left: () => boolean, right: () => boolean): boolean => absorbing(left, right, true),
  matches: (text: JsonValue, pattern: Pattern): boolean => pattern.test(string(text)),
  startsWith: (text: JsonValue, part: string): boolean => string(text).startsWith(part),
  endsWith: (text: JsonValue, part: string): boolean => string(text).endsWith(part),
  containsText: (text: JsonValue, part: string): boolean => string(text).includes(part),
  split: (text: JsonValue, separator: string): readonly string[] => string(text).split(separator),
  substring(text: JsonValue, start: number): string {
    const characters = Array.from(string(text));
    if (start > characters.length) throw new CelError(`index out of range: ${String(start)}`);
    return characters.slice(start).join('');
  },
  isIp: (text: JsonValue): boolean => isIpLiteral(string(text)),
  duration,
  /** Kubernetes' named formats: what is wrong with a text, or nothing. */
  validate: (format: string, text: JsonValue): readonly string[] | null => {
    const fits = formats.get(format);
    if (fits === undefined) throw new CelError(`no such format: ${format}`);
    return fits(string(text)) ? null : ['invalid'];
  },
  hasValue: (optional: readonly string[] | null): boolean => optional !== null,
} as const;

export type CelLibrary = typeof celLibrary;

type Test = (item: JsonValue) => boolean;

function string(value: JsonValue): string {
  if (typeof value === 'string') return value;
  throw new CelError('no such overload');
}

/** `&&` and `||`: a side that decides makes an error of the other not matter; of two errors the first counts. */
function absorbing(left: () => boolean, right: () => boolean, deciding: boolean): boolean {
  const first = attempt(left);
  if (first === deciding) return deciding;
  const second = attempt(right);
  if (second === deciding) return deciding;
  if (first instanceof CelError) throw first;
  if (second instanceof CelError) throw second;
  return second;
}

function attempt(evaluate: () => boolean): boolean | CelError {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof CelError) return error;
    throw error;
  }
}

const milliseconds: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]);

/** Durations as the CRDs' patterns allow them (GEP-2257); anything else is an error of the rule. */
function duration(value: JsonValue): bigint {
  const text = string(value);
  if (!/^(?:[0-9]{1,5}(?:h|m|s|ms)){1,4}$/.test(text)) throw new CelError('invalid duration');
  let total = 0;
  for (const part of text.match(/[0-9]+[a-z]+/g) ?? []) {
    const digits = part.length - (part.endsWith('ms') ? 2 : 1);
    total += Number(part.slice(0, digits)) * (milliseconds.get(part.slice(digits)) ?? 0);
  }
  return BigInt(total) * 1_000_000n;
}

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const qualified = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const isSubdomain = (text: string): boolean =>
  text.length <= 253 && text.split('.').every((part) => label.test(part));

const formats: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['dns1123Label', (text: string) => text.length <= 63 && label.test(text)],
  ['dns1123Subdomain', isSubdomain],
  [
    'qualifiedName',
    (text: string) => {
      const parts = text.split('/');
      const name = parts.pop() ?? '';
      if (parts.length > 1 || (parts.length === 1 && !isSubdomain(parts[0] ?? ''))) return false;
      return name.length <= 63 && qualified.test(name);
    },
  ],
]);

/** A rule of a CRD (x-kubernetes-validations), compiled when the schemas were generated. */
export interface CelRule {
  readonly rule: string;
  readonly message: string;
  /** Steps below the value that the finding is about, or none. */
  readonly path: readonly string[];
  readonly exact: (self: JsonValue) => boolean;
}

/** The rules for one value. */
export interface RuleGroup {
  /** Whether all of them hold. Where it does not throw it is right; where it does, each rule decides for itself. */
  readonly fast: (self: JsonValue) => boolean;
  /** Their positions among the rules of the schema. */
  readonly rules: readonly number[];
}

/** Null when a value keeps a rule, else what the API server says. */
export function breaks(rule: CelRule, self: JsonValue): string | null {
  try {
    return rule.exact(self) ? null : rule.message;
  } catch (error) {
    if (error instanceof CelError) return `${error.message} evaluating rule: ${rule.message}`;
    throw error;
  }
}
