import { createRequire } from 'node:module';
import { core, releases, type Kind, type Kinds, type Served } from '../validate/generated/index.js';
import { suggest } from '../diagnostics/suggest.ts';
import { releases as releaseNames } from '../model/release.ts';
import type { JsonObject } from '../parse/document.ts';
import { celLibrary, type CelLibrary, type CelRule, type RuleGroup } from '../validate/cel.ts';
import { newestVersion } from '../validate/newest-version.ts';
import { makePattern, type Pattern, type PatternTable } from '../validate/pattern.ts';
import type {
  KindSchema,
  SchemaError,
  SchemaLookup,
  SchemaSet,
  SchemaSource,
  Structure,
} from '../validate/schema-set.ts';

// The same way from here and from the bundle, where build.mjs puts them.
const folder = '../validate/generated/';

declare const GATEWRIGHT_BUNDLED: true | undefined;

const requireHere =
  typeof GATEWRIGHT_BUNDLED === 'undefined' ? createRequire(import.meta.url) : require;

/** What a generated module is made with. */
interface Runtime {
  readonly cel: CelLibrary;
  readonly pattern: (source: string, flags: string) => Pattern;
}

type GeneratedModule = (runtime: Runtime) => {
  readonly validate: {
    (value: JsonObject): boolean;
    readonly errors?: readonly SchemaError[] | null;
  };
  readonly structure: StoredStructure;
  readonly rules: readonly CelRule[];
  readonly groups: readonly RuleGroup[];
};

/** A structure as it is stored: without what a part does not have. */
type StoredStructure = Partial<Omit<Structure, 'p' | 'i' | 'a' | 'free'>> & {
  readonly p?: Readonly<Record<string, StoredStructure>>;
  readonly i?: StoredStructure;
  readonly a?: StoredStructure;
};

/** The vendored schemas. Each is read from disk when an object of its kind is first seen. */
export function loadSchemas(): SchemaSet {
  const pattern = loadPatterns();
  const loaded = new Map<string, KindSchema>();

  const load = (kind: Kind, served: Served): KindSchema => {
    const known = loaded.get(served.file);
    if (known !== undefined) return known;
    const make = requireHere(`${folder}${served.file}`) as GeneratedModule;
    const { validate, structure, rules, groups } = make({ cel: celLibrary, pattern });
    const schema: KindSchema = {
      scope: kind.scope,
      newest: newestVersion(kind.served.map(({ version }) => version)),
      structure: completed(structure),
      rules,
      groups,
      check: (value) => (validate(value) ? [] : (validate.errors ?? [])),
    };
    loaded.set(served.file, schema);
    return schema;
  };

  return {
    lookup: ({ group, version, kind: name }, source) => {
      const key = `${group}/${name}`;
      const kind = entry(releases[source.release][source.channel], key) ?? entry(core, key);
      if (kind === null) return elsewhere(key, source);
      const served = kind.served.find((each) => each.version === version);
      if (served !== undefined) return { kind: 'found', schema: load(kind, served) };
      return { kind: 'version', served: kind.served.map((each) => each.version) };
    },
  };
}

function completed(stored: StoredStructure): Structure {
  const { p, i, a, d, f, x = false, k, s = false, e, v, r = false } = stored;
  return {
    p: p === undefined ? undefined : completedAll(p),
    i: i === undefined ? undefined : completed(i),
    a: a === undefined ? undefined : completed(a),
    d,
    f,
    x,
    k,
    s,
    e,
    v,
    r,
    free: x && !s && p === undefined && i === undefined && a === undefined,
  };
}

function completedAll(
  stored: Readonly<Record<string, StoredStructure>>,
): ReadonlyMap<string, Structure> {
  const all = new Map<string, Structure>();
  for (const [name, each] of Object.entries(stored)) all.set(name, completed(each));
  return all;
}

function loadPatterns(): Runtime['pattern'] {
  // By flags, then by source: rules ask for their patterns each time they run.
  const made = new Map<string, Map<string, Pattern>>();
  let tables: Readonly<Record<string, PatternTable>> | null = null;
  return (source, flags) => {
    const same = made.get(flags) ?? new Map<string, Pattern>();
    made.set(flags, same);
    const known = same.get(source);
    if (known !== undefined) return known;
    const key = `${flags}/${source}`;
    tables ??= requireHere(`${folder}patterns.cjs`) as Readonly<Record<string, PatternTable>>;
    const table = tables[key];
    if (table === undefined) throw new Error(`no table for the pattern ${key}`);
    const pattern = makePattern(table);
    same.set(source, pattern);
    return pattern;
  };
}

/** Why a kind is not in a release and channel. */
function elsewhere(key: string, { channel, release }: SchemaSource): SchemaLookup {
  if (channel === 'standard' && entry(releases[release].experimental, key) !== null)
    return { kind: 'experimental' };
  const having = releaseNames.filter((name) => entry(releases[name].experimental, key) !== null);
  if (having.length > 0) return { kind: 'release', releases: having };
  const group = key.slice(0, key.indexOf('/') + 1);
  const ours = Object.keys(releases[release].experimental).filter((each) => each.startsWith(group));
  if (ours.length === 0) return { kind: 'unknown' };
  const names = ours.map((each) => each.slice(group.length));
  return { kind: 'misspelt', similar: suggest(key.slice(group.length), names) };
}

function entry(kinds: Kinds, key: string): Kind | null {
  return Object.hasOwn(kinds, key) ? (kinds[key] ?? null) : null;
}
