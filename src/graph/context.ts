import type { Inspection } from '../inspect/model.ts';
import type { Draft, FindingsOf } from './draft.ts';

/** What the parts of a graph are made from. */
export interface GraphContext {
  readonly inspection: Inspection;
  readonly draft: Draft;
  readonly findingsOf: FindingsOf;
}

/** Key of the node of a listener. */
export function listenerKey(parent: string, name: string): string {
  return `${parent}#${name}`;
}
