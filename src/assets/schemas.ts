import { createRequire } from 'node:module';
import { modules, onlyExperimental } from '../validate/generated/index.js';
import type { JsonObject } from '../parse/document.ts';
import { celLibrary, type CelLibrary, type CelRule } from '../validate/cel.ts';
import type { KindSchema, SchemaError, SchemaSet, Structure } from '../validate/schema-set.ts';

// The same way from here and from the bundle, where build.mjs puts them.
const folder = '../validate/generated/';

interface Validator {
  (value: JsonObject): boolean;
  readonly errors?: readonly SchemaError[] | null;
  readonly structure: Structure;
  readonly rules: (library: CelLibrary) => readonly CelRule[];
}

/** The vendored schemas. Each is read from disk when an object of its kind is first seen. */
export function loadSchemas(): SchemaSet {
  const require = createRequire(import.meta.url);
  const loaded = new Map<string, KindSchema>();
  const served = new Map<string, string[]>();
  for (const key of Object.keys(modules)) {
    const [channel = '', group = '', kind = '', version = ''] = key.split('/');
    const versions = served.get(`${channel}/${group}/${kind}`) ?? [];
    served.set(`${channel}/${group}/${kind}`, [...versions, version]);
  }

  const load = (key: string): KindSchema | null => {
    const known = loaded.get(key);
    if (known !== undefined) return known;
    const found = Object.hasOwn(modules, key) ? modules[key] : undefined;
    if (found === undefined) return null;
    const validator = require(`${folder}${found.file}`) as Validator;
    const schema: KindSchema = {
      scope: found.scope,
      deprecated: found.deprecated,
      storage: found.storage,
      structure: validator.structure,
      rules: validator.rules(celLibrary),
      check: (value) => (validator(value) ? [] : (validator.errors ?? [])),
    };
    loaded.set(key, schema);
    return schema;
  };

  return {
    lookup: ({ group, version, kind }, channel) => {
      for (const source of [channel, 'core']) {
        const schema = load(`${source}/${group}/${kind}/${version}`);
        if (schema !== null) return { kind: 'found', schema };
        const versions = served.get(`${source}/${group}/${kind}`);
        if (versions !== undefined) return { kind: 'version', served: versions };
      }
      return onlyExperimental.includes(`${group}/${kind}`)
        ? { kind: 'experimental' }
        : { kind: 'unknown' };
    },
  };
}
