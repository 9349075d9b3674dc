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

/** Types whose JSON form is not an object of their fields (https://protobuf.dev/programming-guides/json/). */
export const wellKnown = {
  'google.protobuf.Any': 'Any',
  'google.protobuf.BoolValue': 'boolean',
  'google.protobuf.BytesValue': 'string',
  'google.protobuf.DoubleValue': 'number',
  'google.protobuf.Duration': '`${number}s`',
  'google.protobuf.Empty': 'Empty',
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

export function isDeprecated(field) {
  return field.options?.deprecated !== undefined;
}

/**
 * The right-hand side of a message's or enum's type.
 *
 * @param {object} node - the message in the descriptor
 * @param {(type: string) => string | null} resolve - full name of a message or enum that a field names; null for scalars
 * @param {(fullName: string) => string} nameOf - TypeScript name of a message or enum
 */
export function renderType(node, resolve, nameOf) {
  if (node.values !== undefined)
    return Object.keys(node.values)
      .map((value) => `'${value}'`)
      .join(' | ');
  const typeOf = (field) => fieldType(field, resolve(field.type), nameOf);
  const fields = Object.entries(node.fields).filter(([, field]) => !isDeprecated(field));
  const oneofs = exclusive(node, fields);
  const inOneof = new Set(oneofs.flatMap(({ members }) => members.map(([name]) => name)));
  const plain = fields
    .filter(([name]) => !inOneof.has(name))
    .map(([name, field]) => {
      const mark = isRequired(node, field, resolve(field.type)) ? '' : '?';
      return `  readonly ${name}${mark}: ${typeOf(field)};`;
    });
  const parts = oneofs.map((oneof) => renderOneof(oneof, typeOf));
  if (plain.length > 0) parts.unshift(`{\n${plain.join('\n')}\n}`);
  return parts.length === 0 ? 'Empty' : parts.join(' & ');
}

/** The oneofs; without those that proto3 `optional` makes (a oneof of one, named after its field). */
function exclusive(node, fields) {
  return Object.entries(node.oneofs ?? {})
    .filter(([name]) => !name.startsWith('_'))
    .map(([, { oneof, options }]) => ({
      members: fields.filter(([name]) => oneof.includes(name)),
      required: options?.required === true,
    }))
    .filter(({ members }) => members.length > 0);
}

/** Whether the rules of a field refuse its absence. */
function isRequired(message, { rule, keyType, options }, target) {
  const rules = options?.rules;
  if (rules === undefined || message.options?.noRules === true) return false;
  if (rules.message?.required || rules.any?.required || rules.duration?.required) return true;
  if (rule === 'repeated') return rules.repeated?.min_items > 0 && !rules.repeated.ignore_empty;
  if (keyType !== undefined) return rules.map?.min_pairs > 0;
  // A wrapper that is absent has no value that a rule could refuse.
  const isScalar = target === null && options.proto3_optional !== true;
  return isScalar && rules.string?.min_len > 0 && !rules.string.ignore_empty;
}

function fieldType(field, target, nameOf) {
  const type =
    field.brand ?? (target === null ? scalars[field.type] : (wellKnown[target] ?? nameOf(target)));
  if (field.keyType !== undefined) return `{ readonly [key: string]: ${type} }`;
  return field.rule === 'repeated' ? `readonly (${type})[]` : type;
}

/** One member and none of the others; or none at all when the oneof is not required. */
function renderOneof({ members, required }, typeOf) {
  const absent = members.map(([name]) => `readonly ${name}?: never`);
  const choices = members.map(([name, field], position) =>
    absent.with(position, `readonly ${name}: ${typeOf(field)}`),
  );
  if (!required) choices.push(absent);
  return `(\n${choices.map((choice) => `  | { ${choice.join('; ')} }`).join('\n')}\n)`;
}
