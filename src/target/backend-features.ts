import type { Backend, BackendTls, Rule, RuleId, WeightedBackend } from '../ir/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import type { FeatureId, FeaturePayloads, FeatureSubject, FeatureUse } from './feature.ts';

/** Notes down one use of a feature. */
export type Use = <F extends FeatureId>(
  feature: F,
  origin: Origin,
  payload: FeaturePayloads[F],
) => FeatureUse;

export type UseOf = (subject: FeatureSubject) => Use;

export const useOf: UseOf =
  (subject) =>
  (feature, origin, payload): FeatureUse =>
    // The payload belongs to the feature by the signature; the union has lost that correlation.
    ({ feature, subject, origin, payload }) as FeatureUse;

/** The same for a rule. */
export function useOfRule(rule: RuleId): Use {
  return useOf({ kind: 'rule', rule });
}

/** What any rule uses that sends something to a backend. */
export function backendUses(backend: Backend, origin: Origin, use: Use): readonly FeatureUse[] {
  return [
    ...kindUses(backend, origin, use),
    ...tlsUses(backend, origin, use),
    ...(backend.address.kind === 'dns' ? [use('BackendDNS', origin, { backend })] : []),
  ];
}

function kindUses(backend: Backend, origin: Origin, use: Use): readonly FeatureUse[] {
  const { kind } = backend.resource;
  return kind === 'XBackend' || kind === 'ServiceImport' ? [use(kind, origin, { backend })] : [];
}

/** What a backend demands of the requests of a rule, besides the rule itself. */
export function requestUses(
  rule: Rule,
  reference: WeightedBackend,
  backend: Backend,
  use: Use,
): readonly FeatureUse[] {
  const { origin } = reference;
  const { persistence, retryBudget } = backend;
  return [
    ...(persistence === null || rule.persistence !== null
      ? []
      : [
          use('BackendSessionPersistence', origin, {
            persistence,
            backends: [{ reference, backend }],
          }),
        ]),
    // Without retries there is nothing to limit.
    ...(retryBudget === null || rule.retry === null
      ? []
      : [use('RetryBudget', origin, { budget: retryBudget })]),
  ];
}

/** What a policy or XBackend demands of connections. What it says itself is reported there; it costs the rule. */
export function tlsUses({ tls }: Backend, origin: Origin, use: Use): readonly FeatureUse[] {
  if (tls === null) return [];
  return [
    use('BackendTLSPolicy', origin, { tls }),
    ...(isNamedByHostname(tls)
      ? []
      : [
          use(
            'BackendTLSPolicySANValidation',
            originAt(tls.origin, 'validation', 'subjectAltNames'),
            { tls },
          ),
        ]),
    ...(tls.parameters === null
      ? []
      : [use('BackendTLSPolicyOptions', originAt(tls.origin, 'options'), { tls })]),
  ];
}

/** Whether a backend is verified by the name that is sent as SNI, and by no other. */
export function isNamedByHostname({ names, hostname }: BackendTls): boolean {
  return names.every(({ kind, value }) => kind === 'dns' && value === hostname);
}
