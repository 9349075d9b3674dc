import type { LocatedDiagnostic } from '../../diagnostics/located.ts';

/** What a run found that the one before did not, and the other way round. */
export interface Changes {
  readonly introduced: readonly LocatedDiagnostic[];
  readonly fixed: readonly LocatedDiagnostic[];
}

/** A finding that only moved to another line is the same. */
export function changesBetween(
  before: readonly LocatedDiagnostic[],
  after: readonly LocatedDiagnostic[],
): Changes {
  const [known, still] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return {
    introduced: after.filter((each) => !known.has(keyOf(each))),
    fixed: before.filter((each) => !still.has(keyOf(each))),
  };
}

function keyOf({ code, args, place, target, span }: LocatedDiagnostic): string {
  const where =
    place.kind === 'field' ? [place.origin.resource, place.origin.path] : [span?.file ?? ''];
  return JSON.stringify([code, args, target, where]);
}
