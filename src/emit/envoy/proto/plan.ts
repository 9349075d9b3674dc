import {
  resolveType,
  type DescriptorNode,
  type FieldNode,
  type Find,
  type OneofNode,
} from './descriptor.ts';
import { ruleCheck } from './rules.ts';
import type { Check } from './problem.ts';

/** What a message's JSON may hold, worked out once for each message. */
export interface MessagePlan {
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldPlan>;
  /** Fields that have to be there, with the reason. */
  readonly required: ReadonlyMap<string, string>;
  readonly requiredOneofs: readonly OneofNode[];
}

export interface FieldPlan {
  readonly name: string;
  readonly kind: 'one' | 'list' | 'map';
  /** Scalar type, or full name of a message or enum. */
  readonly type: FieldType;
  readonly rules: Check | null;
  readonly oneof: string | null;
  readonly deprecated: boolean;
}

export type FieldType =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'message'; readonly name: string }
  | { readonly kind: 'enum'; readonly name: string; readonly values: ReadonlyMap<string, number> };

/** The plan of a message; null when the descriptor does not have it. */
export function planOf(name: string, find: Find): MessagePlan | null {
  const node = find(name);
  if (node?.fields === undefined) return null;
  const oneofs = Object.entries(node.oneofs ?? {}).filter(([oneof]) => !oneof.startsWith('_'));
  const oneofOf = new Map(oneofs.flatMap(([oneof, o]) => o.oneof.map((field) => [field, oneof])));
  const fields = new Map<string, FieldPlan>();
  const required = new Map<string, string>();
  for (const [field, spec] of Object.entries(node.fields)) {
    const plan = planField(field, spec, { node, scope: name, find, oneof: oneofOf.get(field) });
    fields.set(field, plan);
    const reason = plan.oneof === null ? whenAbsent(spec, plan, node) : null;
    if (reason !== null) required.set(field, reason);
  }
  const requiredOneofs = oneofs
    .map(([, oneof]) => oneof)
    .filter(({ options }) => options?.required === true);
  return { name, fields, required, requiredOneofs };
}

interface FieldContext {
  readonly node: DescriptorNode;
  readonly scope: string;
  readonly find: Find;
  readonly oneof: string | undefined;
}

function planField(name: string, spec: FieldNode, context: FieldContext): FieldPlan {
  const { node, scope, find, oneof } = context;
  const full = resolveType(find, spec.type, scope);
  const values = full === null ? undefined : find(full)?.values;
  const rules = node.options?.noRules === true ? undefined : spec.options?.rules;
  return {
    name,
    kind: spec.keyType !== undefined ? 'map' : spec.rule === 'repeated' ? 'list' : 'one',
    type:
      full === null
        ? { kind: 'scalar', name: spec.type }
        : values === undefined
          ? { kind: 'message', name: full }
          : { kind: 'enum', name: full, values: new Map(Object.entries(values)) },
    rules:
      rules === undefined ? null : ruleCheck(rules, values === undefined ? null : full, find),
    oneof: oneof ?? null,
    deprecated: spec.options?.deprecated !== undefined,
  };
}

/** Why a field must not be left out: its rules say so, or refuse its default. */
function whenAbsent(spec: FieldNode, plan: FieldPlan, node: DescriptorNode): string | null {
  const rules = node.options?.noRules === true ? undefined : spec.options?.rules;
  if (rules === undefined || spec.options?.proto3_optional === true) return null;
  for (const kind of ['message', 'any', 'duration', 'timestamp'])
    if (rules[kind]?.['required'] === true) return 'is required';
  if (plan.kind !== 'one') {
    const least = rules['repeated']?.['min_items'] ?? rules['map']?.['min_pairs'];
    const mayBeEmpty = rules['repeated']?.['ignore_empty'] === true;
    return typeof least === 'number' && least > 0 && !mayBeEmpty ? 'must not be empty' : null;
  }
  if (plan.type.kind === 'message' || plan.rules === null) return null;
  let problem: string | null = null;
  plan.rules(defaultOf(plan.type), '', (_, message) => (problem ??= message));
  return problem === null ? null : `must be set: its default ${String(problem)}`;
}

function defaultOf(type: Exclude<FieldType, { kind: 'message' }>): unknown {
  if (type.kind === 'enum') return 0;
  if (type.name === 'string' || type.name === 'bytes') return '';
  return type.name === 'bool' ? false : 0;
}
