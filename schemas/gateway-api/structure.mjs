import { isTransition } from './cel/compile.mjs';

/**
 * What of a schema is needed besides its constraints, in short keys, as every document of a kind walks over it:
 * `p` properties, `i` items, `a` values of a map, `d` default, `f` names of
 * properties with a default, `x` keep unknown fields, `k` keys of a list map,
 * `s` list set, `e` names of properties that only the experimental channel has, `v` position of the rules that
 * hold for the value in the list of groups, `r` there are rules below.
 */
export function structureOf(schema, experimental, rules) {
  const out = structureOfField(schema, experimental, rules);
  if (out.p?.metadata !== undefined) out.p.metadata = objectMeta;
  return out;
}

const any = { x: true };

/** ObjectMeta of apimachinery: the CRDs say no more than that metadata is an object. */
const objectMeta = {
  p: {
    name: any,
    generateName: any,
    namespace: any,
    selfLink: any,
    uid: any,
    resourceVersion: any,
    generation: any,
    creationTimestamp: any,
    deletionTimestamp: any,
    deletionGracePeriodSeconds: any,
    labels: { a: any },
    annotations: { a: any },
    ownerReferences: {
      i: {
        p: {
          apiVersion: any,
          kind: any,
          name: any,
          uid: any,
          controller: any,
          blockOwnerDeletion: any,
        },
      },
    },
    finalizers: any,
    managedFields: any,
  },
};

function structureOfField(schema, experimental, rules) {
  const out = {};
  const own = (schema['x-kubernetes-validations'] ?? [])
    // Rules about the change of an object do not run when it is created.
    .filter(({ rule, optionalOldSelf }) => optionalOldSelf === true || !isTransition(rule));
  if (own.length > 0) out.v = rules.addGroup(own);
  if (schema.default !== undefined) out.d = schema.default;
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) out.x = true;
  if (schema['x-kubernetes-list-type'] === 'map') out.k = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'set') out.s = true;
  if (schema.properties !== undefined) {
    out.p = Object.fromEntries(
      Object.entries(schema.properties).map(([name, each]) => [
        name,
        structureOfField(each, experimental?.properties?.[name], rules),
      ]),
    );
    const defaulted = Object.keys(out.p).filter((name) => out.p[name].d !== undefined);
    if (defaulted.length > 0) out.f = defaulted;
    const more = Object.keys(experimental?.properties ?? {}).filter((name) => !(name in out.p));
    if (more.length > 0) out.e = more;
  }
  if (schema.items !== undefined)
    out.i = structureOfField(schema.items, experimental?.items, rules);
  if (typeof schema.additionalProperties === 'object')
    out.a = structureOfField(
      schema.additionalProperties,
      experimental?.additionalProperties,
      rules,
    );
  else if (schema.type === 'object' && schema.properties === undefined) out.x = true;
  const inner = [...Object.values(out.p ?? {}), out.i, out.a];
  if (inner.some((each) => each?.v !== undefined || each?.r === true)) out.r = true;
  return out;
}
