import { atField, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { ObjectMeta } from '../model/index.ts';
import { renameOf } from '../model/renames.ts';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ParsedDocument,
} from '../parse/document.ts';
import { openObject } from '../parse/json-object.ts';
import { formatFieldPath, type FieldPath } from '../source/field-path.ts';
import type { Origin, ResourceId } from '../source/place.ts';
import { readMetadata } from './metadata.ts';
import { checkRules } from './rules.ts';
import { blocksRules, schemaProblems } from './schema-errors.ts';
import type {
  GroupVersionKind,
  KindSchema,
  SchemaLookup,
  SchemaSet,
  SchemaSource,
} from './schema-set.ts';
import { applyStructure, type StructureProblem } from './structure.ts';

/** An object that passed every check, defaults applied. */
export interface ValidObject {
  readonly id: ResourceId;
  readonly meta: ObjectMeta;
  readonly value: JsonObject;
  readonly document: ParsedDocument['ref'];
}

export type Judgement =
  | { readonly verdict: 'valid'; readonly object: ValidObject }
  | { readonly verdict: 'invalid' }
  /** The kind or version is not one that the cluster serves. */
  | { readonly verdict: 'not-served' }
  | { readonly verdict: 'skipped'; readonly group: string; readonly kind: string };

/** Judges one document as the API server would on creation. */
export function judgeDocument(
  document: ParsedDocument,
  schemas: SchemaSet,
  source: SchemaSource,
  report: Report,
): Judgement {
  const gvk = kindOf(document.value);
  if (gvk === null) {
    const resource = { group: '', kind: '', namespace: '', name: '' };
    // The first of the two that is wrong or missing.
    const path = [isText(document.value['apiVersion']) ? 'kind' : 'apiVersion'];
    const place = { document: document.ref, resource, path };
    const problem = "Object 'Kind' or 'apiVersion' is missing";
    report(atField('validate/identity', place, { problem }));
    return { verdict: 'invalid' };
  }
  const { group, kind } = gvk;
  const lookup = schemas.lookup(gvk, source);
  if (lookup.kind === 'unknown') return { verdict: 'skipped', group, kind };
  if (lookup.kind === 'found') return judgeObject(document, gvk, lookup.schema, report);
  const { name, namespace } = readMetadata(document.value, 'Namespaced');
  const resource = { group, kind, namespace, name };
  const origin = (path: FieldPath): Origin => ({ document: document.ref, resource, path });
  report(notServed(lookup, gvk, source, origin));
  return { verdict: 'not-served' };
}

/** Why a cluster has no place for an object of one of our groups. */
function notServed(
  lookup: Exclude<SchemaLookup, { readonly kind: 'found' | 'unknown' }>,
  { kind, version }: GroupVersionKind,
  { release }: SchemaSource,
  origin: OriginOf,
): Diagnostic {
  switch (lookup.kind) {
    case 'experimental':
      return atField('validate/experimental-kind', origin(['kind']), { kind });
    case 'version': {
      const args = { version, served: lookup.served.join(' or ') };
      return atField('validate/version', origin(['apiVersion']), args);
    }
    case 'release': {
      const [first = release] = lookup.releases;
      const last = lookup.releases.at(-1) ?? first;
      const having = first === last ? `${first} has it` : `${first} to ${last} have it`;
      const extras = { suggestion: renameOf(kind, []) };
      return atField(
        'validate/kind-not-in-release',
        origin(['kind']),
        { kind, release, having },
        extras,
      );
    }
    case 'misspelt': {
      const suggestion = lookup.similar;
      return atField('validate/unknown-kind', origin(['kind']), { kind }, { suggestion });
    }
  }
}

function kindOf({ apiVersion, kind }: JsonObject): GroupVersionKind | null {
  if (!isText(apiVersion) || !isText(kind)) return null;
  const slash = apiVersion.lastIndexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return { group, version: apiVersion.slice(slash + 1), kind };
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function judgeObject(
  { value, ref }: ParsedDocument,
  gvk: GroupVersionKind,
  schema: KindSchema,
  report: Report,
): Judgement {
  const { group, kind } = gvk;
  const { name, namespace: written, meta, problems } = readMetadata(value, schema.scope);
  const namespace = schema.scope === 'Cluster' ? '' : written === '' ? 'default' : written;
  const id: ResourceId = { group, kind, namespace, name };
  const origin = (path: FieldPath): Origin => ({ document: ref, resource: id, path });
  reportDeprecation(schema, gvk, origin, report);
  for (const { path, problem } of problems)
    report(atField('validate/metadata', origin(path), { problem }));
  const keepsStatus = group === '' && kind === 'Pod';
  const checked = checkValue(value, schema, { origin, keepsStatus, report });
  if (checked === null || problems.length > 0) return { verdict: 'invalid' };
  return { verdict: 'valid', object: { id, meta, value: checked, document: ref } };
}

type OriginOf = (path: FieldPath) => Origin;

function reportDeprecation(
  schema: KindSchema,
  gvk: GroupVersionKind,
  origin: OriginOf,
  report: Report,
): void {
  const { group, version } = gvk;
  if (version === schema.newest) return;
  const newest = group === '' ? schema.newest : `${group}/${schema.newest}`;
  report(atField('validate/deprecated-version', origin(['apiVersion']), { version, newest }));
}

interface CheckContext {
  readonly origin: OriginOf;
  /** Only its status tells where a Pod is: such input shows what a cluster has, as EndpointSlices do. */
  readonly keepsStatus: boolean;
  readonly report: Report;
}

/** The value with its defaults, or null after reporting what is wrong. */
function checkValue(
  value: JsonObject,
  schema: KindSchema,
  { origin, keepsStatus, report }: CheckContext,
): JsonObject | null {
  let fine = true;
  const applied = applyStructure(value, schema.structure, (problem) => {
    fine = false;
    reportStructure(problem, origin(problem.path), report);
  });
  if (!isJsonObject(applied)) return null;
  // A create resets status before validation, so only its unknown fields can be wrong.
  const stored = keepsStatus ? applied : withoutStatus(applied);
  const errors = schema.check(stored);
  for (const { path, problem } of schemaProblems(errors, stored)) {
    fine = false;
    report(atField('validate/schema', origin(path), { problem }));
  }
  if (!errors.some(blocksRules))
    checkRules(stored, schema, (path, problem) => {
      fine = false;
      report(atField('validate/rule', origin(path), { problem }));
    });
  return fine ? stored : null;
}

function reportStructure(problem: StructureProblem, origin: Origin, report: Report): void {
  const field = formatFieldPath(problem.path);
  switch (problem.kind) {
    case 'experimental':
      report(atField('validate/experimental-field', origin, { field }, { part: 'key' }));
      return;
    case 'duplicate':
      report(atField('validate/duplicate-item', origin, { first: problem.first }));
      return;
    case 'unknown': {
      const suggestion =
        renameOf(origin.resource.kind, problem.path) ??
        suggest(String(problem.path.at(-1)), problem.known);
      report(atField('validate/unknown-field', origin, { field }, { suggestion, part: 'key' }));
    }
  }
}

function withoutStatus(object: JsonObject): JsonObject {
  if (!Object.hasOwn(object, 'status')) return object;
  const copy = openObject();
  for (const [name, value] of Object.entries(object)) if (name !== 'status') copy[name] = value;
  return copy;
}
