import type { Random } from './random.ts';

/** What the certificate of backends says. */
export const certified = {
  hostnames: ['backend.internal', 'second.internal'],
  uri: 'spiffe://test/backend',
} as const;

/** The `validation` of a BackendTLSPolicy or XBackend, and whether the backend passes it. */
export interface Validation {
  readonly validation: object;
  readonly fits: boolean;
}

const [own, second] = certified.hostnames;
const dns = (hostname: string) => ({ type: 'Hostname', hostname });
const uri = (text: string) => ({ type: 'URI', uri: text });

/** SNI, and subjects where these are others than SNI; without any, SNI is what counts. */
const fitting: readonly (readonly [sni: string, ...subjects: object[]])[] = [
  [own],
  [second],
  [own, dns(own)],
  ['sni.internal', dns(own)],
  [own, dns(second)],
  [own, uri(certified.uri)],
  ['sni.internal', dns('other.internal'), uri(certified.uri)],
  [own, dns('other.internal'), dns(own)],
];
const straying: typeof fitting = [
  ['other.internal'],
  ['other.internal', dns('other.internal')],
  [own, dns('other.internal')],
  [own, uri('spiffe://test/other')],
  [own, uri('spiffe://test/backend/x'), dns('backend.internal.test')],
];

export function validationOf(random: Random): Validation {
  const fits = random.chance(70);
  const [hostname, ...subjects] = random.pick(fits ? fitting : straying);
  const authority = { group: '', kind: 'ConfigMap', name: 'authority' };
  const validation = {
    caCertificateRefs: [authority],
    hostname,
    ...(subjects.length === 0 ? {} : { subjectAltNames: subjects }),
  };
  return { validation, fits };
}
