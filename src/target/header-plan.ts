import type { HeaderChanges } from '../ir/index.ts';

/** What becomes of one header field: its old value, if kept, with further values behind it. */
export interface FieldPlan {
  /** As first written; fields are told apart without case. */
  readonly name: string;
  readonly start: FieldStart;
  readonly added: readonly string[];
}

export type FieldStart =
  | { readonly kind: 'kept' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'replaced'; readonly value: string };

/** Changed fields by lower-case name, in the order of their first change. */
export type HeaderPlan = ReadonlyMap<string, FieldPlan>;

export const noHeaderChanges: HeaderPlan = new Map();

const kept: FieldStart = { kind: 'kept' };
const removed: FieldStart = { kind: 'removed' };
const nothing: readonly string[] = [];

/** Applies a filter after those that the plan holds (HTTPHeaderFilter: remove, set, add). */
export function changeHeaders(plan: HeaderPlan, changes: HeaderChanges): HeaderPlan {
  const fields = new Map(plan);
  const begin = (name: string, start: FieldStart): void => {
    const key = name.toLowerCase();
    fields.set(key, { name: fields.get(key)?.name ?? name, start, added: nothing });
  };
  for (const name of changes.remove) begin(name, removed);
  for (const { name, value } of changes.set) begin(name, { kind: 'replaced', value });
  for (const { name, value } of changes.add) {
    const key = name.toLowerCase();
    const field = fields.get(key) ?? { name, start: kept, added: nothing };
    fields.set(key, { name: field.name, start: field.start, added: [...field.added, value] });
  }
  return fields;
}
