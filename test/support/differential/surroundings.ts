import type { EndpointMapping } from '../../../src/compile-options.ts';
import { api, type Configuration } from '../random/configuration.ts';
import { authService } from '../random/external-auth.ts';
import { collector } from '../random/policies.ts';
import { servicePorts } from '../random/rules.ts';
import type { SelfSigned } from '../http/self-signed.ts';
import type { Echoes, Speech } from './echo.ts';

/** Hostname in the certificate of backends that speak TLS. */
export const backendHostname = 'backend.internal';

/** Ports that the Gateways listen on; each configuration has one more for TCP. */
export const sharedPorts = ['http', 'https', 'tls', 'other', 'otherTls'] as const;

interface Place {
  readonly service: string;
  readonly port: number;
  readonly speech: Speech;
}

const { http, h2c, ws, tls, bytes, passed } = servicePorts;
const full = (service: string): readonly Place[] => [
  { service, port: http, speech: 'http' },
  { service, port: h2c, speech: 'h2c' },
  { service, port: ws, speech: 'http' },
  { service, port: tls, speech: 'https' },
];
const authPlaces: readonly Place[] = [
  { service: authService, port: http, speech: 'auth' },
  { service: authService, port: h2c, speech: 'auth over h2c' },
];
const near: readonly Place[] = [
  ...full('one'),
  ...full('two'),
  { service: 'three', port: http, speech: 'http' },
  { service: 'copy', port: http, speech: 'http' },
  ...authPlaces,
  { service: 'bytes', port: bytes, speech: 'bytes' },
  { service: 'bytes', port: passed, speech: 'tls' },
  { service: 'more', port: bytes, speech: 'bytes' },
  { service: 'more', port: passed, speech: 'tls' },
];

/** Services and where their endpoints are, by namespace. */
function placesOf(name: string): readonly (readonly [string, readonly Place[]])[] {
  return [
    [name, near],
    [`${name}-x`, [...full('one'), ...authPlaces]],
  ];
}

const collectorName = `${collector.namespace}/${collector.service}`;

/** Every backend that configurations of these names can ask for. */
export function backendsOf(names: readonly string[]): readonly (readonly [string, Speech])[] {
  const all = names.flatMap((name) =>
    placesOf(name).flatMap(([namespace, places]) =>
      places.map(({ service, speech }) => `${namespace}/${service} ${speech}`),
    ),
  );
  const echoes = [...new Set(all)].map((key) => {
    const [, backend = '', speech = ''] = /^(\S+) (.*)$/.exec(key) ?? [];
    return [backend, speech as Speech] as const;
  });
  return [...echoes, [collectorName, 'spans']];
}

export function endpointsOf(names: readonly string[], echoes: Echoes): readonly EndpointMapping[] {
  const own = names.flatMap((name) =>
    placesOf(name).flatMap(([namespace, places]) =>
      places.map(({ service, port, speech }) => ({
        ...{ namespace, service, port, host: '127.0.0.1' },
        targetPort: echoes.port(`${namespace}/${service}`, speech),
      })),
    ),
  );
  const targetPort = echoes.port(collectorName, 'spans');
  return [...own, { ...collector, host: '127.0.0.1', targetPort }];
}

const object = (
  kind: string,
  namespace: string | null,
  name: string,
  rest: object,
  version = api,
) => ({
  apiVersion: version,
  kind,
  metadata: { name, ...(namespace === null ? {} : { namespace }) },
  ...rest,
});

