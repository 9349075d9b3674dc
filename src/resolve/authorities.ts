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
  type Resource,
  type SubjectAltName,
} from '../model/index.ts';
import type { FieldPath } from '../source/field-path.ts';
import { authoritiesOf } from './authority-references.ts';
import type { ObjectIndex } from './object-index.ts';
import { anchorsOf } from './trust.ts';

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
): Pick<BackendTls, 'hostname' | 'names' | 'trust' | 'origin'> | null {
  const { hostname, subjectAltNames = [] } = validation.spec;
  const trust = trustOf(validation, context);
  if (trust === null) return null;
  const names: readonly SubjectName[] =
    subjectAltNames.length === 0
      ? [{ kind: 'dns', value: hostname }]
      : subjectAltNames.map(subjectName);
  const { owner, path } = validation;
  return { hostname, names, trust, origin: originOf(owner, ...path.slice(0, -1)) };
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
  const id = trustBundleId(owner.id);
  const certificates = found.join('');
  bundles.set(id, { id, certificates });
  return { kind: 'bundle', id, anchors: anchorsOf(certificates) };
}
