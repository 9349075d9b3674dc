import { gateway, route, to, type Suite } from './case.ts';

/** Ports of the backends. */
export interface StreamPorts {
  readonly passed: number;
  readonly wild: number;
  readonly secured: number;
  readonly plain: number;
  readonly second: number;
  readonly datagrams: number;
}

const streamRoute = (
  kind: string,
  name: string,
  section: string,
  rest: string,
  created = '',
) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: app${created === '' ? '' : `, creationTimestamp: "${created}"`}}
spec: {parentRefs: [{name: web, sectionName: ${section}}], ${rest}}
`;

const ref = (name: string, weight = 1) => `{name: ${name}, port: 9000, weight: ${weight}}`;
const rules = (...refs: readonly string[]) => `rules: [{backendRefs: [${refs.join(', ')}]}]`;
const tls = (name: string, section: string, host: string, ...refs: readonly string[]) =>
  streamRoute('TLSRoute', name, section, `hostnames: ["${host}"], ${rules(...refs)}`);
const tcp = (name: string, ...refs: readonly string[]) =>
  streamRoute('TCPRoute', name, name, rules(...refs));
const udp = (name: string, ...refs: readonly string[]) =>
  streamRoute('UDPRoute', name, name, rules(...refs));

/** Listeners with names that the Gateway's have too (GEP-1713). */
const listenerSet = (
  ...listeners: readonly string[]
) => `  allowedListeners: {namespaces: {from: Same}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: more, namespace: app}
spec: {parentRef: {name: web}, listeners: [${listeners.join(', ')}]}
`;
const ofSet = (manifest: string) =>
  manifest.replace('parentRefs: [{name: web', 'parentRefs: [{kind: ListenerSet, name: more');

/** A Service of one endpoint; without a port it has none that is ready. */
const service = (name: string, port: number | null, protocol = 'TCP') => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: app}
spec: {ports: [{name: p, port: 9000, protocol: ${protocol}}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, namespace: app, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{name: p, port: ${port ?? 9}, protocol: ${protocol}}]
endpoints: [{addresses: [127.0.0.1], conditions: {ready: ${port !== null}}}]
`;

const policy = (name: string, authority: string) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: ${name}, namespace: app}
spec:
  targetRefs: [{group: "", kind: Service, name: ${name}}]
  validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ${authority}}], hostname: backend.internal}
`;

const bundle = (name: string, cert: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: app}
data: ${JSON.stringify({ 'ca.crt': cert })}
`;

const listener = (name: string, protocol: string, port: number | undefined, more = '') =>
  `{name: ${name}, protocol: ${protocol}, port: ${port}${more}}`;
const passing = (host: string) => `, hostname: "${host}", tls: {mode: Passthrough}`;
const ending = (host: string, secret: string) =>
  `, hostname: "${host}", tls: {mode: Terminate, certificateRefs: [{name: ${secret}}]}`;

