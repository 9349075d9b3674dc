/**
 * What of a schema is needed besides its constraints, in short keys, as every document of a kind walks over it:
 * `p` properties, `i` items, `a` values of a map, `d` default, `x` keep unknown fields, `k` keys of a list map,
 * `s` list set, `e` names of properties that only the experimental channel has.
 */
export function structureOf(schema, experimental) {
  const out = {};
  if (schema.default !== undefined) out.d = schema.default;
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) out.x = true;
  if (schema['x-kubernetes-list-type'] === 'map') out.k = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'set') out.s = true;
  if (schema.properties !== undefined) {
    out.p = Object.fromEntries(
      Object.entries(schema.properties).map(([name, each]) => [
        name,
        structureOf(each, experimental?.properties?.[name]),
      ]),
    );
    const more = Object.keys(experimental?.properties ?? {}).filter((name) => !(name in out.p));
    if (more.length > 0) out.e = more;
  }
  if (schema.items !== undefined) out.i = structureOf(schema.items, experimental?.items);
  if (typeof schema.additionalProperties === 'object')
    out.a = structureOf(schema.additionalProperties, experimental?.additionalProperties);
  else if (schema.type === 'object' && schema.properties === undefined) out.x = true;
  return out;
}
