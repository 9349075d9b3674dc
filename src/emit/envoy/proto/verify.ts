import { finder, type Namespace } from './descriptor.ts';
import { planOf, type FieldPlan, type FieldType, type MessagePlan } from './plan.ts';
import { child, isObject, show, type Add, type Check, type Problem } from './problem.ts';
import { scalarCheck } from './scalars.ts';
import { wellKnownCheck } from './well-known.ts';

/** Checks the canonical proto3 JSON of a message, with the protos' own field names. */
export type Verify = (message: string, value: unknown) => readonly Problem[];

/**
 * Makes a verifier for a descriptor. It finds what Envoy's own reading would refuse: unknown fields,
 * wrong types, unknown enum values, several members of a oneof, and broken protoc-gen-validate rules;
 * and it refuses deprecated fields, which Envoy only warns of.
 */
export function makeVerifier(descriptor: Namespace): Verify {
  const find = finder(descriptor);
  const plans = new Map<string, MessagePlan | null>();

  const plan = (name: string): MessagePlan | null => {
    let found = plans.get(name);
    if (found === undefined) plans.set(name, (found = planOf(name, find)));
    return found;
  };

  const message = (name: string, value: unknown, pointer: string, add: Add): void => {
    if (name === 'google.protobuf.Any') {
      any(value, pointer, add);
      return;
    }
    const wellKnown = wellKnownCheck(name);
    if (wellKnown !== null) wellKnown(value, pointer, add);
    else if (isObject(value)) body(name, value, pointer, add);
    else add(pointer, `${show(value)} is not an object (${name})`);
  };

  const any = (value: unknown, pointer: string, add: Add): void => {
    const type = isObject(value) ? value['@type'] : undefined;
    if (!isObject(value) || typeof type !== 'string') add(pointer, 'an Any needs @type');
    else if (!type.startsWith('type.googleapis.com/'))
      add(child(pointer, '@type'), `${show(type)} is not a type URL`);
    else {
      const { '@type': _, ...fields } = value;
      body(type.slice('type.googleapis.com/'.length), fields, pointer, add);
    }
  };

  const body = (
    name: string,
    value: Readonly<Record<string, unknown>>,
    pointer: string,
    add: Add,
  ): void => {
    const spec = plan(name);
    if (spec === null) {
      add(pointer, `the Envoy API has no message ${name}`);
      return;
    }
    const members = new Map<string, string>();
    for (const [key, each] of Object.entries(value)) {
      const field = spec.fields.get(key);
      if (field === undefined) add(child(pointer, key), `${name} has no field ${key}`);
      else {
        checkOneof(field, members, child(pointer, key), add);
        checkField(field, each, child(pointer, key), add);
      }
    }
    for (const [field, reason] of spec.required)
      if (!Object.hasOwn(value, field)) add(child(pointer, field), `${name}.${field} ${reason}`);
    for (const { oneof } of spec.requiredOneofs)
      if (!oneof.some((field) => Object.hasOwn(value, field)))
        add(pointer, `${name} needs one of ${oneof.join(', ')}`);
  };

  const checkField = (field: FieldPlan, value: unknown, pointer: string, add: Add): void => {
    if (field.deprecated) add(pointer, `${field.name} is deprecated`);
    const fine = field.kind === 'list' ? Array.isArray(value) : field.kind === 'one' || isObject(value);
    if (!fine) {
      add(pointer, `${show(value)} is not a ${field.kind}`);
      return;
    }
    if (field.kind === 'list')
      for (const [position, each] of (value as readonly unknown[]).entries())
        checkType(field.type, each, child(pointer, position), add);
    else if (field.kind === 'map')
      for (const [key, each] of Object.entries(value as object))
        checkType(field.type, each, child(pointer, key), add);
    else checkType(field.type, value, pointer, add);
    field.rules?.(value, pointer, add);
  };

  const checkType = (type: FieldType, value: unknown, pointer: string, add: Add): void => {
    if (type.kind === 'message') message(type.name, value, pointer, add);
    else if (type.kind === 'scalar') scalar(type.name)(value, pointer, add);
    else if (typeof value !== 'string' || !type.values.has(value))
      add(pointer, `${show(value)} is not a value of enum ${type.name}`);
  };

  return (name, value) => {
    const problems: Problem[] = [];
    message(name, value, '', (pointer, text) => problems.push({ pointer, message: text }));
    return problems;
  };
}

function checkOneof(field: FieldPlan, members: Map<string, string>, pointer: string, add: Add): void {
  if (field.oneof === null) return;
  const other = members.get(field.oneof);
  if (other !== undefined) add(pointer, `${field.name} and ${other} exclude each other`);
  members.set(field.oneof, field.name);
}

function scalar(name: string): Check {
  return (
    scalarCheck(name) ?? ((_, pointer, add) => { add(pointer, `the descriptor has no type ${name}`); })
  );
}
