// Turns the descriptor into TypeScript types of canonical proto3 JSON with the protos' own field names, so that a
// misspelt field, two members of a oneof, or a wrong enum value in an emitter does not compile.
// Deprecated fields are left out: nothing that we emit may use them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeScope } from './scope.mjs';

const scalars = {
  double: 'number',
  float: 'number',
  int32: 'number',
  uint32: 'number',
  sint32: 'number',
  fixed32: 'number',
  sfixed32: 'number',
  int64: 'number | string',
  uint64: 'number | string',
  sint64: 'number | string',
  fixed64: 'number | string',
  sfixed64: 'number | string',
  bool: 'boolean',
  string: 'string',
  bytes: 'string',
};

const wellKnown = {
  'google.protobuf.Any': 'Any',
  'google.protobuf.BoolValue': 'boolean',
  'google.protobuf.BytesValue': 'string',
  'google.protobuf.DoubleValue': 'number',
  'google.protobuf.Duration': '`${number}s`',
  'google.protobuf.Empty': 'Record<string, never>',
  'google.protobuf.FieldMask': 'string',
  'google.protobuf.FloatValue': 'number',
  'google.protobuf.Int32Value': 'number',
  'google.protobuf.Int64Value': 'number | string',
  'google.protobuf.ListValue': 'readonly unknown[]',
  'google.protobuf.StringValue': 'string',
  'google.protobuf.Struct': '{ readonly [key: string]: unknown }',
  'google.protobuf.Timestamp': 'string',
  'google.protobuf.UInt32Value': 'number',
  'google.protobuf.UInt64Value': 'number | string',
  'google.protobuf.Value': 'unknown',
};

/** The types of every message that can be reached from the entry messages. */
export function renderTypes(descriptor, entries) {
  const scope = makeScope(descriptor);
  const reached = [];
  const seen = new Set();
  const reach = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    reached.push(name);
    for (const field of Object.values(scope.find(name).fields ?? {})) {
      const target = scope.resolve(field.type, name);
      if (target !== null && !(target in wellKnown) && !isDeprecated(field)) reach(target);
    }
  };
  for (const entry of entries) reach(entry);
  const nameOf = namer(reached);
  const typeOf = (type, from) => {
    const target = scope.resolve(type, from);
    return target === null ? scalars[type] : (wellKnown[target] ?? nameOf(target));
  };
  const messages = reached
    .sort()
    .map((name) => renderMessage(name, scope.find(name), { nameOf, typeOf }));
  const any = entries.map(
    (entry) => `  | ({ readonly '@type': 'type.googleapis.com/${entry}' } & ${nameOf(entry)})`,
  );
  return [
    '// Generated from schemas/envoy/descriptor.json by schemas/envoy/generate-types.mjs.',
    '/** A message of any type that the emitter uses. */',
    `export type Any =\n${any.sort().join('\n')};`,
    ...messages,
    '',
  ].join('\n');
}

/** Writes src/emit/envoy/generated/envoy-api.ts. */
export async function generate(root) {
  const folder = path.join(root, 'schemas/envoy');
  const descriptor = JSON.parse(await readFile(path.join(folder, 'descriptor.json'), 'utf8'));
  const entries = (await readFile(path.join(folder, 'messages.txt'), 'utf8')).trim().split('\n');
  const target = path.join(root, 'src/emit/envoy/generated/envoy-api.ts');
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, renderTypes(descriptor, entries));
}

function isDeprecated(field) {
  return field.options?.deprecated !== undefined;
}

/** Message names without their package, with as much of it in front as tells them apart. */
function namer(names) {
  const local = (name, parts) => {
    const steps = name.split('.');
    const first = steps.findIndex((step) => /^[A-Z]/.test(step));
    const scope = steps
      .slice(0, first)
      .filter((step) => !/^v\d+$/.test(step))
      .slice(parts === 0 ? first : -parts);
    return [...scope, ...steps.slice(first)].map(pascal).join('');
  };
  const chosen = new Map();
  for (let parts = 0; parts < 8 && chosen.size < names.length; parts++) {
    const groups = Map.groupBy
      ? Map.groupBy(names.filter((name) => !chosen.has(name)), (name) => local(name, parts))
      : groupBy(names.filter((name) => !chosen.has(name)), (name) => local(name, parts));
    const taken = new Set(chosen.values());
    for (const [short, group] of groups)
      if (group.length === 1 && !taken.has(short)) chosen.set(group[0], short);
  }
  return (name) => chosen.get(name);
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function pascal(step) {
  return step.replace(/(?:^|_)([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function renderMessage(name, node, { nameOf, typeOf }) {
  const comment = `/** \`${name}\` */\n`;
  if (node.values !== undefined) {
    const values = Object.keys(node.values).map((value) => `'${value}'`);
    return `${comment}export type ${nameOf(name)} = ${values.join(' | ')};`;
  }
  const fields = Object.entries(node.fields ?? {}).filter(([, field]) => !isDeprecated(field));
  const oneofs = Object.entries(node.oneofs ?? {})
    // proto3 `optional` is a oneof of one, named after its field.
    .filter(([oneof]) => !oneof.startsWith('_'))
    .map(([, { oneof, options }]) => ({
      members: fields.filter(([field]) => oneof.includes(field)),
      required: options?.required === true,
    }));
  const inOneof = new Set(oneofs.flatMap(({ members }) => members.map(([field]) => field)));
  const plain = fields
    .filter(([field]) => !inOneof.has(field))
    .map(([field, spec]) => {
      const mark = isRequired(spec) ? '' : '?';
      return `  readonly ${field}${mark}: ${fieldType(spec, name, typeOf)};`;
    });
  const choices = oneofs.map((oneof) => renderOneof(oneof, name, typeOf));
  const body = plain.length === 0 ? '{}' : `{\n${plain.join('\n')}\n}`;
  const empty = plain.length === 0 && choices.length === 0;
  return `${comment}export type ${nameOf(name)} = ${empty ? 'Record<never, never>' : [body, ...choices].join(' & ')};`;
}

function isRequired({ options }) {
  const rules = options?.rules;
  return (
    rules?.message?.required === true ||
    rules?.any?.required === true ||
    rules?.duration?.required === true ||
    rules?.string?.min_len > 0 ||
    rules?.repeated?.min_items > 0
  );
}

function fieldType(field, from, typeOf) {
  const type = typeOf(field.type, from);
  if (field.keyType !== undefined) return `{ readonly [key: string]: ${type} }`;
  return field.rule === 'repeated' ? `readonly (${type})[]` : type;
}

/** One member and none of the others; or none at all when the oneof is not required. */
function renderOneof({ members, required }, from, typeOf) {
  const never = (field) => `readonly ${field}?: never`;
  const options = members.map(([field, spec]) => {
    const others = members.filter(([other]) => other !== field).map(([other]) => never(other));
    return `{ ${[`readonly ${field}: ${fieldType(spec, from, typeOf)}`, ...others].join('; ')} }`;
  });
  if (!required) options.push(`{ ${members.map(([field]) => never(field)).join('; ')} }`);
  return `(\n  | ${options.join('\n  | ')}\n)`;
}
