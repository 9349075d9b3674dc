const limits = { int32: [-2147483648, 2147483647] };

const copied = [
  'type',
  'pattern',
  'required',
  'enum',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'uniqueItems',
];

/**
 * A structural schema of Kubernetes (OpenAPI v3) as JSON Schema. Unknown fields, defaults and list keys are not
 * its business: `structure.mjs` keeps what is needed for those.
 */
export function jsonSchemaOf(schema) {
  const out = {};
  for (const key of copied) if (schema[key] !== undefined) out[key] = schema[key];
  if (schema.nullable === true && typeof out.type === 'string') out.type = [out.type, 'null'];
  if (schema['x-kubernetes-int-or-string'] === true) out.type = ['integer', 'string'];
  const range = limits[schema.format];
  if (range !== undefined) {
    out.minimum = Math.max(range[0], out.minimum ?? range[0]);
    out.maximum = Math.min(range[1], out.maximum ?? range[1]);
  } else if (['date-time', 'ipv4', 'ipv6'].includes(schema.format)) out.format = schema.format;
  if (schema.properties !== undefined)
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, each]) => [name, jsonSchemaOf(each)]),
    );
  if (typeof schema.additionalProperties === 'object')
    out.additionalProperties = jsonSchemaOf(schema.additionalProperties);
  if (schema.items !== undefined) out.items = jsonSchemaOf(schema.items);
  if (schema.not !== undefined) out.not = jsonSchemaOf(schema.not);
  for (const key of ['allOf', 'anyOf', 'oneOf'])
    if (schema[key] !== undefined) out[key] = schema[key].map(jsonSchemaOf);
  return out;
}
