import type { EndpointMapping } from '../../../src/compile-options.ts';
import { api, type Configuration } from '../random/configuration.ts';
import { authService } from '../random/external-auth.ts';
import { collector } from '../random/policies.ts';
import { servicePorts } from '../random/rules.ts';
import type { SelfSigned } from '../http/self-signed.ts';
import type { Echoes, Speech, Wanted } from './echo.ts';
import { certified } from '../random/validations.ts';

/** Hostname in the certificate of backends that speak TLS. */
export const backendHostname = certified.hostnames[0];

/** Ports that the Gateways listen on; each configuration has one more for TCP and UDP. */
export const sharedPorts = [
  ...['http', 'https', 'tls', 'checked'],
  ...['other', 'otherTls', 'verified'],
] as const;

/** Certificates that the Gateways and backends have, and those who certify. */
export interface Certificates {
  readonly frontend: SelfSigned;
  /** PEM, of the backends' and of the clients' authority. */
  readonly backends: string;
  readonly clients: string;
}

interface Place {
  readonly service: string;
  readonly port: number;
  readonly speech: Speech;
}

const { http, h2c, ws, tls, bytes, passed, datagrams } = servicePorts;
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
  { service: 'bytes', port: datagrams, speech: 'udp' },
  { service: 'more', port: bytes, speech: 'bytes' },
  { service: 'more', port: passed, speech: 'tls' },
  { service: 'more', port: datagrams, speech: 'udp' },
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
export function backendsOf(names: readonly string[]): readonly Wanted[] {
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
export function gateways({ clients }: Certificates): readonly object[] {
  const from = { allowedRoutes: { namespaces: { from: 'All' } } };
  const certificateRefs = [{ name: 'kept' }];
  const caCertificateRefs = [{ group: '', kind: 'ConfigMap', name: 'authority' }];
  const frontend = (port: string, mode: object) => ({
    port,
    tls: { validation: { caCertificateRefs, ...mode } },
  });
  const perPort = [
    // Whoever comes is let in.
    frontend('$otherTls', { mode: 'AllowInsecureFallback' }),
    frontend('$verified', { mode: 'AllowValidOnly' }),
  ];
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
      spec([{ name: 'http', protocol: 'HTTP', port: '$http', ...from }], {
        tls: { frontend: { default: {}, perPort: [frontend('$checked', {})] } },
      }),
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
          {
            ...{ name: 'verified', protocol: 'HTTPS', port: '$verified' },
            ...{ tls: { certificateRefs }, ...from },
          },
        ],
        { tls: { frontend: { default: {}, perPort } } },
      ),
    ),
    object('ConfigMap', 'app', 'authority', { data: { 'ca.crt': clients } }, 'v1'),
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
  { frontend, backends }: Certificates,
): readonly object[] {
  return [
    ...placesOf(name).flatMap(([namespace, places]) => around(namespace, places, backends)),
    pod(name),
    pod(`${name}-x`),
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

function around(namespace: string, places: readonly Place[], authority: string) {
  const services = [...new Set(places.map(({ service }) => service))];
  const secured = services.filter((service) =>
    places.some((place) => place.service === service && place.port === tls),
  );
  const core = (kind: string, name: string, rest: object) =>
    object(kind, namespace, name, rest, 'v1');
  const ports = (service: string) =>
    places
      .filter((place) => place.service === service)
      .map(({ port, speech }) => ({
        ...portNamed(port, speech === 'udp'),
        ...(protocols[port] === undefined ? {} : { appProtocol: protocols[port] }),
      }));
  const unready = [http, bytes, passed].map((port) => portNamed(port, false));
  const none = [...unready, portNamed(datagrams, true)];
  return [
    ...services.map((service) => core('Service', service, { spec: { ports: ports(service) } })),
    core('Service', 'unready', { spec: { ports: none } }),
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'unready-1',
        namespace,
        labels: { 'kubernetes.io/service-name': 'unready' },
      },
      addressType: 'IPv4',
      ports: none,
      endpoints: [],
    },
    core('ConfigMap', 'authority', { data: { 'ca.crt': authority } }),
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

function portNamed(port: number, udp: boolean): object {
  return { name: `${udp ? 'u' : 'p'}${String(port)}`, port, protocol: udp ? 'UDP' : 'TCP' };
}

/** Where every backend is, for the XBackends that select it. */
function pod(namespace: string): object {
  const metadata = { name: 'pod', namespace, labels: { app: 'pods' } };
  const spec = { containers: [{ name: 'main', image: 'test' }] };
  const conditions = [{ type: 'Ready', status: 'True' }];
  const status = { phase: 'Running', podIP: '127.0.0.1', conditions };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec, status };
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
