import { atField, type Report } from '../diagnostics/diagnostic.ts';
import { certificateId, type Certificate, type CertificateSource } from '../ir/index.ts';
import type { Listener, SecretReference } from '../model/index.ts';
import { describeResource, originAt, type Origin, type ResourceId } from '../source/place.ts';
import { checkPermitted } from './grants.ts';
import { readKeyPair } from './key-pair.ts';
import { objectKey, type ObjectIndex } from './object-index.ts';
import { isDnsSubdomain } from './object-names.ts';
import type { ResolveOptions } from './resolve-options.ts';

/** What a reference is resolved with. */
export interface References {
  readonly index: ObjectIndex;
  readonly options: ResolveOptions;
  readonly report: Report;
}

/** The usable certificates of a listener, in order. A reference that fails costs only itself. */
export function resolveCertificates(
  listener: Listener,
  origin: Origin,
  references: References,
): readonly Certificate[] {
  const refs = listener.tls?.certificateRefs ?? [];
  if (refs.length === 0) references.report(atField('resolve/no-certificate', origin, {}));
  return refs.flatMap((ref, position) => {
    const place = originAt(origin, 'tls', 'certificateRefs', position);
    return resolveCertificate(ref, place, references);
  });
}

/** One reference; empty, after a report, when it cannot be used. */
export function resolveCertificate(
  ref: SecretReference,
  origin: Origin,
  references: References,
): readonly Certificate[] {
  const { index, report } = references;
  if (ref.group !== '' || ref.kind !== 'Secret') {
    const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
    report(atField('secret/kind', originAt(origin, 'kind'), { kind }));
    return [];
  }
  const namespace = ref.namespace ?? origin.resource.namespace;
  const secret: ResourceId = { group: '', kind: 'Secret', namespace, name: ref.name };
  if (!checkPermitted(index.grants, secret, origin, report)) return [];
  const source = sourceOf(secret, origin, references);
  return source === null ? [] : [{ id: certificateId(secret), secret, source, origin }];
}

function sourceOf(
  secret: ResourceId,
  origin: Origin,
  { index, options, report }: References,
): CertificateSource | null {
  const name = objectKey(secret.namespace, secret.name);
  const found = index.secrets.get(name);
  if (found !== undefined) {
    const pair = readKeyPair(found.spec);
    if (pair.kind === 'pair') {
      const { chain, key, keyKind } = pair;
      return { kind: 'inline', chain, key, keyKind };
    }
    report(atField('secret/invalid', origin, { secret: name, problem: pair.problem }));
    return null;
  }
  // The reference's name has no pattern in the CRD, and it is about to become part of a path.
  if (!isDnsSubdomain(secret.name) || !isDnsSubdomain(secret.namespace)) {
    report(atField('secret/name', originAt(origin, 'name'), { name: secret.name }));
    return null;
  }
  if (options.assumeSecrets !== null) return assumedPaths(secret, options.assumeSecrets);
  const producer = index.producersBySecret.get(name);
  report(
    atField('secret/not-found', originAt(origin, 'name'), {
      secret: name,
      producer: producer === undefined ? '' : describeResource(producer.id),
    }),
  );
  return null;
}

function assumedPaths(secret: ResourceId, template: string): CertificateSource {
  const at = (key: string): string =>
    template
      .replaceAll('{namespace}', secret.namespace)
      .replaceAll('{name}', secret.name)
      .replaceAll('{key}', key);
  return { kind: 'path', chainPath: at('tls.crt'), keyPath: at('tls.key') };
}
