import type { Origin, ResourceId } from '../source/place.ts';
import type { Risk } from './risk.ts';
import type { Sentence } from './sentence.ts';

/** What a change is about. */
export type Area =
  | 'gateway'
  | 'listener'
  | 'hostname'
  | 'route'
  | 'backend'
  | 'filter'
  | 'tls'
  | 'timeout'
  | 'retry'
  | 'session';

/** One difference in what a Gateway does, with the fields of the manifests that it comes from. */
export interface Change {
  readonly risk: Risk;
  readonly area: Area;
  readonly how: 'added' | 'removed' | 'changed';
  readonly gateway: ResourceId;
  readonly sentence: Sentence;
  /** The requests, hosts or backends that it concerns, all of them; the sentence may only count them. */
  readonly subjects: readonly string[];
  /** Where the earlier state comes from; null when there was none. */
  readonly base: Origin | null;
  /** Where the later state comes from; null when there is none. */
  readonly head: Origin | null;
}

/** A change of which the Gateway is known from the context. */
export type LocalChange = Omit<Change, 'gateway'>;
