import type { Listener } from './configuration.ts';
import { present, type Random } from './random.ts';

export interface ParentRef {
  readonly kind?: string;
  readonly name: string;
  readonly namespace: string;
  readonly sectionName?: string;
}

/** The ListenerSet of a configuration, or one of some of its listeners. */
export function ownParent(random: Random, name: string, listeners: readonly Listener[]): ParentRef {
  return present({
    kind: 'ListenerSet',
    name: 'own',
    namespace: name,
    sectionName: random.chance(40) ? random.pick(listeners).name : undefined,
  });
}
