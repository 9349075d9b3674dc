import { messageType, type FieldType } from './field-type.ts';
import type { FieldPlan, MessagePlan, OneofPlan } from './plan.ts';
import { child, isObject, show, type Add } from './problem.ts';
import { tooNew, type EnvoyMinor } from './version-floor.ts';

/** A message in the JSON that is being checked. */
export interface MessageAt {
  /** Full name, such as `envoy.config.route.v3.Route`. */
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/** What stays the same while one value is checked. */
export interface Walk {
  readonly plan: (name: string) => MessagePlan | null;
  readonly add: Add;
  /** How many problems there are so far. */
  readonly count: () => number;
  readonly minor: EnvoyMinor | null;
  readonly observe: ((message: MessageAt) => void) | undefined;
}

/** Checks one value of a field, or a whole message. */
export function checkType(type: FieldType, value: unknown, pointer: string, walk: Walk): void {
  switch (type.kind) {
    case 'scalar':
    case 'well-known':
      type.check(value, pointer, walk.add);
      return;
    case 'enum':
      checkEnum(type, value, pointer, walk);
      return;
    case 'any':
      checkAny(value, pointer, walk);
      return;
    case 'message':
      if (isObject(value)) checkMessage({ name: type.name, value, pointer }, [], walk);
      else walk.add(pointer, `${show(value)} is not an object (${type.name})`);
  }
}

function checkEnum(
  { name, values }: FieldType & { readonly kind: 'enum' },
  value: unknown,
  pointer: string,
  walk: Walk,
): void {
  const found = typeof value === 'string' ? values.get(value) : undefined;
  if (found === undefined) {
    walk.add(pointer, `${show(value)} is not a value of enum ${name}`);
    return;
  }
  const problem = tooNew(found.since, walk.minor);
  if (problem !== null) walk.add(pointer, `${show(value)} ${problem}`);
}

const typeUrl = 'type.googleapis.com/';

function checkAny(value: unknown, pointer: string, walk: Walk): void {
  const url = isObject(value) ? value['@type'] : undefined;
  if (!isObject(value) || typeof url !== 'string') walk.add(pointer, 'an Any needs @type');
  else if (!url.startsWith(typeUrl))
    walk.add(child(pointer, '@type'), `${show(url)} is no type URL`);
  else {
    const type = messageType(url.slice(typeUrl.length));
    if (type.kind === 'message') checkMessage({ name: type.name, value, pointer }, ['@type'], walk);
    // https://protobuf.dev/programming-guides/json/#any
    else checkType(type, value['value'], child(pointer, 'value'), walk);
  }
}

function checkMessage(message: MessageAt, notFields: readonly string[], walk: Walk): void {
  const { name, value, pointer } = message;
  const plan = walk.plan(name);
  if (plan === null) {
    walk.add(pointer, `the Envoy API has no message ${name}`);
    return;
  }
  walk.observe?.(message);
  for (const key in value) {
    if (notFields.includes(key)) continue;
    const field = plan.field(key);
    const place = child(pointer, key);
    if (field === null) walk.add(place, `${name} has no field ${key}`);
    else checkField(field, value[key], place, walk);
  }
  for (const oneof of plan.oneofs) checkOneof(oneof, message, walk);
  for (const [field, reason] of plan.required)
    if (!Object.hasOwn(value, field)) walk.add(child(pointer, field), `${name}.${field} ${reason}`);
}

function checkOneof({ members, required }: OneofPlan, message: MessageAt, walk: Walk): void {
  const { name, value, pointer } = message;
  let first: string | null = null;
  for (const member of members) {
    if (!Object.hasOwn(value, member)) continue;
    if (first !== null)
      walk.add(child(pointer, member), `${first} and ${member} exclude each other`);
    first ??= member;
  }
  if (required && first === null) walk.add(pointer, `${name} needs one of ${members.join(', ')}`);
}

function checkField(field: FieldPlan, value: unknown, pointer: string, walk: Walk): void {
  if (field.deprecated) walk.add(pointer, `${field.name} is deprecated`);
  const problem = tooNew(field.since, walk.minor);
  if (problem !== null) {
    walk.add(pointer, `${field.name} ${problem}`);
    return;
  }
  const before = walk.count();
  checkShape(field, value, pointer, walk);
  // Rules speak of values of the right type only.
  if (walk.count() > before) return;
  field.rules?.(value, pointer, walk.add);
}

function checkShape({ shape, type }: FieldPlan, value: unknown, pointer: string, walk: Walk): void {
  if (shape === 'one') checkType(type, value, pointer, walk);
  else if (shape === 'list' && Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (let position = 0; position < items.length; position++)
      checkType(type, items[position], child(pointer, position), walk);
  } else if (shape === 'map' && isObject(value)) {
    for (const key in value) checkType(type, value[key], child(pointer, key), walk);
  } else walk.add(pointer, `${show(value)} is not a ${shape}`);
}