/** The Gateways `app/web` and `app/other`, which all configurations share, and what they refer to. */
export function gateways({ cert }: SelfSigned): readonly object[] {
  const from = { allowedRoutes: { namespaces: { from: 'All' } } };
  const certificateRefs = [{ name: 'kept' }];
  // Nobody shows a certificate, and everybody is let in.
  const validation = {
    caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'authority' }],
    mode: 'AllowInsecureFallback',
  };
  const frontend = { default: {}, perPort: [{ port: '$otherTls', tls: { validation } }] };
  const spec = (listeners: readonly object[], rest: object = {}) => ({
    spec: {
      ...rest,
      gatewayClassName: 'test',
      allowedListeners: { namespaces: { from: 'All' } },
      listeners,
    },
  });
  return [
    object(
      'Gateway',
      'app',
      'web',
      spec([{ name: 'http', protocol: 'HTTP', port: '$http', ...from }]),
    ),
    object(
      'Gateway',
      'app',
      'other',
      spec(
        [
          { name: 'http', protocol: 'HTTP', port: '$other', ...from },
          {
            ...{ name: 'https', protocol: 'HTTPS', port: '$otherTls' },
            ...{ tls: { certificateRefs }, ...from },
          },
        ],
        { tls: { frontend } },
      ),
    ),
    object('ConfigMap', 'app', 'authority', { data: { 'ca.crt': cert } }, 'v1'),
    object(
      'Service',
      collector.namespace,
      collector.service,
      { spec: { ports: [{ port: collector.port }] } },
      'v1',
    ),
  ];
}

const protocols: Readonly<Record<number, string>> = {
  [h2c]: 'kubernetes.io/h2c',
  [ws]: 'kubernetes.io/ws',
};

/** What the routes of a configuration refer to. */
export function surroundings(
  { name }: Configuration,
  frontend: SelfSigned,
  backend: SelfSigned,
): readonly object[] {
  return [
    ...placesOf(name).flatMap(([namespace, places]) => around(namespace, places, backend)),
    object('Namespace', null, name, {}, 'v1'),
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `${name}-x`, labels: { team: 'x' } },
    },
    secret(name, 'own', frontend),
    grantOfSecret(name),
  ];
}

function around(namespace: string, places: readonly Place[], { cert }: SelfSigned) {
  const services = [...new Set(places.map(({ service }) => service))];
  const secured = services.filter((service) =>
    places.some((place) => place.service === service && place.port === tls),
  );
  const core = (kind: string, name: string, rest: object) =>
    object(kind, namespace, name, rest, 'v1');
  const ports = (service: string) =>
    places
      .filter((place) => place.service === service)
      .map(({ port }) => ({
        ...{ name: `p${String(port)}`, port },
        ...(protocols[port] === undefined ? {} : { appProtocol: protocols[port] }),
      }));
  return [
    ...services.map((service) => core('Service', service, { spec: { ports: ports(service) } })),
    core('Service', 'unready', {
      spec: { ports: [http, bytes, passed].map((port) => ({ name: `p${String(port)}`, port })) },
    }),
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'unready-1',
        namespace,
        labels: { 'kubernetes.io/service-name': 'unready' },
      },
      addressType: 'IPv4',
      ports: [http, bytes, passed].map((port) => ({ name: `p${String(port)}`, port })),
      endpoints: [],
    },
    core('ConfigMap', 'authority', { data: { 'ca.crt': cert } }),
    ...secured.map((service) =>
      object('BackendTLSPolicy', namespace, service, {
        spec: {
          targetRefs: [
            { group: '', kind: 'Service', name: service, sectionName: `p${String(tls)}` },
          ],
          validation: {
            caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'authority' }],
            hostname: backendHostname,
          },
          ...(service === 'two' ? { options: { 'gatewright.dev/tls-min-version': '1.2' } } : {}),
        },
      }),
    ),
  ];
}

export function secret(namespace: string, name: string, { cert, key }: SelfSigned): object {
  const stringData = { 'tls.crt': cert, 'tls.key': key };
  return object('Secret', namespace, name, { type: 'kubernetes.io/tls', stringData }, 'v1');
}

/** For the certificate `shared` of namespace `app`, not for `kept`. */
function grantOfSecret(name: string): object {
  return object(
    'ReferenceGrant',
    'app',
    `for-${name}`,
    {
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'ListenerSet', namespace: name }],
        to: [{ group: '', kind: 'Secret', name: 'shared' }],
      },
    },
    'gateway.networking.k8s.io/v1beta1',
  );
}
