import type { GatewaySpec, Listener, Resource } from '../model/index.ts';
import type { ResolvedListener } from '../resolve/listeners.ts';
import { conditionsOf, isFine, type ConditionFindings, type Fine } from './conditions.ts';
import type { Condition, GatewayStatus, ListenerStatus, RouteGroupKind } from './model.ts';

/** What is known of a Gateway after its references are resolved. */
export interface GatewayFacts {
  readonly gateway: Resource<GatewaySpec>;
  readonly listeners: readonly ResolvedListener[];
  /** Routes attached to a listener, by its name. */
  readonly attached: (listener: string) => number;
  readonly findings: ConditionFindings;
}

const listenerFine: readonly Fine[] = [
  { type: 'Accepted', status: 'True', reason: 'Accepted' },
  { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' },
  { type: 'Conflicted', status: 'False', reason: 'NoConflicts' },
];

/** The `status` of a Gateway whose class is ours. */
export function gatewayStatus(facts: GatewayFacts): GatewayStatus {
  const { gateway, findings } = facts;
  const listeners = (gateway.spec.listeners ?? []).map((spec, position) =>
    listenerStatus(spec, position, facts),
  );
  const programmed = listeners.filter(({ conditions }) => isFine(conditions, 'Programmed')).length;
  const accepted = listeners.filter(({ conditions }) => isFine(conditions, 'Accepted')).length;
  const generation = gateway.meta.generation;
  const [fromAddresses] = conditionsOf(
    [{ type: 'Accepted', status: 'True', reason: 'Accepted' }],
    findings.below('spec', 'addresses'),
    generation,
  );
  const own = (type: string, isTrue: boolean, reason: string, message = ''): Condition => ({
    type,
    status: isTrue ? 'True' : 'False',
    reason,
    message,
    observedGeneration: generation,
  });
  if (fromAddresses?.status === 'False')
    return {
      conditions: [fromAddresses, own('Programmed', false, 'Invalid', fromAddresses.message)],
      listeners,
    };
  const invalid = `${String(listeners.length - programmed)} of ${String(listeners.length)} listeners are not valid`;
  return {
    conditions: [
      programmed === listeners.length
        ? own('Accepted', true, 'Accepted')
        : own('Accepted', accepted > 0, 'ListenersNotValid', invalid),
      programmed > 0
        ? own('Programmed', true, 'Programmed')
        : own('Programmed', false, 'Invalid', invalid),
    ],
    listeners,
  };
}

function listenerStatus(
  spec: Listener,
  position: number,
  { gateway, listeners, attached, findings }: GatewayFacts,
): ListenerStatus {
  const resolved = listeners.find((each) => each.spec === spec);
  const own = findings.below('spec', 'listeners', position);
  const generation = gateway.meta.generation;
  const conditions = conditionsOf(listenerFine, own, generation);
  const programmed: Condition = {
    type: 'Programmed',
    status: resolved === undefined ? 'False' : 'True',
    reason: resolved === undefined ? 'Invalid' : 'Programmed',
    message: '',
    observedGeneration: generation,
  };
  return {
    name: spec.name,
    supportedKinds: [...(resolved?.routeKinds ?? [])].map(groupKind),
    attachedRoutes: attached(spec.name),
    conditions: [...conditions, programmed],
  };
}

function groupKind(name: string): RouteGroupKind {
  const slash = name.indexOf('/');
  return { group: name.slice(0, slash), kind: name.slice(slash + 1) };
}
