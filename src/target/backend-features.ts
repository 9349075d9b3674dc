import type { Backend, RuleId } from '../ir/index.ts';
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
    ...tlsUses(backend, origin, use),
    ...(backend.address.kind === 'dns' ? [use('BackendDNS', origin, { backend })] : []),
  ];
}

/** What a policy demands of connections. What it says itself is reported there; it costs the rule. */
export function tlsUses({ tls }: Backend, origin: Origin, use: Use): readonly FeatureUse[] {
  if (tls === null) return [];
  const own = tls.names.length === 1 && tls.names[0]?.value === tls.hostname;
  return [
    use('BackendTLSPolicy', origin, { tls }),
    ...(own
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
