import type { Diagnostic, Report, Staged } from '../diagnostics/diagnostic.ts';
import type { ParsedDocument } from '../parse/document.ts';
import { formatFieldPath } from '../source/field-path.ts';
import { judgeDocument } from '../validate/object.ts';
import type { SchemaSet, SchemaSource } from '../validate/schema-set.ts';
import { defaultChanges } from './default-changes.ts';
import { upgradeFinding } from './finding.ts';

/** The releases before and after an upgrade of the CRDs; the channel stays. */
export interface Upgrade {
  readonly from: SchemaSource;
  readonly to: SchemaSource;
}

/**
 * What would change for each manifest if its cluster got the CRDs of another release: renamed, removed, newly
 * refused, newly deprecated, or stored with another default. What is wrong already is not repeated.
 */
export function reviewUpgrade(
  documents: readonly ParsedDocument[],
  schemas: SchemaSet,
  upgrade: Upgrade,
): Staged<null> {
  const diagnostics: Diagnostic[] = [];
  for (const document of documents) reviewDocument(document, schemas, upgrade, diagnostics);
  return { value: null, diagnostics };
}

function reviewDocument(
  document: ParsedDocument,
  schemas: SchemaSet,
  { from, to }: Upgrade,
  found: Diagnostic[],
): void {
  const before = judge(document, schemas, from);
  if (before.judgement.verdict === 'skipped') return;
  const after = judge(document, schemas, to);
  const renewed = withServedVersion(document, schemas, to);
  const known = new Set(before.diagnostics.map(keyOf));
  const fresh = [
    ...after.diagnostics,
    ...(renewed === null ? [] : judge(renewed, schemas, to).diagnostics),
  ].filter((diagnostic) => !known.has(keyOf(diagnostic)));
  const { release } = to;
  found.push(...fresh.map((diagnostic) => upgradeFinding(diagnostic, release)));
  if (before.judgement.verdict !== 'valid' || after.judgement.verdict !== 'valid') return;
  found.push(...defaultChanges(before.judgement.object, after.judgement.object, release));
}

function judge(document: ParsedDocument, schemas: SchemaSet, source: SchemaSource) {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  return { judgement: judgeDocument(document, schemas, source, report), diagnostics };
}

/** The document in the newest version, where the one that it is written in is no longer served; else null. */
function withServedVersion(
  document: ParsedDocument,
  schemas: SchemaSet,
  to: SchemaSource,
): ParsedDocument | null {
  const { apiVersion, kind } = document.value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return null;
  const slash = apiVersion.lastIndexOf('/');
  const [group, version] = [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
  const lookup = schemas.lookup({ group, version, kind }, to);
  if (lookup.kind !== 'version') return null;
  const served = schemas.lookup({ group, version: lookup.served.at(-1) ?? '', kind }, to);
  if (served.kind !== 'found') return null;
  const value = { ...document.value, apiVersion: `${group}/${served.schema.newest}` };
  return { ...document, value };
}

/** Two findings with one key are the same finding. */
function keyOf({ code, args, place }: Diagnostic): string {
  const path = place.kind === 'field' ? formatFieldPath(place.origin.path) : '';
  return JSON.stringify([code, path, args]);
}
