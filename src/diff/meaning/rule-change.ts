import type { ResourceId, Origin } from '../../source/place.ts';
import type { Area } from '../change.ts';
import type { Risk } from '../risk.ts';
import type { Sentence } from '../sentence.ts';
import type { BackendNames } from './destination.ts';

/** What becomes different for the requests of a rule: the rest of a sentence that begins with them. */
export interface RuleChange {
  readonly risk: Risk;
  readonly area: Area;
  readonly how: 'added' | 'removed' | 'changed';
  readonly predicate: Sentence;
  readonly base: Origin | null;
  readonly head: Origin | null;
}

/** What comparing two rules takes besides them. */
export interface RulePair {
  readonly base: RuleSide;
  readonly head: RuleSide;
}

export interface RuleSide {
  readonly route: ResourceId;
  readonly names: BackendNames;
  readonly origin: Origin;
}
