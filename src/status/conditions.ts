import { catalogEntry } from '../diagnostics/catalog.ts';
import { fieldOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { ResourceId } from '../source/place.ts';
import type { Condition } from './model.ts';

/** A condition as it is when nothing is wrong. */
export interface Fine {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
}

/** The findings about one object that lead to a condition, by field. */
export interface ConditionFindings {
  readonly below: (...path: FieldPath) => readonly Diagnostic[];
}

/** Looks findings up by object. */
export function groupFindings(
  diagnostics: readonly Diagnostic[],
): (id: ResourceId) => ConditionFindings {
  const byObject = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { code, place } = diagnostic;
    if (catalogEntry(code).condition === null || place.kind !== 'field') continue;
    const key = keyOf(place.origin.resource);
    const list = byObject.get(key);
    if (list === undefined) byObject.set(key, [diagnostic]);
    else list.push(diagnostic);
  }
  return (id) => {
    const own = byObject.get(keyOf(id)) ?? [];
    return {
      below: (...path) => own.filter((each) => startsWith(fieldOf(each) ?? [], path)),
    };
  };
}

function startsWith(field: FieldPath, path: FieldPath): boolean {
  return path.every((step, position) => field[position] === step);
}

/** The conditions that hold, each with the first finding that speaks against its being fine. */
export function conditionsOf(
  fine: readonly Fine[],
  findings: readonly Diagnostic[],
  observedGeneration: number,
): readonly Condition[] {
  return fine.map(({ type, status, reason }) => {
    const finding = findings.find(({ code }) => catalogEntry(code).condition?.type === type);
    if (finding === undefined) return { type, status, reason, message: '', observedGeneration };
    const entry = catalogEntry(finding.code);
    return {
      type,
      status: entry.condition?.status ?? status,
      reason: entry.condition?.reason ?? reason,
      message: entry.message(finding.args),
      observedGeneration,
    };
  });
}

/** Whether a condition is as it is when nothing is wrong. */
export function isFine(conditions: readonly Condition[], type: string): boolean {
  return conditions.some((each) => each.type === type && each.status === 'True');
}

function keyOf({ group, kind, namespace, name }: ResourceId): string {
  return `${group}/${kind}/${namespace}/${name}`;
}
