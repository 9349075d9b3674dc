import { invariant } from '../../../util/invariant.ts';
import type { DescriptorNode, FieldNode, Find, RuleSet } from './descriptor.ts';
import { fieldType, type FieldType } from './field-type.ts';
import type { Check } from './problem.ts';
import { ruleCheck } from './rules.ts';

/** What a message's JSON may hold, worked out once for each message. */
export interface MessagePlan {
  readonly name: string;
  /** The plan of a field, worked out when the field first occurs; null when the message has none of that name. */
  readonly field: (name: string) => FieldPlan | null;
  /** Fields that have to be there, with the reason. */
  readonly required: readonly (readonly [field: string, reason: string])[];
  readonly oneofs: readonly OneofPlan[];
  /** The bits of the oneofs of which a member has to be there. */
  readonly requiredOneofs: number;
}

/** Fields of which at most one is there. The oneofs of a message have a bit each, of a number of 32 bits. */
export interface OneofPlan {
  readonly bit: number;
  readonly members: readonly string[];
  readonly required: boolean;
}

export interface FieldPlan {
  readonly name: string;
  readonly shape: 'one' | 'list' | 'map';
  readonly type: FieldType;
  readonly rules: Check | null;
  readonly deprecated: boolean;
  /** Minor version of Envoy that brought the field; null when every supported one has it. */
  readonly since: number | null;
  /** The bit of its oneof; 0 when it is in none. */
  readonly oneof: number;
}

/** The plan of a message; null when the descriptor does not have it. */
export function planOf(name: string, find: Find): MessagePlan | null {
  const node = find(name);
  if (node?.fields === undefined) return null;
  // proto3 `optional` is a oneof of one, named after its field.
  const oneofs = Object.entries(node.oneofs ?? {})
    .filter(([oneof]) => !oneof.startsWith('_'))
    .map(([, { oneof, options }], position) => ({
      bit: 1 << position,
      members: oneof,
      required: options?.required === true,
    }));
  invariant(oneofs.length <= 32, `more oneofs than bits in ${name}`);
  const inOneof = new Map(oneofs.flatMap(({ bit, members }) => members.map((each) => [each, bit])));
  const specs = new Map(Object.entries(node.fields));
  const plans = new Map<string, FieldPlan>();
  const planned = (field: string, spec: FieldNode): FieldPlan => {
    const plan = planField(field, spec, { node, find, oneof: inOneof.get(field) ?? 0 });
    plans.set(field, plan);
    return plan;
  };
  const required: [string, string][] = [];
  for (const [field, spec] of specs) {
    const reason = inOneof.has(field)
      ? null
      : whenAbsent(spec, rulesOf(spec, node), () => planned(field, spec));
    if (reason !== null) required.push([field, reason]);
  }
  return {
    name,
    field: (field) => {
      const known = plans.get(field);
      if (known !== undefined) return known;
      const spec = specs.get(field);
      return spec === undefined ? null : planned(field, spec);
    },
    required,
    oneofs,
    requiredOneofs: oneofs.reduce((bits, { bit, required }) => (required ? bits | bit : bits), 0),
  };
}

interface FieldSurroundings {
  readonly node: DescriptorNode;
  readonly find: Find;
  readonly oneof: number;
}

function planField(
  field: string,
  spec: FieldNode,
  { node, find, oneof }: FieldSurroundings,
): FieldPlan {
  const type = fieldType(spec.type, find);
  const rules = rulesOf(spec, node);
  return {
    name: field,
    shape: shapeOf(spec),
    type,
    rules: rules === null ? null : ruleCheck(rules, type.kind === 'enum' ? type.values : null),
    deprecated: spec.options?.deprecated !== undefined,
    since: spec.options?.since ?? null,
    oneof,
  };
}

function shapeOf({ keyType, rule }: FieldNode): FieldPlan['shape'] {
  if (keyType !== undefined) return 'map';
  return rule === 'repeated' ? 'list' : 'one';
}

function rulesOf(spec: FieldNode, node: DescriptorNode): RuleSet | null {
  return node.options?.noRules === true ? null : (spec.options?.rules ?? null);
}

/** Why a field must not be left out: its rules say so, or refuse its default. */
function whenAbsent(spec: FieldNode, rules: RuleSet | null, plan: () => FieldPlan): string | null {
  if (rules === null || spec.options?.proto3_optional === true) return null;
  if (isRequired(rules)) return 'is required';
  if (shapeOf(spec) !== 'one') return refusesEmpty(rules) ? 'must not be empty' : null;
  const problem = problemOfAbsence(plan());
  return problem === null ? null : `must be set: ${problem}`;
}

function isRequired(rules: RuleSet): boolean {
  return ['message', 'any', 'duration'].some((kind) => rules[kind]?.['required'] === true);
}

function refusesEmpty({ repeated, map }: RuleSet): boolean {
  const least = repeated?.['min_items'] ?? map?.['min_pairs'];
  return typeof least === 'number' && least > 0 && repeated?.['ignore_empty'] !== true;
}

function problemOfAbsence({ type, rules }: FieldPlan): string | null {
  if (rules === null) return null;
  const problems: string[] = [];
  const add = (_: string, message: string): void => void problems.push(message);
  if (type.kind === 'scalar') rules(type.absent, '', add);
  if (type.kind === 'enum')
    for (const [name, { number }] of type.values) if (number === 0) rules(name, '', add);
  return problems[0] ?? null;
}
