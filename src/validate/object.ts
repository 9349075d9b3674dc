import type { Channel } from '../model/channel.ts';
import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { ObjectMeta } from '../model/index.ts';
import { isJsonObject, type JsonObject, type ParsedDocument } from '../parse/document.ts';
import { formatFieldPath, type FieldPath } from '../source/field-path.ts';
import type { Origin, ResourceId } from '../source/place.ts';
import { readMetadata } from './metadata.ts';
import { checkRules } from './rules.ts';
import { blocksRules, schemaProblems } from './schema-errors.ts';
import type { GroupVersionKind, KindSchema, SchemaSet } from './schema-set.ts';
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
  | { readonly verdict: 'skipped'; readonly group: string; readonly kind: string };

/** Judges one document as the API server would on creation. */
export function judgeDocument(
  document: ParsedDocument,
  schemas: SchemaSet,
  channel: Channel,
  report: Report,
): Judgement {
  const gvk = kindOf(document.value);
  if (gvk === null) {
    const resource = { group: '', kind: '', namespace: '', name: '' };
    const place = { document: document.ref, resource, path: [] };
    const problem = "Object 'Kind' or 'apiVersion' is missing";
    report(atField('validate/identity', place, { problem }));
    return { verdict: 'invalid' };
  }
  const { group, kind, version } = gvk;
  const lookup = schemas.lookup(gvk, channel);
  if (lookup.kind === 'unknown') return { verdict: 'skipped', group, kind };
  if (lookup.kind === 'found') return judgeObject(document, gvk, lookup.schema, report);
  const { name, namespace } = readMetadata(document.value, 'Namespaced');
  const resource = { group, kind, namespace, name };
  const origin = (path: FieldPath): Origin => ({ document: document.ref, resource, path });
  if (lookup.kind === 'experimental')
    report(atField('validate/experimental-kind', origin(['kind']), { kind }));
  else {
    const args = { version, served: lookup.served.join(' or ') };
    report(atField('validate/version', origin(['apiVersion']), args));
  }
  return { verdict: 'invalid' };
}

function kindOf({ apiVersion, kind }: JsonObject): GroupVersionKind | null {
  if (typeof apiVersion !== 'string' || apiVersion === '') return null;
  if (typeof kind !== 'string' || kind === '') return null;
  const slash = apiVersion.lastIndexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return { group, version: apiVersion.slice(slash + 1), kind };
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
  const checked = checkValue(value, schema, origin, report);
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
  if (schema.deprecated === null) return;
  const { group, version } = gvk;
  const storage = group === '' ? schema.storage : `${group}/${schema.storage}`;
  report(atField('validate/deprecated-version', origin(['apiVersion']), { version, storage }));
}

/** The value with its defaults, or null after reporting what is wrong. */
function checkValue(
  value: JsonObject,
  schema: KindSchema,
  origin: OriginOf,
  report: Report,
): JsonObject | null {
  let fine = true;
  const applied = applyStructure(value, schema.structure, (problem) => {
    fine = false;
    reportStructure(problem, origin(problem.path), report);
  });
  if (!isJsonObject(applied)) return null;
  // A create resets status before validation, so only its unknown fields can be wrong.
  const stored = withoutStatus(applied);
  const errors = schema.check(stored);
  for (const { path, problem } of schemaProblems(errors, stored)) {
    fine = false;
    report(atField('validate/schema', origin(path), { problem }));
  }
  if (!errors.some(blocksRules))
    checkRules(stored, schema.structure, schema.rules, (path, problem) => {
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
      const suggestion = suggest(String(problem.path.at(-1)), problem.known);
      report(atField('validate/unknown-field', origin, { field }, { suggestion, part: 'key' }));
    }
  }
}

function withoutStatus(object: JsonObject): JsonObject {
  const copy = Object.create(null) as Record<string, JsonObject[string]>;
  for (const [name, value] of Object.entries(object)) if (name !== 'status') copy[name] = value;
  return copy;
}
