import type { Backend, BackendTls, Rule, RuleId, WeightedBackend } from '../ir/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import type { Origin } from '../source/place.ts';
import type { FeatureId, FeaturePayloads, FeatureSubject, FeatureUse, Visit } from './feature.ts';

/** Notes down one use of a feature, by the field `at` of an origin. */
export type Use = <F extends FeatureId>(
  feature: F,
  origin: Origin,
  payload: FeaturePayloads[F],
  at?: FieldPath,
) => void;

const itself: FieldPath = [];

export function useOf(subject: FeatureSubject, visit: Visit): Use {
  return (feature, origin, payload, at = itself) => {
    // The payload belongs to the feature by the signature; the union has lost that correlation.
    visit({ feature, subject, origin, at, payload } as FeatureUse);
  };
}

/** The same for a rule. */
export function useOfRule(rule: RuleId, visit: Visit): Use {
  return useOf({ kind: 'rule', rule }, visit);
}

/** What any rule uses that sends something to a backend. */
export function backendUses(backend: Backend, origin: Origin, use: Use): void {
  const { kind } = backend.resource;
  if (kind === 'XBackend' || kind === 'ServiceImport') use(kind, origin, { backend });
  tlsUses(backend, origin, use);
  if (backend.address.kind === 'dns') use('BackendDNS', origin, { backend });
}

/** What a backend demands of the requests of a rule, besides the rule itself. */
export function requestUses(
  rule: Rule,
  reference: WeightedBackend,
  backend: Backend,
  use: Use,
): void {
  const { origin } = reference;
  const { persistence, retryBudget } = backend;
  if (persistence !== null && rule.persistence === null)
    use('BackendSessionPersistence', origin, {
      persistence,
      backends: [{ reference, backend }],
    });
  // Without retries there is nothing to limit.
  if (retryBudget !== null && rule.retry !== null)
    use('RetryBudget', origin, { budget: retryBudget });
}

/** What a policy or XBackend demands of connections. What it says itself is reported there; it costs the rule. */
export function tlsUses({ tls }: Backend, origin: Origin, use: Use): void {
  if (tls === null) return;
  use('BackendTLSPolicy', origin, { tls });
  if (!isNamedByHostname(tls))
    use('BackendTLSPolicySANValidation', tls.origin, { tls }, ['validation', 'subjectAltNames']);
  if (tls.parameters !== null) use('BackendTLSPolicyOptions', tls.origin, { tls }, ['options']);
}

/** Whether a backend is verified by the name that is sent as SNI, and by no other. */
export function isNamedByHostname({ names, hostname }: BackendTls): boolean {
  return names.every(({ kind, value }) => kind === 'dns' && value === hostname);
}
