import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { BackendTls, TrustBundle } from '../ir/index.ts';
import { originOf, type BackendTlsPolicySpec, type Resource } from '../model/index.ts';
import type { ResourceId } from '../source/place.ts';
import { resolveValidation, type AuthorityContext } from './authorities.ts';
import type { ObjectIndex } from './object-index.ts';
import { readTlsOptions } from './tls-options.ts';
import { assignTargets, type TargetedPolicies } from './policy-targets.ts';

/** What a policy says of connections. `invalid`: none may be made (BackendTLSPolicyValidation). */
export type PolicyVerdict =
  { readonly kind: 'tls'; readonly tls: BackendTls } | { readonly kind: 'invalid' };

/** The BackendTLSPolicies in force. */
export interface BackendTlsPolicies {
  /**
   * Of a port by its name, which is null where the Service or ServiceImport is not in the input; null where
   * connections are in the clear.
   */
  readonly of: (
    target: ResourceId,
    portName: string | null,
  ) => PolicyVerdict | { readonly kind: 'unknown-port' } | null;
  readonly bundles: ReadonlyMap<TrustBundle['id'], TrustBundle>;
  readonly byTarget: TargetedPolicies<BackendTlsPolicySpec>['byTarget'];
}

/** Resolves policies. An XBackend says for itself how it is reached, so none can target one (GEP-4894). */
export function resolveBackendTls(
  policies: readonly Resource<BackendTlsPolicySpec>[],
  index: ObjectIndex,
  report: Report,
): BackendTlsPolicies {
  const bundles = new Map<TrustBundle['id'], TrustBundle>();
  const verdicts = new Map(
    policies.map((policy) => [policy, verdictOf(policy, { index, bundles, report })]),
  );
  const assigned = assignTargets(policies, ['Service', 'ServiceImport'], report);
  const verdictFor = (target: ResourceId, section: string): PolicyVerdict | null => {
    const policy = assigned.inForce(target, section);
    return policy === null ? null : (verdicts.get(policy) ?? null);
  };
  return {
    of: (target, portName) => {
      const whole = verdictFor(target, '');
      if (portName === null) return assigned.hasSections(target) ? { kind: 'unknown-port' } : whole;
      return (portName === '' ? null : verdictFor(target, portName)) ?? whole;
    },
    bundles,
    byTarget: assigned.byTarget,
  };
}

function verdictOf(
  policy: Resource<BackendTlsPolicySpec>,
  context: AuthorityContext,
): PolicyVerdict {
  const { parameters, problems } = readTlsOptions(policy.spec.options ?? {});
  for (const { key, problem } of problems) {
    const origin = originOf(policy, 'spec', 'options', key);
    context.report(atField('resolve/invalid-option', origin, { key, problem }));
  }
  const validation = { owner: policy, spec: policy.spec.validation, path: ['spec', 'validation'] };
  const verified = resolveValidation(validation, context);
  // An option may ask for more safety than is given here, so nothing is sent without it.
  if (verified === null || problems.length > 0) return { kind: 'invalid' };
  return { kind: 'tls', tls: { ...verified, parameters, certificate: { kind: 'of-gateway' } } };
}
