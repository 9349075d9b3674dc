import { atField, type Report } from '../diagnostics/diagnostic.ts';
import {
  compareSeniority,
  trustBundleId,
  type BackendTls,
  type SubjectName,
  type Trust,
  type TrustBundle,
} from '../ir/index.ts';
import {
  originOf,
  type BackendTlsPolicySpec,
  type PolicyTarget,
  type Resource,
  type SubjectAltName,
} from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { authoritiesOf } from './authorities.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { readTlsOptions } from './tls-options.ts';
import { anchorsOf } from './trust.ts';

/** What a policy says of connections. `invalid`: none may be made (BackendTLSPolicyValidation). */
export type PolicyVerdict =
  { readonly kind: 'tls'; readonly tls: BackendTls } | { readonly kind: 'invalid' };

/** The BackendTLSPolicies in force. */
export interface BackendTlsPolicies {
  /**
   * Of a Service's port by its name, which is null where the Service is not in the input; null where
   * connections are in the clear.
   */
  readonly of: (
    service: string,
    portName: string | null,
  ) => PolicyVerdict | { readonly kind: 'unknown-port' } | null;
  readonly bundles: ReadonlyMap<TrustBundle['id'], TrustBundle>;
  /** Policies that target a Service, in force or not, by its `namespace/name`. */
  readonly byService: ReadonlyMap<string, readonly Resource<BackendTlsPolicySpec>[]>;
}

/** Resolves policies; of those that want the same port of a Service the oldest is in force (GEP-713). */
export function resolveBackendTls(
  policies: readonly Resource<BackendTlsPolicySpec>[],
  index: ObjectIndex,
  report: Report,
): BackendTlsPolicies {
  const verdicts = new Map<string, PolicyVerdict>();
  const ofSomePort = new Set<string>();
  const bundles = new Map<TrustBundle['id'], TrustBundle>();
  const byService = new Map<string, Resource<BackendTlsPolicySpec>[]>();
  for (const policy of policies.toSorted(bySeniority)) {
    const verdict = verdictOf(policy, { index, bundles, report });
    for (const [position, target] of policy.spec.targetRefs.entries()) {
      const origin = originOf(policy, 'spec', 'targetRefs', position);
      const service = serviceOf(policy, target, origin, report);
      if (service === null) continue;
      const listed = byService.get(service);
      if (listed === undefined) byService.set(service, [policy]);
      else if (!listed.includes(policy)) listed.push(policy);
      const section = target.sectionName ?? '';
      if (section !== '') ofSomePort.add(service);
      const key = `${service}#${section}`;
      if (verdicts.has(key)) report(atField('resolve/policy-conflict', origin, { service }));
      else verdicts.set(key, verdict);
    }
  }
  return {
    of: (service, portName) => {
      const whole = verdicts.get(`${service}#`) ?? null;
      if (portName === null) return ofSomePort.has(service) ? { kind: 'unknown-port' } : whole;
      return (portName === '' ? undefined : verdicts.get(`${service}#${portName}`)) ?? whole;
    },
    bundles,
    byService,
  };
}

function bySeniority(a: Resource<BackendTlsPolicySpec>, b: Resource<BackendTlsPolicySpec>): number {
  const of = (policy: Resource<BackendTlsPolicySpec>) => ({
    created: policy.meta.creationTimestamp,
    route: policy.id,
    ruleIndex: 0,
    matchIndex: 0,
  });
  return compareSeniority(of(a), of(b));
}

function serviceOf(
  policy: Resource<BackendTlsPolicySpec>,
  { group, kind, name }: PolicyTarget,
  origin: Origin,
  report: Report,
): string | null {
  if (group === '' && kind === 'Service') return objectKey(policy.id.namespace, name);
  const what = group === '' ? kind : `${group}/${kind}`;
  report(atField('resolve/policy-target', originAt(origin, 'kind'), { kind: what }));
  return null;
}

interface PolicyContext {
  readonly index: ObjectIndex;
  readonly bundles: Map<TrustBundle['id'], TrustBundle>;
  readonly report: Report;
}

function verdictOf(policy: Resource<BackendTlsPolicySpec>, context: PolicyContext): PolicyVerdict {
  const { hostname, subjectAltNames = [] } = policy.spec.validation;
  const { parameters, problems } = readTlsOptions(policy.spec.options ?? {});
  for (const { key, problem } of problems) {
    const origin = originOf(policy, 'spec', 'options', key);
    context.report(atField('resolve/invalid-option', origin, { key, problem }));
  }
  const trust = trustOf(policy, context);
  // An option may ask for more safety than is given here, so nothing is sent without it.
  if (trust === null || problems.length > 0) return { kind: 'invalid' };
  const names: readonly SubjectName[] =
    subjectAltNames.length === 0
      ? [{ kind: 'dns', value: hostname }]
      : subjectAltNames.map(subjectName);
  const origin = originOf(policy, 'spec');
  return { kind: 'tls', tls: { hostname, names, trust, parameters, origin } };
}

function subjectName({ type, hostname = '', uri = '' }: SubjectAltName): SubjectName {
  return type === 'URI' ? { kind: 'uri', value: uri } : { kind: 'dns', value: hostname };
}

function trustOf(
  policy: Resource<BackendTlsPolicySpec>,
  { index, bundles, report }: PolicyContext,
): Trust | null {
  const { caCertificateRefs = [], wellKnownCACertificates = '' } = policy.spec.validation;
  const place = (...path: readonly (string | number)[]) =>
    originOf(policy, 'spec', 'validation', ...path);
  if (caCertificateRefs.length === 0) {
    if (wellKnownCACertificates === 'System') return { kind: 'system' };
    const origin = place('wellKnownCACertificates');
    report(atField('resolve/well-known-authorities', origin, { name: wellKnownCACertificates }));
    return null;
  }
  const found = caCertificateRefs.flatMap((ref, position) =>
    authoritiesOf(ref, place('caCertificateRefs', position), {
      index,
      kindCode: 'resolve/authority-kind',
      report,
    }),
  );
  if (found.length === 0) {
    report(atField('resolve/no-authority', place('caCertificateRefs'), {}));
    return null;
  }
  const id = trustBundleId(policy.id);
  const certificates = found.join('');
  bundles.set(id, { id, certificates });
  return { kind: 'bundle', id, anchors: anchorsOf(certificates) };
}
