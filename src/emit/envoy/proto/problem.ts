/** Something that Envoy would refuse, at a place in the JSON. */
export interface Problem {
  /** RFC 6901. */
  readonly pointer: string;
  readonly message: string;
}

export type Add = (pointer: string, message: string) => void;

/** Checks one JSON value at a pointer. */
export type Check = (value: unknown, pointer: string, add: Add) => void;

/** The pointer to a member or item. */
export function child(pointer: string, key: string | number): string {
  return `${pointer}/${typeof key === 'number' ? String(key) : escaped(key)}`;
}

function escaped(key: string): string {
  // Nearly no key needs it, and pointers are made for every value.
  if (!key.includes('~') && !key.includes('/')) return key;
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A value as a message shows it, cut when long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
