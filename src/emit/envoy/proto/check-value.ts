import { messageType, type FieldType } from './field-type.ts';
import type { FieldPlan, MessagePlan, OneofPlan } from './plan.ts';
import { child, isObject, show, type Add } from './problem.ts';
import { tooNew, type EnvoyMinor } from './version-floor.ts';

/** Where a value stands in the JSON that is being checked. */
export interface Place {
  /** Empty for all when nobody wants to know. */
  readonly pointer: string;
  /** The nearest of the observed messages that contain it. */
  readonly around: MessageAt | null;
}

/** A message in the JSON that is being checked. */
export interface MessageAt extends Place {
  /** Full name, such as `envoy.config.route.v3.Route`. */
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What stays the same while one value is checked. */
export interface Walk {
  readonly plan: (name: string) => MessagePlan | null;
  readonly add: Add;
  /** How many problems there are so far. */
  readonly count: () => number;
  readonly minor: EnvoyMinor | null;
  readonly observes: (name: string) => boolean;
  readonly observe: (message: MessageAt) => void;
  /** The place of a member or item. */
  readonly step: (place: Place, key: string | number) => Place;
}

/** Checks one value of a field, or a whole message. */
export function checkType(type: FieldType, value: unknown, place: Place, walk: Walk): void {
  switch (type.kind) {
    case 'scalar':
    case 'well-known':
      type.check(value, place.pointer, walk.add);
      return;
    case 'enum':
      checkEnum(type, value, place.pointer, walk);
      return;
    case 'any':
      checkAny(value, place, walk);
      return;
    case 'message':
      if (isObject(value)) checkMessage(messageAt(type.name, value, place), null, walk);
      else walk.add(place.pointer, `${show(value)} is not an object (${type.name})`);
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
const typeKey = '@type';

function checkAny(value: unknown, place: Place, walk: Walk): void {
  const url = isObject(value) ? value[typeKey] : undefined;
  if (!isObject(value) || typeof url !== 'string') walk.add(place.pointer, 'an Any needs @type');
  else if (!url.startsWith(typeUrl))
    walk.add(child(place.pointer, typeKey), `${show(url)} is no type URL`);
  else {
    const type = messageType(url.slice(typeUrl.length));
    if (type.kind === 'message') checkMessage(messageAt(type.name, value, place), typeKey, walk);
    // https://protobuf.dev/programming-guides/json/#any
    else checkType(type, value['value'], walk.step(place, 'value'), walk);
  }
}

function messageAt(name: string, value: MessageAt['value'], { pointer, around }: Place): MessageAt {
  return { name, value, pointer, around };
}

/** `noField` is a key that is not one of the message's fields. */
function checkMessage(message: MessageAt, noField: string | null, walk: Walk): void {
  const { name, value, pointer } = message;
  const plan = walk.plan(name);
  if (plan === null) {
    walk.add(pointer, `the Envoy API has no message ${name}`);
    return;
  }
  const observed = walk.observes(name);
  if (observed) walk.observe(message);
  const inside: Place = observed ? { pointer, around: message } : message;
  let oneofs = 0;
  let together = false;
  for (const key in value) {
    if (key === noField) continue;
    const field = plan.field(key);
    if (field === null) walk.add(child(pointer, key), `${name} has no field ${key}`);
    else {
      together ||= (oneofs & field.oneof) !== 0;
      oneofs |= field.oneof;
      checkField(field, value[key], walk.step(inside, key), walk);
    }
  }
  if (together || (plan.requiredOneofs & ~oneofs) !== 0)
    for (const oneof of plan.oneofs) reportOneof(oneof, message, walk);
  for (const [field, reason] of plan.required)
    if (!Object.hasOwn(value, field)) walk.add(child(pointer, field), `${name}.${field} ${reason}`);
}

function reportOneof({ members, required }: OneofPlan, message: MessageAt, walk: Walk): void {
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

function checkField(field: FieldPlan, value: unknown, place: Place, walk: Walk): void {
  if (field.deprecated) walk.add(place.pointer, `${field.name} is deprecated`);
  const problem = tooNew(field.since, walk.minor);
  if (problem !== null) {
    walk.add(place.pointer, `${field.name} ${problem}`);
    return;
  }
  const before = walk.count();
  checkShape(field, value, place, walk);
  // Rules speak of values of the right type only.
  if (walk.count() > before) return;
  field.rules?.(value, place.pointer, walk.add);
}

function checkShape({ shape, type }: FieldPlan, value: unknown, place: Place, walk: Walk): void {
  if (shape === 'one') checkType(type, value, place, walk);
  else if (shape === 'list' && Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (let position = 0; position < items.length; position++)
      checkType(type, items[position], walk.step(place, position), walk);
  } else if (shape === 'map' && isObject(value)) {
    for (const key in value) checkType(type, value[key], walk.step(place, key), walk);
  } else walk.add(place.pointer, `${show(value)} is not a ${shape}`);
}
