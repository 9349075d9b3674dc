import type { Backend, Rule, RuleId, WeightedBackend } from '../ir/index.ts';
import type { Origin } from '../source/place.ts';
import type { FeatureId, FeaturePayloads, FeatureUse, Subject } from './feature.ts';

/** Notes down one use of a feature. */
export type Use = <F extends FeatureId>(
  feature: F,
  origin: Origin,
  payload: FeaturePayloads[F],
) => FeatureUse;

export type UseOf = (rule: RuleId) => Use;

export const useOf: UseOf = (rule) => useBy({ kind: 'rule', rule });

export function useBy(subject: Subject): Use {
  return (feature, origin, payload): FeatureUse =>
    // The payload belongs to the feature by the signature; the union has lost that correlation.
    ({ feature, subject, origin, payload }) as FeatureUse;
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

/** What a policy or XBackend demands of connections; reported where the backend is used, as it costs the rule. */
export function tlsUses({ tls }: Backend, origin: Origin, use: Use): readonly FeatureUse[] {
  if (tls === null) return [];
  const own = tls.names.length === 1 && tls.names[0]?.value === tls.hostname;
  return [
    use('BackendTLSPolicy', origin, { tls }),
    ...(own ? [] : [use('BackendTLSPolicySANValidation', origin, { tls })]),
  ];
}
