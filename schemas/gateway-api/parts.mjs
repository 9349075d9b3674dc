// Characters of JSON.
const worthSharing = 400;
const worthItsOwn = 2500;

/**
 * Takes parts of a JSON Schema out of it, into `definitions`: those that occur more than once, so that the validator
 * holds them once, and large ones that most objects do without. Each becomes a function of its own, which the engine
 * compiles when it is first called: a single function for all would be compiled as a whole for the smallest object.
 */
export function withDefinitions(schema) {
  const counts = new Map();
  count(schema, counts);
  const names = new Map();
  const definitions = {};
  const take = (part, optional) => {
    const key = JSON.stringify(part);
    const own =
      (key.length >= worthSharing && counts.get(key) > 1) ||
      (key.length >= worthItsOwn && optional);
    if (!own) return inside(part, take);
    if (!names.has(key)) {
      const name = `part${names.size}`;
      names.set(key, name);
      definitions[name] = inside(part, take);
    }
    return { $ref: `#/definitions/${names.get(key)}` };
  };
  return { ...inside(schema, take), definitions };
}

function count(schema, counts) {
  inside(schema, (part) => {
    const key = JSON.stringify(part);
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    if (before === 0) count(part, counts);
    return part;
  });
}

/** The schema with its properties, items and values replaced. */
function inside(schema, replace) {
  const { properties, items, additionalProperties, required = [] } = schema;
  const out = { ...schema };
  if (properties !== undefined)
    out.properties = Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [
        name,
        replace(part, !required.includes(name)),
      ]),
    );
  if (items !== undefined) out.items = replace(items, false);
  if (typeof additionalProperties === 'object')
    out.additionalProperties = replace(additionalProperties, false);
  return out;
}
