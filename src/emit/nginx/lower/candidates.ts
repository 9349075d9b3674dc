import type { RuleId } from '../../../ir/index.ts';
import type { Origin } from '../../../source/place.ts';
import type { Condition } from './conditions.ts';

/**
 * A rule that may take the requests of a location. `host` ones depend on the host but not on the
 * location: they are looked up under the host's name, so that locations need not repeat them.
 */
export interface Candidate {
  /** Position in the host's order of precedence. */
  readonly index: number;
  readonly rule: RuleId;
  readonly scope: 'location' | 'host';
  readonly conditions: readonly Condition[];
  readonly origin: Origin;
}

/** Candidates in order of precedence; `next` is where the search goes on when none of them fits. */
export interface CandidateList {
  readonly items: readonly Candidate[];
  readonly next: CandidateList | null;
}

export const noCandidates: CandidateList = { items: [], next: null };

// Longer remainders are shared between locations by a jump instead of being repeated in each.
const MAX_REPEATED = 12;

/**
 * Merges a path's own candidates into those of the path above it. Stops at the first that takes every
 * request. Both inputs are in order of precedence.
 */
export function mergeCandidates(
  own: readonly Candidate[],
  above: CandidateList,
  shareRest: (list: CandidateList, from: number) => CandidateList,
): CandidateList {
  const items: Candidate[] = [];
  let list: CandidateList | null = above;
  let at = 0;
  for (const candidate of own) {
    while (list !== null) {
      const other: Candidate | undefined = list.items[at];
      if (other === undefined) {
        list = list.next;
        at = 0;
      } else if (other.index < candidate.index) {
        items.push(other);
        if (isCertain(other)) return { items, next: null };
        at += 1;
      } else break;
    }
    items.push(candidate);
    if (isCertain(candidate)) return { items, next: null };
  }
  if (list === null) return { items, next: null };
  const rest = list.items.slice(at, at + MAX_REPEATED + 1);
  if (rest.length <= MAX_REPEATED) return { items: [...items, ...rest], next: list.next };
  return { items, next: shareRest(list, at) };
}

/** Whether the candidate takes every request that reaches it. */
export function isCertain(candidate: Candidate): boolean {
  return candidate.conditions.length === 0;
}

/** The candidates that have to be tried: those before a certain one need not, where they are of the same rule. */
export function decisive({ items }: CandidateList): readonly Candidate[] {
  const last = items.at(-1);
  if (last === undefined || !isCertain(last)) return items;
  const before = items.findLastIndex(({ rule }) => rule !== last.rule);
  return before === items.length - 2 ? items : [...items.slice(0, before + 1), last];
}

/** Makes `shareRest`: equal remainders become one list. */
export function createRemainders(): (list: CandidateList, from: number) => CandidateList {
  const known = new Map<CandidateList, Map<number, CandidateList>>();
  return (list, from) => {
    if (from === 0) return list;
    const ofList = known.get(list) ?? new Map<number, CandidateList>();
    known.set(list, ofList);
    const remainder = ofList.get(from) ?? { items: list.items.slice(from), next: list.next };
    ofList.set(from, remainder);
    return remainder;
  };
}
