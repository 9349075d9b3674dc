import type { Find } from './descriptor.ts';
import type { Check } from './problem.ts';
import { scalarCheck } from './scalars.ts';
import { wellKnownCheck } from './well-known.ts';

/** What one value of a field is. */
export type FieldType =
  /** `absent` is the value that proto3 reads when the field is not there. */
  | { readonly kind: 'scalar'; readonly check: Check; readonly absent: string | number | boolean }
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly values: ReadonlyMap<string, EnumValue>;
    }
  /** A message whose JSON form is not an object of its fields. */
  | { readonly kind: 'well-known'; readonly check: Check }
  | { readonly kind: 'any' }
  | { readonly kind: 'message'; readonly name: string };

export interface EnumValue {
  readonly number: number;
  /** Minor version of Envoy; null when every supported one has it. */
  readonly since: number | null;
}

/** The type that a field names. */
export function fieldType(type: string, find: Find): FieldType {
  const scalar = scalarCheck(type);
  if (scalar !== null) return { kind: 'scalar', check: scalar, absent: absentValue(type) };
  const node = find(type);
  if (node?.values !== undefined) {
    const since = new Map(Object.entries(node.options?.since ?? {}));
    const values = Object.entries(node.values).map(
      ([value, number]) => [value, { number, since: since.get(value) ?? null }] as const,
    );
    return { kind: 'enum', name: type, values: new Map(values) };
  }
  return messageType(type);
}

/** A message by its full name. */
export function messageType(name: string): FieldType {
  if (name === 'google.protobuf.Any') return { kind: 'any' };
  const check = wellKnownCheck(name);
  return check === null ? { kind: 'message', name } : { kind: 'well-known', check };
}

function absentValue(type: string): string | number | boolean {
  if (type === 'string' || type === 'bytes') return '';
  return type === 'bool' ? false : 0;
}
