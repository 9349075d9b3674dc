import { otherBackends, type OtherBackend } from './backends.ts';
import { crowd } from './crowd.ts';
import { listenerFilters } from './listener-filters.ts';
import { ownParent, type ParentRef } from './parents.ts';
import { policies } from './policies.ts';
import { randomFrom, present, type Random } from './random.ts';
import { randomGrpcRule, randomRule, type Rule } from './rules.ts';
import { streamKinds, streamListeners, streamSpec, wantsOf, type StreamKind } from './streams.ts';
import type { GrpcMatch } from './matches.ts';

/**
 * Routes, ListenerSets, policies and ReferenceGrants of two namespaces, `NAME` and `NAME-x`. All their names and hosts
 * begin with or end in NAME, so that many configurations can be served at once and do not meet, but for policies of the
 * Gateways that they share.
 */
export interface Configuration {
  /** `c0007`; every name is of one length. */
  readonly name: string;
  readonly objects: readonly (Manifest | EndpointSlice)[];
}

/**
 * An object as manifests write it. Ports of listeners are written `$http`, and those of backends
 * `$echo namespace/name speech`; they are replaced where they are known.
 */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly namespace?: string;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface EndpointSlice extends Omit<Manifest, 'spec'> {
  readonly addressType: string;
  readonly ports: readonly object[];
  readonly endpoints: readonly object[];
}

export interface Listener {
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';
  readonly port: string;
  readonly hostname?: string;
  readonly tls?: Tls;
  readonly filters?: { readonly requests: readonly object[] };
}

interface Tls {
  readonly mode?: string;
  readonly certificateRefs?: readonly object[];
  readonly options?: Readonly<Record<string, string>>;
}

export interface RouteSpec {
  readonly parentRefs: readonly ParentRef[];
  readonly hostnames?: readonly string[];
  readonly rules: readonly (Rule & Rule<GrpcMatch>)[];
}

export const api = 'gateway.networking.k8s.io/v1';

export function isManifest(object: Manifest | EndpointSlice): object is Manifest {
  return 'spec' in object;
}

/** The name of a configuration by its position. */
export function nameAt(index: number): string {
  return `c${String(index).padStart(4, '0')}`;
}

/** @param seed - with the position, all that the configuration depends on */
export function randomConfiguration(name: string, ...seed: readonly number[]): Configuration {
  const random = randomFrom(...seed);
  const listeners = randomListeners(random, name);
  const foreign = `${name}-x`;
  const others = otherBackends(random, { name, foreign }, wantsOf(listeners));
  const around = { random, name, foreign, listeners, others };
  const routes = [
    ...random.list(1, 3, () => 'HTTPRoute' as const),
    ...(random.chance(35) ? ['GRPCRoute' as const] : []),
    ...streamKinds(random, listeners),
  ];
  const objects = [
    ...(listeners.length === 0 ? [] : [listenerSet(name, listeners)]),
    ...grants(around),
    ...others.flatMap(({ objects }) => objects),
    ...routes.map((kind, index) => routeOf(kind, `r${String(index)}`, around)),
    ...policies(random, name),
    ...crowd(random, name),
  ];
  return { name, objects };
}

export interface Around {
  readonly random: Random;
  readonly name: string;
  readonly foreign: string;
  readonly listeners: readonly Listener[];
  readonly others: readonly OtherBackend[];
}

function randomListeners(random: Random, name: string): readonly Listener[] {
  if (random.chance(35)) return [];
  const hosts = [`l.${name}.test`, `*.l.${name}.test`, `*.${name}.test`, `a.${name}.test`];
  const foreign = (name: string) => [{ name, namespace: 'app' }];
  const certificates = () =>
    random.chance(60) ? [{ name: 'own' }] : foreign(random.chance(85) ? 'shared' : 'kept');
  const terminate = () =>
    present({
      certificateRefs: random.chance(12)
        ? [...certificates(), ...foreign('shared')]
        : certificates(),
      // What holds without it, too.
      options: random.chance(15) ? { 'gatewright.dev/tls-min-version': '1.2' } : undefined,
    });
  const mixed = () => (random.chance(80) ? '$tls' : '$checked');
  const forms: readonly (() => Pick<Listener, 'protocol' | 'port'> & { readonly tls?: Tls })[] = [
    () => ({ protocol: 'HTTP', port: '$http' }),
    () => ({ protocol: 'HTTP', port: '$http' }),
    () => ({ protocol: 'HTTPS', port: '$https', tls: terminate() }),
    () => ({ protocol: 'HTTPS', port: '$https', tls: terminate() }),
    () => ({ protocol: 'HTTPS', port: '$tls', tls: terminate() }),
    () => ({ protocol: 'HTTPS', port: '$checked', tls: terminate() }),
    () => ({ protocol: 'TLS', port: mixed(), tls: { mode: 'Passthrough' } }),
    () => ({ protocol: 'TLS', port: mixed(), tls: { mode: 'Terminate', ...terminate() } }),
  ];
  const listeners = random.list(1, 4, () => ({
    hostname: random.pick(hosts),
    ...random.pick(forms)(),
  }));
  return [...listeners, ...streamListeners(random)].map((listener, index) => ({
    name: `n${String(index)}`,
    ...listener,
    ...(random.chance(60) ? { allowedRoutes: { namespaces: allowed(random) } } : {}),
    ...(listener.protocol.startsWith('HTTP') ? listenerFilters(random, `${name}-x`) : {}),
  }));
}

