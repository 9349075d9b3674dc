import type { InspectedObject } from './model.ts';

/** Names that kubectl takes for a kind, besides the kind itself in any case. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  GatewayClass: ['gatewayclasses', 'gc'],
  Gateway: ['gtw'],
  ReferenceGrant: ['refgrant'],
  BackendTLSPolicy: ['backendtlspolicies', 'btlspolicy'],
  ListenerSet: ['lset'],
  Service: ['svc', 'backend', 'backends'],
  Namespace: ['ns'],
  ConfigMap: ['cm'],
  XBackendTrafficPolicy: ['xbackendtrafficpolicies', 'xbtrafficpolicy'],
};

/** Kinds that can be asked for even where there are none. */
const known = [
  'GatewayClass',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
  'BackendTLSPolicy',
  'ReferenceGrant',
  'Service',
  'Namespace',
];

/** The kinds that a word of the user means, or none; `policies` stands for all kinds of policies. */
export function kindsNamed(word: string, objects: readonly InspectedObject[]): readonly string[] {
  const kinds = [...new Set([...known, ...objects.map(({ id }) => id.kind)])];
  const wanted = word.toLowerCase();
  if (wanted === 'policy' || wanted === 'policies') return kinds.filter(isPolicy);
  if (wanted === 'all') return [...new Set(objects.map(({ id }) => id.kind))];
  return kinds.filter((kind) => namesOf(kind).includes(wanted));
}

/** All words for all kinds, for suggestions. */
export function kindWords(objects: readonly InspectedObject[]): readonly string[] {
  const kinds = new Set([...known, ...objects.map(({ id }) => id.kind)]);
  return [...[...kinds].flatMap(namesOf), 'policies', 'all'];
}

export function isPolicy(kind: string): boolean {
  return kind.endsWith('Policy');
}

export function isRoute(kind: string): boolean {
  return kind.endsWith('Route');
}

function namesOf(kind: string): readonly string[] {
  const name = kind.toLowerCase();
  return [name, `${name}s`, ...(Object.hasOwn(aliases, kind) ? (aliases[kind] ?? []) : [])];
}
