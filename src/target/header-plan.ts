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

/** Applies a filter after those that the plan holds (HTTPHeaderFilter: remove, set, add). */
export function changeHeaders(plan: HeaderPlan, changes: HeaderChanges): HeaderPlan {
  const fields = new Map(plan);
  const change = (name: string, next: (field: FieldPlan) => FieldPlan): void => {
    const key = name.toLowerCase();
    fields.set(key, next(fields.get(key) ?? { name, start: { kind: 'kept' }, added: [] }));
  };
  for (const name of changes.remove)
    change(name, (field) => ({ ...field, start: { kind: 'removed' }, added: [] }));
  for (const { name, value } of changes.set)
    change(name, (field) => ({ ...field, start: { kind: 'replaced', value }, added: [] }));
  for (const { name, value } of changes.add)
    change(name, (field) => ({ ...field, added: [...field.added, value] }));
  return fields;
}
