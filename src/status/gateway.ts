import type { Channel } from '../model/channel.ts';
import type { GatewaySpec, Resource } from '../model/index.ts';
import type { AssignedAddress } from '../resolve/addresses.ts';
import { isDefault } from '../resolve/parents.ts';
import { addressesAssigned } from './addresses.ts';
import { conditionsOf, isFine, type ConditionFindings, type Fine } from './conditions.ts';
import { listenerStatuses, type ListenerFacts } from './listener.ts';
import type { Condition, GatewayStatus, ListenerSetStatus, StatusAddress } from './model.ts';

/** What is known of a Gateway after its references are resolved. */
export interface GatewayFacts {
  readonly gateway: Resource<GatewaySpec>;
  readonly listenerFacts: ListenerFacts;
  /** Of the ListenerSets that name it. */
  readonly listenerSets: readonly ListenerSetStatus[];
  /** What it listens on; empty for all. */
  readonly addresses: readonly AssignedAddress[];
  readonly channel: Channel;
  readonly findings: ConditionFindings;
}

/** The `status` of a Gateway whose class is ours. */
export function gatewayStatus(facts: GatewayFacts): GatewayStatus {
  const { gateway, findings } = facts;
  const listeners = listenerStatuses(gateway, findings, facts.listenerFacts);
  const attached = facts.listenerSets.filter(({ conditions }) => isFine(conditions, 'Accepted'));
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
  const assigned = addressesAssigned(gateway, findings);
  const statusWith = (...conditions: readonly Condition[]): GatewayStatus => ({
    addresses: facts.addresses.map((each) => statusAddress(each, facts.channel)),
    conditions: [
      ...conditions,
      ...(assigned === null || facts.channel === 'standard' ? [] : [assigned]),
      // GEP-3793: it is only there when it is true.
      ...(isDefault(gateway)
        ? [own('DefaultGateway', true, 'DefaultGateway', 'Gateway has default scope All')]
        : []),
    ],
    listeners,
    attachedListenerSets: attached.length,
  });
  if (accepted?.status === 'False')
    return statusWith(accepted, own('Programmed', false, 'Invalid', accepted.message));
  if (programmable?.status === 'False')
    return statusWith(own('Accepted', true, 'Accepted'), programmable);
  if (assigned?.reason === 'NotAssigned')
    return statusWith(
      own('Accepted', true, 'Accepted'),
      own('Programmed', false, 'AddressNotAssigned', assigned.message),
    );
  const invalid = `${String(listeners.length - programmed)} of ${String(listeners.length)} listeners are not valid`;
  return statusWith(
    programmed === listeners.length
      ? own('Accepted', true, 'Accepted')
      : own('Accepted', wellFormed > 0, 'ListenersNotValid', invalid),
    programmed + attached.length > 0
      ? own('Programmed', true, 'Programmed')
      : own('Programmed', false, 'Invalid', invalid),
    ...referencesOf(facts),
    ...insecureMode(facts),
  );
}

/** GEP-5093 belongs to the experimental channel, where routability is told of every address. */
function statusAddress({ value, routability }: AssignedAddress, channel: Channel): StatusAddress {
  return { type: 'IPAddress', value, ...(channel === 'experimental' ? { routability } : {}) };
}

/** Of the references that the Gateway itself makes; those of listeners have conditions of their own. */
function referencesOf({ gateway, findings }: GatewayFacts): readonly Condition[] {
  const fine = { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' } as const;
  const found = conditionsOf(
    [fine],
    findings.below('spec', 'tls', 'backend'),
    gateway.meta.generation,
  );
  return found.map((condition) =>
    condition.reason === 'InvalidCertificateRef'
      ? { ...condition, reason: 'InvalidClientCertificateRef' }
      : condition,
  );
}

/** Of negative polarity: it is only there when it is true (GatewayConditionInsecureFrontendValidationMode). */
function insecureMode({ gateway, findings }: GatewayFacts): readonly Condition[] {
  const type = 'InsecureFrontendValidationMode';
  const found = conditionsOf(
    [{ type, status: 'False', reason: '' }],
    findings.below('spec', 'tls', 'frontend'),
    gateway.meta.generation,
  );
  return found.filter(({ status }) => status === 'True');
}

const gatewayFine: readonly Fine[] = [
  { type: 'Accepted', status: 'True', reason: 'Accepted' },
  { type: 'Programmed', status: 'True', reason: 'Programmed' },
];
