import type { Listener } from '../model/index.ts';
import type { ListenerOwner, ResolvedListener } from '../resolve/listeners.ts';
import { conditionsOf, isFine, type ConditionFindings, type Fine } from './conditions.ts';
import { aboutFilters } from './listener-filters.ts';
import type { Condition, ListenerStatus, RouteGroupKind } from './model.ts';
import type { Overlap } from './overlapping-tls.ts';

/** What is known of the listeners of a Gateway and its ListenerSets after their references are resolved. */
export interface ListenerFacts {
  readonly resolved: (spec: Listener) => ResolvedListener | null;
  readonly attached: (listener: ResolvedListener) => number;
  readonly overlap: (listener: ResolvedListener) => Overlap | null;
  /** What is wrong where clients are verified is wrong with each listener that it is for (GEP-91). */
  readonly ofClients: (listener: ResolvedListener) => ReturnType<ConditionFindings['below']>;
}

const fine: readonly Fine[] = [
  { type: 'Accepted', status: 'True', reason: 'Accepted' },
  { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' },
  { type: 'Conflicted', status: 'False', reason: 'NoConflicts' },
];

/** `status.listeners` of a Gateway or ListenerSet. */
export function listenerStatuses(
  owner: ListenerOwner,
  findings: ConditionFindings,
  facts: ListenerFacts,
): readonly ListenerStatus[] {
  return (owner.spec.listeners ?? []).map((spec, position) => {
    const listener = facts.resolved(spec);
    const own = [
      ...findings.below('spec', 'listeners', position),
      ...(listener === null ? [] : facts.ofClients(listener)),
    ];
    const ofFilters = findings.below('spec', 'listeners', position, 'filters');
    const conditions = conditionsOf(fine, own, owner.meta.generation).map((condition) =>
      aboutFilters(condition, ofFilters),
    );
    // A target may refuse what could be resolved; and a filter that cannot be had costs all requests.
    const isServed =
      listener?.served === true && isFine(conditions, 'Accepted') && ofFilters.length === 0;
    return {
      name: spec.name,
      supportedKinds: [...(listener?.routeKinds ?? [])].map(groupKind),
      attachedRoutes: listener === null ? 0 : facts.attached(listener),
      conditions: [
        ...withProgrammed(conditions, isServed, owner.meta.generation),
        ...overlapping(listener, facts, owner.meta.generation),
      ],
    };
  });
}

/** A conflict is also why a listener is neither accepted nor programmed (Gateway `listeners`). */
function withProgrammed(
  conditions: readonly Condition[],
  served: boolean,
  observedGeneration: number,
): readonly Condition[] {
  const conflict = conditions.find(
    ({ type, status }) => type === 'Conflicted' && status === 'True',
  );
  const programmed: Condition = {
    type: 'Programmed',
    status: served ? 'True' : 'False',
    reason: served ? 'Programmed' : (conflict?.reason ?? 'Invalid'),
    message: conflict?.message ?? '',
    observedGeneration,
  };
  if (conflict === undefined) return [...conditions, programmed];
  const refused = conditions.map((each): Condition =>
    each.type === 'Accepted' ? { ...conflict, type: 'Accepted', status: 'False' } : each,
  );
  return [...refused, programmed];
}

/** Of negative polarity: it is only there when it is true (ListenerConditionOverlappingTLSConfig). */
function overlapping(
  listener: ResolvedListener | null,
  { overlap }: ListenerFacts,
  observedGeneration: number,
): readonly Condition[] {
  const found = listener === null ? null : overlap(listener);
  if (found === null) return [];
  return [{ type: 'OverlappingTLSConfig', status: 'True', ...found, observedGeneration }];
}

function groupKind(name: string): RouteGroupKind {
  const slash = name.indexOf('/');
  return { group: name.slice(0, slash), kind: name.slice(slash + 1) };
}
