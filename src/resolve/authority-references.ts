import { atField, type Report } from '../diagnostics/diagnostic.ts';
import type { LocalReference } from '../model/index.ts';
import { originAt, type Origin } from '../source/place.ts';
import { checkPermitted } from './grants.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { readCertificates } from './trust.ts';

/** A `caCertificateRef`; those of policies have no namespace. */
export type AuthorityReference = LocalReference & { readonly namespace?: string };

export interface AuthorityContext {
  readonly index: ObjectIndex;
  /** The finding about a kind that holds no authorities: it leads to different conditions. */
  readonly kindCode: 'resolve/authority-kind' | 'resolve/client-authority-kind';
  readonly report: Report;
}

/** The PEM certificates that a reference names; nothing, after a report, when it is invalid. */
export function authoritiesOf(
  ref: AuthorityReference,
  origin: Origin,
  context: AuthorityContext,
): readonly string[] {
  const { group, kind, name } = ref;
  const { kindCode, report } = context;
  const source = sourceOf(ref, origin, context);
  if (source.kind === 'unknown-kind') {
    const what = group === '' ? kind : `${group}/${kind}`;
    report(atField(kindCode, originAt(origin, 'kind'), { kind: what }));
    return [];
  }
  if (source.kind === 'refused') return [];
  const { text, missing } = source;
  const certificates = text === undefined ? null : readCertificates(text);
  if (certificates !== null) return [certificates];
  const problem =
    text === undefined ? missing : 'holds no PEM certificates, or one that cannot be read';
  report(
    atField('resolve/invalid-authority', originAt(origin, 'name'), {
      what: `${kind} ${name}`,
      problem,
    }),
  );
  return [];
}

type Source =
  | { readonly kind: 'text'; readonly text: string | undefined; readonly missing: string }
  /** Reported already. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'unknown-kind' };

function sourceOf(
  { group, kind, name, namespace = '' }: AuthorityReference,
  origin: Origin,
  { index, report }: AuthorityContext,
): Source {
  if (group === '' && kind === 'ConfigMap') {
    const id = { group, kind, name, namespace: namespace || origin.resource.namespace };
    if (!checkPermitted(index.grants, id, origin, report)) return { kind: 'refused' };
    const text = index.configMaps.get(objectKey(id.namespace, name))?.spec.data?.['ca.crt'];
    return { kind: 'text', text, missing: 'is not in the input, or has no ca.crt' };
  }
  // It belongs to no namespace, so that no grant could be given (GEP-5075).
  if (group === 'certificates.k8s.io' && kind === 'ClusterTrustBundle') {
    const text = index.clusterTrustBundles.get(objectKey('', name))?.spec.trustBundle;
    return { kind: 'text', text, missing: 'is not in the input' };
  }
  return { kind: 'unknown-kind' };
}
