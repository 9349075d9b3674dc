import type { Channel } from '../model/channel.ts';
import type { Release } from '../model/release.ts';
import type { JsonObject, JsonValue } from '../parse/document.ts';
import type { CelRule, RuleGroup } from './cel.ts';

/** The schemas of all kinds, compiled beforehand. */
export interface SchemaSet {
  readonly lookup: (gvk: GroupVersionKind, source: SchemaSource) => SchemaLookup;
}

/** Which CRDs a cluster would have installed. */
export interface SchemaSource {
  readonly channel: Channel;
  readonly release: Release;
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/**
 * `found`: the schema of a served version. `version`: the kind is ours, this version is not served.
 * `experimental`: the kind belongs to the experimental channel only. `release`: other releases have the kind.
 * `misspelt`: no release has it, though the group is ours. `unknown`: not ours.
 */
export type SchemaLookup =
  | { readonly kind: 'found'; readonly schema: KindSchema }
  | { readonly kind: 'version'; readonly served: readonly string[] }
  | { readonly kind: 'experimental' }
  | { readonly kind: 'release'; readonly releases: readonly Release[] }
  | { readonly kind: 'misspelt'; readonly similar: string | null }
  | { readonly kind: 'unknown' };

export interface KindSchema {
  readonly scope: 'Namespaced' | 'Cluster';
  /** The version to write. All served versions of one release have the same fields. */
  readonly newest: string;
  readonly structure: Structure;
  /** The CRD's rules, as `RuleGroup.rules` counts them. */
  readonly rules: readonly CelRule[];
  /** Those of one value, as `Structure.v` counts them. */
  readonly groups: readonly RuleGroup[];
  /** Constraint violations of a value whose unknown fields are gone and whose defaults are set. */
  readonly check: (value: JsonObject) => readonly SchemaError[];
}

/** One violation as ajv reports it. */
export interface SchemaError {
  readonly keyword: string;
  /** RFC 6901. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/**
 * The shape of a schema besides its constraints; made by schemas/gateway-api/structure.mjs. Every part has all the
 * fields, as engines read objects of one layout fastest and each document is walked along with its kind's.
 */
export interface Structure {
  /** Properties. */
  readonly p: ReadonlyMap<string, Structure> | undefined;
  /** Items of a list. */
  readonly i: Structure | undefined;
  /** Values of a map. */
  readonly a: Structure | undefined;
  /** Default. */
  readonly d: JsonValue | undefined;
  /** Names of the properties with a default. */
  readonly f: readonly string[] | undefined;
  /** Unknown fields are kept. */
  readonly x: boolean;
  /** Keys that tell the items of a list apart (x-kubernetes-list-map-keys). */
  readonly k: readonly string[] | undefined;
  /** The list is a set. */
  readonly s: boolean;
  /** Properties that only the experimental channel has. */
  readonly e: readonly string[] | undefined;
  /** The rules that hold for the value. */
  readonly v: number | undefined;
  /** There are rules below. */
  readonly r: boolean;
  /** Nothing in the value can be unknown, have a default or be there twice. */
  readonly free: boolean;
}