/** Everything that is no request; `streams.test.ts` talks to it. */
export function streamSuite(
  backends: StreamPorts,
  authorities: { readonly own: string; readonly other: string },
): Suite {
  return {
    name: 'streams',
    ports: [
      'passthrough',
      'terminate',
      'mixed',
      'both',
      'tcp',
      'lonely',
      'missing',
      'secured',
      'distrusted',
      'weighted',
      'set',
    ],
    datagramPorts: ['udp', 'udp-missing', 'udp-weighted'],
    services: ['app/web'],
    keepGoing: true,
    cases: [],
    secrets: {
      'app/one': ['one.ended.test'],
      'app/any': ['*.ended.test'],
      'app/www': ['www.mixed.test'],
      'app/ended': ['ended.mixed.test'],
      'app/ended-set': ['set.test'],
    },
    manifests: (ports) =>
      gateway(
        listener('passthrough', 'TLS', ports['passthrough'], passing('*.passed.test')),
        listener('one', 'TLS', ports['terminate'], ending('one.ended.test', 'one')),
        listener('any', 'TLS', ports['terminate'], ending('*.ended.test', 'any')),
        `{name: www, protocol: HTTPS, port: ${ports['mixed']}, hostname: www.mixed.test, tls: {certificateRefs: [{name: www}]}}`,
        listener('ended', 'TLS', ports['mixed'], ending('ended.mixed.test', 'ended')),
        listener('passed', 'TLS', ports['mixed'], passing('passed.mixed.test')),
        listener('ended-too', 'TLS', ports['both'], ending('ended.mixed.test', 'ended')),
        listener('passed-too', 'TLS', ports['both'], passing('passed.mixed.test')),
        ...['tcp', 'lonely', 'missing', 'secured', 'distrusted', 'weighted'].map((name) =>
          listener(name, 'TCP', ports[name]),
        ),
        ...['udp', 'udp-missing', 'udp-weighted'].map((name) => listener(name, 'UDP', ports[name])),
      ) +
      listenerSet(
        listener('tcp', 'TCP', ports['set']),
        listener('passed', 'TLS', ports['mixed'], passing('passed.set.test')),
        listener('ended', 'TLS', ports['mixed'], ending('ended.set.test', 'ended-set')),
        listener('one', 'TLS', ports['terminate'], ending('one.set.test', 'ended-set')),
      ) +
      ofSet(streamRoute('TCPRoute', 'set', 'tcp', rules(ref('second')))) +
      ofSet(tls('passed-set', 'passed', 'passed.set.test', ref('passed'))) +
      ofSet(tls('ended-set', 'ended', 'ended.set.test', ref('second'))) +
      ofSet(tls('one-set', 'one', 'one.set.test', ref('second'))) +
      tls('exact', 'passthrough', 'a.passed.test', ref('passed')) +
      tls('wild', 'passthrough', '*.passed.test', ref('wild')) +
      tls('missing', 'passthrough', 'missing.passed.test', ref('nowhere')) +
      tls('unready', 'passthrough', 'unready.passed.test', ref('unready')) +
      tls('nothing', 'passthrough', 'nothing.passed.test', ref('passed', 0)) +
      tls('one', 'one', 'one.ended.test', ref('plain')) +
      tls('two', 'any', 'two.ended.test', ref('second')) +
      tls('secured', 'any', 'secured.ended.test', ref('secured')) +
      tls('distrusted', 'any', 'distrusted.ended.test', ref('distrusted')) +
      tls('unknown', 'any', 'unknown.ended.test', ref('unknown')) +
      route('www', `rules: [{${to('web')}}]`, '{name: web, sectionName: www}') +
      tls('ended-mixed', 'ended', 'ended.mixed.test', ref('plain')) +
      tls('passed-mixed', 'passed', 'passed.mixed.test', ref('passed')) +
      tls('ended-both', 'ended-too', 'ended.mixed.test', ref('plain')) +
      tls('passed-both', 'passed-too', 'passed.mixed.test', ref('passed')) +
      streamRoute('TCPRoute', 'older', 'tcp', rules(ref('plain')), '2026-01-01T00:00:00Z') +
      streamRoute('TCPRoute', 'newer', 'tcp', rules(ref('second')), '2026-02-01T00:00:00Z') +
      tcp('missing', ref('nowhere')) +
      tcp('secured', ref('secured')) +
      tcp('distrusted', ref('distrusted')) +
      tcp('weighted', ref('plain', 2), ref('second', 1), ref('nowhere', 1)) +
      udp('udp', ref('datagrams')) +
      udp('udp-missing', ref('nowhere')) +
      udp('udp-weighted', ref('datagrams'), ref('nowhere')) +
      service('passed', backends.passed) +
      service('wild', backends.wild) +
      service('unready', null) +
      service('plain', backends.plain) +
      service('second', backends.second) +
      service('secured', backends.secured) +
      service('distrusted', backends.secured) +
      service('unknown', backends.secured) +
      service('datagrams', backends.datagrams, 'UDP') +
      bundle('own', authorities.own) +
      bundle('other', authorities.other) +
      policy('secured', 'own') +
      policy('distrusted', 'other') +
      policy('unknown', 'nobody'),
  };
}