function allowed(random: Random): object {
  return random.pick<object>([
    { from: 'All' },
    { from: 'All' },
    { from: 'Same' },
    { from: 'Selector', selector: { matchLabels: { team: 'x' } } },
  ]);
}

function listenerSet(namespace: string, listeners: readonly Listener[]): Manifest {
  return {
    apiVersion: api,
    kind: 'ListenerSet',
    metadata: { name: 'own', namespace },
    spec: { parentRef: { name: 'web', namespace: 'app' }, listeners },
  };
}

/** From the one namespace to Services of the other. */
function grants({ random, name, foreign }: Around): readonly Manifest[] {
  if (random.chance(40)) return [];
  const kinds = random.some(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], 1, 5);
  const from = random.chance(85) ? name : foreign;
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: 'grant', namespace: foreign },
      spec: {
        from: kinds.map((kind) => ({ group: 'gateway.networking.k8s.io', kind, namespace: from })),
        to: [
          random.chance(70) ? service : { ...service, name: random.pick(['one', 'two']) },
          ...(random.chance(40) ? [{ group: 'multicluster.x-k8s.io', kind: 'ServiceImport' }] : []),
        ],
      },
    },
  ];
}

const service = { group: '', kind: 'Service' } as const;

type RouteKind = 'HTTPRoute' | 'GRPCRoute' | StreamKind;

function routeOf(kind: RouteKind, route: string, around: Around): Manifest {
  const { random, name, foreign } = around;
  const namespace = random.chance(85) ? name : foreign;
  const other = namespace === name ? foreign : name;
  const created = random.pick([undefined, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z']);
  return {
    apiVersion: api,
    kind,
    metadata: {
      name: route,
      namespace,
      ...(created === undefined ? {} : { creationTimestamp: created }),
    },
    spec:
      kind === 'HTTPRoute' || kind === 'GRPCRoute'
        ? requestSpec(kind, around, other)
        : streamSpec(kind, around, other),
  };
}

function requestSpec(
  kind: 'HTTPRoute' | 'GRPCRoute',
  around: Around,
  foreign: string,
): Manifest['spec'] {
  const { random, name, listeners, others } = around;
  const grpc = kind === 'GRPCRoute';
  const sets = listeners.filter(({ protocol }) => protocol.startsWith('HTTP'));
  const own = sets.length > 0 && random.chance(60);
  const parents: readonly ParentRef[] = [
    ...(own ? [ownParent(random, name, sets)] : []),
    ...(own && random.chance(60)
      ? []
      : [
          random.pick<ParentRef>([
            { name: 'web', namespace: 'app' },
            { name: 'web', namespace: 'app', sectionName: 'http' },
            { name: 'other', namespace: 'app' },
          ]),
        ]),
  ];
  const common = [`a.${name}.test`, `x.l.${name}.test`, `l.${name}.test`];
  const hosts = grpc
    ? [`g.${name}.test`, `g.${name}.test`, `g.l.${name}.test`, ...common]
    : [...common, `${name}.test`, `*.${name}.test`, `*.a.${name}.test`, `*.l.${name}.test`];
  // Without hostnames a route of a Gateway would take the requests of other configurations.
  const least = parents.every(({ kind: parent }) => parent === 'ListenerSet') ? 0 : 1;
  const hostnames = random.some([...new Set(hosts)], least, 2);
  const rules = grpc
    ? random.list(1, 3, () => randomGrpcRule(random, foreign, others))
    : random.list(1, 4, () => randomRule(random, foreign, others));
  return { parentRefs: parents, ...(hostnames.length === 0 ? {} : { hostnames }), rules };
}
