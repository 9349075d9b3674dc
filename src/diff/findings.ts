import { catalogEntry } from '../diagnostics/catalog.ts';
import type { LocatedDiagnostic } from '../diagnostics/located.ts';
import { formatFieldPath } from '../source/field-path.ts';

/** How the findings of two states differ. */
export interface FindingsDiff {
  readonly introduced: readonly LocatedDiagnostic[];
  readonly fixed: readonly LocatedDiagnostic[];
  /** As the later state has them. */
  readonly unchanged: readonly LocatedDiagnostic[];
}

/**
 * Knows findings again by what they say about which object: first in the same field, then in another one of the
 * object, where an item before it came or went. Lines and files do not count, as objects may move between files.
 */
export function compareFindings(
  base: readonly LocatedDiagnostic[],
  head: readonly LocatedDiagnostic[],
): FindingsDiff {
  const exact = pairOff(base, head, (finding) => `${identity(finding)} ${fieldOf(finding)}`);
  const loose = pairOff(exact.base, exact.head, identity);
  const introduced = new Set(loose.head);
  return {
    introduced: loose.head,
    fixed: loose.base,
    unchanged: head.filter((finding) => !introduced.has(finding)),
  };
}

interface Unpaired {
  readonly base: readonly LocatedDiagnostic[];
  readonly head: readonly LocatedDiagnostic[];
}

/** What is left of both sides when equal ones are taken away in pairs. */
function pairOff(
  base: readonly LocatedDiagnostic[],
  head: readonly LocatedDiagnostic[],
  keyOf: (finding: LocatedDiagnostic) => string,
): Unpaired {
  const waiting = new Map<string, LocatedDiagnostic[]>();
  for (const finding of base) {
    const key = keyOf(finding);
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [finding]);
    else list.push(finding);
  }
  const paired = new Set<LocatedDiagnostic>();
  const taken = new Map<string, number>();
  const left = head.filter((finding) => {
    const key = keyOf(finding);
    const position = taken.get(key) ?? 0;
    const other = waiting.get(key)?.[position];
    if (other === undefined) return true;
    taken.set(key, position + 1);
    paired.add(other);
    return false;
  });
  return { base: base.filter((finding) => !paired.has(finding)), head: left };
}

function identity({ code, severity, target, args, place }: LocatedDiagnostic): string {
  const { message } = catalogEntry(code);
  const subject =
    place.kind === 'field'
      ? place.origin.resource
      : place.kind === 'text'
        ? place.place.file
        : null;
  return JSON.stringify([code, severity, target, subject, message(args)]);
}

function fieldOf({ place }: LocatedDiagnostic): string {
  return place.kind === 'field' ? formatFieldPath(place.origin.path) : '';
}
