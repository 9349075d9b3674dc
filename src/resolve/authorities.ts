import { atField, type Report } from '../diagnostics/diagnostic.ts';
import {
  trustBundleId,
  type BackendTls,
  type SubjectName,
  type Trust,
  type TrustBundle,
} from '../ir/index.ts';
import {
  originOf,
  type BackendTlsValidation,
  type LocalReference,
  type Resource,
  type SubjectAltName,
} from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import { originAt, type Origin } from '../source/place.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { readCertificates } from './trust.ts';

/** What references to authorities are resolved with. */
export interface AuthorityContext {
  readonly index: ObjectIndex;
  /** Gets the bundles that are found. */
  readonly bundles: Map<TrustBundle['id'], TrustBundle>;
  readonly report: Report;
}

/** An object that says how backends are verified, and where it does. */
export interface Validation {
  readonly owner: Resource<unknown>;
  readonly spec: BackendTlsValidation;
  readonly path: FieldPath;
}

/** BackendTLSPolicyValidation; null, after a report, when nobody could be verified by it. */
export function resolveValidation(
  validation: Validation,
  context: AuthorityContext,
): Pick<BackendTls, 'hostname' | 'names' | 'trust'> | null {
  const { hostname, subjectAltNames = [] } = validation.spec;
  const trust = trustOf(validation, context);
  if (trust === null) return null;
  const names: readonly SubjectName[] =
    subjectAltNames.length === 0
      ? [{ kind: 'dns', value: hostname }]
      : subjectAltNames.map(subjectName);
  return { hostname, names, trust };
}

function subjectName({ type, hostname = '', uri = '' }: SubjectAltName): SubjectName {
  return type === 'URI' ? { kind: 'uri', value: uri } : { kind: 'dns', value: hostname };
}

function trustOf(
  { owner, spec, path }: Validation,
  { index, bundles, report }: AuthorityContext,
): Trust | null {
  const { caCertificateRefs = [], wellKnownCACertificates = '' } = spec;
  const place = (...steps: FieldPath) => originOf(owner, ...path, ...steps);
  if (caCertificateRefs.length === 0) {
    if (wellKnownCACertificates === 'System') return { kind: 'system' };
    const origin = place('wellKnownCACertificates');
    report(atField('resolve/well-known-authorities', origin, { name: wellKnownCACertificates }));
    return null;
  }
  const found = caCertificateRefs.flatMap((ref, position) =>
    authoritiesOf(ref, place('caCertificateRefs', position), index, report),
  );
  if (found.length === 0) {
    report(atField('resolve/no-authority', place('caCertificateRefs'), {}));
    return null;
  }
  const id = trustBundleId(owner.id);
  bundles.set(id, { id, certificates: found.join('') });
  return { kind: 'bundle', id };
}

/** The certificates that a reference names; nothing, after a report, when it is invalid. */
function authoritiesOf(
  { group, kind, name }: LocalReference,
  origin: Origin,
  index: ObjectIndex,
  report: Report,
): readonly string[] {
  const what = group === '' ? kind : `${group}/${kind}`;
  if (what !== 'ConfigMap' && what !== 'certificates.k8s.io/ClusterTrustBundle') {
    report(atField('resolve/authority-kind', originAt(origin, 'kind'), { kind: what }));
    return [];
  }
  const text =
    what === 'ConfigMap'
      ? index.configMaps.get(objectKey(origin.resource.namespace, name))?.spec.data?.['ca.crt']
      : index.clusterTrustBundles.get(objectKey('', name))?.spec.trustBundle;
  const certificates = text === undefined ? null : readCertificates(text);
  if (certificates !== null) return [certificates];
  const problem =
    text === undefined
      ? what === 'ConfigMap'
        ? 'is not in the input, or has no ca.crt'
        : 'is not in the input'
      : 'holds no PEM certificates, or one that cannot be read';
  const args = { what: `${kind} ${name}`, problem };
  report(atField('resolve/invalid-authority', originAt(origin, 'name'), args));
  return [];
}
