/** Something that Envoy would refuse, at a place in the JSON. */
export interface Problem {
  /** RFC 6901. */
  readonly pointer: string;
  readonly message: string;
}

export type Add = (pointer: string, message: string) => void;

/** Checks one JSON value at a pointer. */
export type Check = (value: unknown, pointer: string, add: Add) => void;

export function child(pointer: string, key: string | number): string {
  const step = typeof key === 'number' ? String(key) : key.replace(/~/g, '~0').replace(/\//g, '~1');
  return `${pointer}/${step}`;
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
