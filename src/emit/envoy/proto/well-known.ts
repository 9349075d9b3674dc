import { isObject, show, type Check } from './problem.ts';
import { nanoseconds, rememberingLast, scalarCheck } from './scalars.ts';

const wrappers: ReadonlyMap<string, string> = new Map([
  ['DoubleValue', 'double'],
  ['FloatValue', 'float'],
  ['Int64Value', 'int64'],
  ['UInt64Value', 'uint64'],
  ['Int32Value', 'int32'],
  ['UInt32Value', 'uint32'],
  ['BoolValue', 'bool'],
  ['StringValue', 'string'],
  ['BytesValue', 'bytes'],
]);

const tenThousandYears = 315_576_000_000n * 1_000_000_000n;
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * The check of a type whose JSON form is not an object of its fields; null for all others.
 * (Any is not here: it holds another message.)
 */
export function wellKnownCheck(name: string): Check | null {
  if (!name.startsWith('google.protobuf.')) return null;
  const short = name.slice('google.protobuf.'.length);
  const wrapped = wrappers.get(short);
  if (wrapped !== undefined) return scalarCheck(wrapped);
  switch (short) {
    case 'Duration':
      return expecting('a duration such as "1.5s"', rememberingLast(isDuration));
    case 'Timestamp':
      return expecting(
        'a timestamp',
        (value) => typeof value === 'string' && timestamp.test(value),
      );
    case 'FieldMask':
      return expecting('a field mask', (value) => typeof value === 'string');
    case 'Struct':
      return expecting('a struct', isObject);
    case 'ListValue':
      return expecting('a list', Array.isArray);
    case 'Value':
      return () => undefined;
    case 'Empty':
      return expecting('empty', (value) => isObject(value) && Object.keys(value).length === 0);
    default:
      return null;
  }
}

function isDuration(value: unknown): boolean {
  const nanos = nanoseconds(value);
  return nanos !== null && nanos <= tenThousandYears && nanos >= -tenThousandYears;
}

function expecting(what: string, fits: (value: unknown) => boolean): Check {
  return (value, pointer, add) => {
    if (!fits(value)) add(pointer, `${show(value)} is not ${what}`);
  };
}
