import { catalogEntry } from '../diagnostics/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { GatewaySpec, Listener, Resource } from '../model/index.ts';
import type { ResolvedListener } from '../resolve/listeners.ts';
import { formatFieldPath } from '../source/field-path.ts';
import { overlappingTls } from './overlapping-tls.ts';
import { conditionsOf, isFine, type ConditionFindings, type Fine } from './conditions.ts';
import type { Condition, GatewayStatus, ListenerStatus, RouteGroupKind } from './model.ts';

/** What is known of a Gateway after its references are resolved. */
export interface GatewayFacts {
  readonly gateway: Resource<GatewaySpec>;
  readonly listeners: readonly ResolvedListener[];
  /** IP literals that it listens on; empty for all. */
  readonly addresses: readonly string[];
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
  const wellFormed = listeners.filter(({ conditions }) => isFine(conditions, 'Accepted')).length;
  const generation = gateway.meta.generation;
  const [accepted, programmable] = conditionsOf(
    gatewayFine,
    [...findings.below('spec', 'addresses'), ...findings.below('spec', 'infrastructure')],
    generation,
  );
  const own = (type: string, isTrue: boolean, reason: string, message = ''): Condition => ({
    type,
    status: isTrue ? 'True' : 'False',
    reason,
    message,
    observedGeneration: generation,
  });
  const addresses = facts.addresses.map((value) => ({ type: 'IPAddress', value }));
  if (accepted?.status === 'False')
    return {
      addresses,
      conditions: [accepted, own('Programmed', false, 'Invalid', accepted.message)],
      listeners,
    };
  const invalid = `${String(listeners.length - programmed)} of ${String(listeners.length)} listeners are not valid`;
  const valid =
    programmed === listeners.length
      ? own('Accepted', true, 'Accepted')
      : own('Accepted', wellFormed > 0, 'ListenersNotValid', invalid);
  if (programmable?.status === 'False')
    return { addresses, conditions: [own('Accepted', true, 'Accepted'), programmable], listeners };
  return {
    addresses,
    conditions: [
      valid,
      programmed > 0
        ? own('Programmed', true, 'Programmed')
        : own('Programmed', false, 'Invalid', invalid),
      ...referencesOf(facts),
    ],
    listeners,
  };
}

/** Of the references that the Gateway itself makes; those of listeners have conditions of their own. */
function referencesOf({ gateway, findings }: GatewayFacts): readonly Condition[] {
  const fine = { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' } as const;
  const found = conditionsOf([fine], findings.below('spec', 'tls'), gateway.meta.generation);
  return found.map((condition) =>
    condition.reason === 'InvalidCertificateRef'
      ? { ...condition, reason: 'InvalidClientCertificateRef' }
      : condition,
  );
}

const gatewayFine: readonly Fine[] = [
  { type: 'Accepted', status: 'True', reason: 'Accepted' },
  { type: 'Programmed', status: 'True', reason: 'Programmed' },
];

function listenerStatus(
  spec: Listener,
  position: number,
  { gateway, listeners, attached, findings }: GatewayFacts,
): ListenerStatus {
  const resolved = listeners.find((each) => each.spec === spec);
  const own = findings.below('spec', 'listeners', position);
  const ofFilters = findings.below('spec', 'listeners', position, 'filters');
  const served = resolved?.served === true && ofFilters.length === 0;
  const generation = gateway.meta.generation;
  const conditions = conditionsOf(listenerFine, own, generation).map((condition) =>
    isOfFilters(condition, ofFilters) ? aboutFilter(condition, ofFilters) : condition,
  );
  const programmed: Condition = {
    type: 'Programmed',
    status: served ? 'True' : 'False',
    reason: served ? 'Programmed' : 'Invalid',
    message: '',
    observedGeneration: generation,
  };
  return {
    name: spec.name,
    supportedKinds: [...(resolved?.routeKinds ?? [])].map(groupKind),
    attachedRoutes: attached(spec.name),
    conditions: [...conditions, programmed, ...overlapping(spec, listeners, generation)],
  };
}

function isOfFilters({ type, status }: Condition, ofFilters: readonly Diagnostic[]): boolean {
  return status === 'False' && findingOf(type, ofFilters) !== undefined;
}

function findingOf(type: string, findings: readonly Diagnostic[]): Diagnostic | undefined {
  return findings.find(({ code }) => catalogEntry(code).condition?.type === type);
}

/** GEP-5224: one reason for all references that lead nowhere, and a message that names the filter. */
function aboutFilter(condition: Condition, ofFilters: readonly Diagnostic[]): Condition {
  const finding = findingOf(condition.type, ofFilters);
  const place = finding?.place.kind === 'field' ? finding.place.origin.path.slice(3, 6) : [];
  const reason =
    condition.type === 'ResolvedRefs' && condition.reason !== 'RefNotPermitted'
      ? 'InvalidListenerFilterRef'
      : condition.reason;
  return { ...condition, reason, message: `${formatFieldPath(place)}: ${condition.message}` };
}

/** Of negative polarity: it is only there when it is true (ListenerConditionOverlappingTLSConfig). */
function overlapping(
  spec: Listener,
  listeners: readonly ResolvedListener[],
  observedGeneration: number,
): readonly Condition[] {
  const found = overlappingTls(spec, listeners);
  if (found === null) return [];
  return [{ type: 'OverlappingTLSConfig', status: 'True', ...found, observedGeneration }];
}

function groupKind(name: string): RouteGroupKind {
  const slash = name.indexOf('/');
  return { group: name.slice(0, slash), kind: name.slice(slash + 1) };
}
