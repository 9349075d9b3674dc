import { atField, type Diagnostic, type Report, type Staged } from '../diagnostics/diagnostic.ts';
import type { ResourceSet } from '../model/index.ts';
import type { ParsedDocument } from '../parse/document.ts';
import { describeResource, type DocumentRef } from '../source/place.ts';
import { compareText } from '../util/compare.ts';
import type { JudgeMemory } from './memory.ts';
import { judgeDocument, type Judgement, type ValidObject } from './object.ts';
import { makeResourceSet } from './resources.ts';
import type { SchemaSet, SchemaSource } from './schema-set.ts';

export { makeJudgeMemory, type JudgedObject, type JudgeMemory } from './memory.ts';
export type { SchemaSet } from './schema-set.ts';
export { findUnsupported } from './unsupported.ts';

export interface Validated {
  readonly resources: ResourceSet;
  /** The same objects with all their fields. */
  readonly objects: readonly ValidObject[];
  /** One for each document, in its order. */
  readonly verdicts: readonly Verdict[];
  /** Objects of kinds that are not ours, counted. */
  readonly skippedKinds: readonly SkippedKind[];
}

export interface Verdict {
  readonly document: DocumentRef;
  /** `skipped`: of a kind or a version that a cluster with these CRDs does not serve. */
  readonly verdict: 'valid' | 'invalid' | 'skipped';
}

export interface SkippedKind {
  readonly group: string;
  readonly kind: string;
  readonly count: number;
}

/**
 * Judges every document by itself as the API server would, then what they are together.
 *
 * @param memory - of other states that were judged by the same schemas; it changes how long this takes, and nothing else
 */
export function validate(
  documents: readonly ParsedDocument[],
  schemas: SchemaSet,
  source: SchemaSource,
  memory: JudgeMemory | null = null,
): Staged<Validated> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  const objects: ValidObject[] = [];
  const verdicts: Verdict[] = [];
  const skipped = new Map<string, SkippedKind>();
  for (const document of documents) {
    const judge = () => judgeDocument(document, schemas, source, report);
    const judgement = memory === null ? judge() : judgeOnce(document, memory, diagnostics, judge);
    const verdict = judgement.verdict === 'not-served' ? 'skipped' : judgement.verdict;
    verdicts.push({ document: document.ref, verdict });
    if (judgement.verdict === 'valid') objects.push(judgement.object);
    else if (judgement.verdict === 'skipped') countKind(skipped, judgement);
  }
  const unique = withoutDuplicates(objects, report);
  const skippedKinds = [...skipped.values()].sort(
    (a, b) => compareText(a.kind, b.kind) || compareText(a.group, b.group),
  );
  return {
    value: { resources: makeResourceSet(unique), objects: unique, verdicts, skippedKinds },
    diagnostics,
  };
}

/** The judgement that is known of an object, or a new one, which is remembered if nothing was found. */
function judgeOnce(
  { value, ref }: ParsedDocument,
  { valid }: JudgeMemory,
  diagnostics: readonly Diagnostic[],
  judge: () => Judgement,
): Judgement {
  const known = valid.get(value);
  if (known !== undefined) return { verdict: 'valid', object: { ...known, document: ref } };
  const found = diagnostics.length;
  const judgement = judge();
  if (judgement.verdict === 'valid' && diagnostics.length === found) {
    const { id, meta, value: checked } = judgement.object;
    valid.set(value, { id, meta, value: checked });
  }
  return judgement;
}

function countKind(
  counts: Map<string, SkippedKind>,
  { group, kind }: { readonly group: string; readonly kind: string },
): void {
  const key = `${group}/${kind}`;
  counts.set(key, { group, kind, count: (counts.get(key)?.count ?? 0) + 1 });
}

/**
 * Two objects of one identity are a mistake. Which counts must not depend on the order of documents: the one that
 * comes first as JSON.
 */
function withoutDuplicates(
  objects: readonly ValidObject[],
  report: Report,
): readonly ValidObject[] {
  const byIdentity = new Map<string, ValidObject>();
  const several = new Map<string, [ValidObject, ...ValidObject[]]>();
  for (const object of objects) {
    const { group, kind, namespace, name } = object.id;
    const key = `${group}/${kind}/${namespace}/${name}`;
    const known = byIdentity.get(key);
    if (known === undefined) byIdentity.set(key, object);
    else {
      const same = several.get(key);
      if (same === undefined) several.set(key, [known, object]);
      else same.push(object);
    }
  }
  for (const [key, same] of several) byIdentity.set(key, keepOne(same, report));
  return [...byIdentity.values()];
}

function keepOne(same: readonly [ValidObject, ...ValidObject[]], report: Report): ValidObject {
  const texts = new Map(same.map((object) => [object, JSON.stringify(object.value)]));
  const kept = same.reduce((first, each) => (comesFirst(each, first, texts) ? each : first));
  for (const object of same) if (object !== kept) reportDuplicate(object, kept, report);
  return kept;
}

function comesFirst(
  a: ValidObject,
  b: ValidObject,
  texts: ReadonlyMap<ValidObject, string>,
): boolean {
  const order =
    compareText(texts.get(a) ?? '', texts.get(b) ?? '') ||
    compareText(a.document.file, b.document.file) ||
    a.document.start - b.document.start ||
    (a.document.item ?? 0) - (b.document.item ?? 0);
  return order < 0;
}

function reportDuplicate(object: ValidObject, first: ValidObject, report: Report): void {
  const place = { document: object.document, resource: object.id, path: ['metadata', 'name'] };
  report(
    atField(
      'validate/duplicate-object',
      place,
      { object: describeResource(object.id) },
      {
        related: [
          { origin: { ...place, document: first.document }, note: 'this definition counts' },
        ],
      },
    ),
  );
}
