import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { startNameServer, type NameServer } from '../support/name-server.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import {
  startTcpBackend,
  startUdpBackend,
  type StreamBackend,
} from '../support/stream/backends.ts';
import { converse, sendDatagram } from '../support/stream/client.ts';
import { importRef, serviceImport } from './cases/backend-kinds.ts';
import { gateway, route, type Suite } from './cases/case.ts';

// ServiceImport (GEP-1748): requests get to the endpoints of all clusters that the slices were imported from.

const host = 'import.test';

interface Numbers {
  readonly tcp: number;
  readonly udp: number;
  readonly byName: number;
}

const streamRoute = (kind: string, section: string, ref: string) =>
  route(
    section,
    `rules: [{backendRefs: [${ref}]}]`,
    `{name: web, sectionName: ${section}}`,
  ).replace('kind: HTTPRoute', `kind: ${kind}`);

function suiteOf({ tcp, udp, byName }: Numbers, nameServer: number): Suite {
  return {
    name: 'ServiceImport',
    ports: ['http', 'tcp'],
    datagramPorts: ['udp'],
    services: [],
    endpoints: ['west', 'east', 'local', 'granted'],
    nameServer,
    keepGoing: true,
    cases: [],
    manifests: (ports, { west = 0, east = 0, local = 0, granted = 0 }) =>
      gateway(
        `{name: http, protocol: HTTP, port: ${String(ports['http'])}}`,
        `{name: tcp, protocol: TCP, port: ${String(ports['tcp'])}}`,
        `{name: udp, protocol: UDP, port: ${String(ports['udp'])}}`,
      ) +
      route(
        'all',
        `hostnames: [import.test]
  rules:
    - {matches: [{path: {value: /imported}}], backendRefs: [${importRef('shop')}]}
    - {matches: [{path: {value: /split}}], backendRefs: [${importRef('shop')}, {name: shop, port: 80}]}
    - {matches: [{path: {value: /by-name}}], backendRefs: [${importRef('far', byName)}]}
    - {matches: [{path: {value: /granted}}], backendRefs: [${importRef('granted', 80, 'namespace: other')}]}
    - {matches: [{path: {value: /refused}}], backendRefs: [${importRef('refused', 80, 'namespace: other')}]}
    - {matches: [{path: {value: /absent}}], backendRefs: [${importRef('absent')}]}
`,
        '{name: web, sectionName: http}',
      ) +
      streamRoute('TCPRoute', 'tcp', importRef('tcp')) +
      streamRoute('UDPRoute', 'udp', importRef('udp')) +
      serviceImport('shop', west, ['127.0.0.1']) +
      slice('imported-shop-east', 'multicluster.kubernetes.io/service-name: shop', east) +
      slice('shop-local', 'kubernetes.io/service-name: shop', local) +
      serviceImport('far', byName, []) +
      serviceImport('granted', granted, ['127.0.0.1'], { namespace: 'other' }) +
      serviceImport('refused', granted, ['127.0.0.1'], { namespace: 'other' }) +
      serviceImport('tcp', tcp, ['127.0.0.1']) +
      serviceImport('udp', udp, ['127.0.0.1'], { protocol: 'UDP' }) +
      `---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: app}
spec: {ports: [{name: main, port: 80}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: granted, namespace: other}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: app}]
  to: [{group: multicluster.x-k8s.io, kind: ServiceImport, name: granted}]
`,
  };
}

const slice = (name: string, label: string, port: number) => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}, namespace: app, labels: {${label}}}
addressType: IPv4
ports: [{name: main, port: ${String(port)}}]
endpoints: [{addresses: [127.0.0.1]}]
`;

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  let streams: readonly [StreamBackend, StreamBackend];
  let names: NameServer;
  let served: Served;

  beforeAll(async () => {
    backends = await startEchoBackends(['west', 'east', 'local', 'granted', 'far']);
    streams = await Promise.all([startTcpBackend('tcp'), startUdpBackend('udp')]);
    names = await startNameServer('127.0.0.1');
    const numbers = {
      tcp: streams[0].port,
      udp: streams[1].port,
      byName: backends.get('far').port,
    };
    served = await serveManifests(suiteOf(numbers, names.port), proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    for (const each of streams) each.stop();
    await names.stop();
    await backends.stop();
  });

  const askedOf = async (path: string, times: number) => {
    const found = new Set<string>();
    for (let i = 0; i < times; i++) {
      const answer = await answerOf({ path, host }, served.ports);
      if (answer.kind === 'refused') throw new Error('the connection was refused');
      found.add(answer.reply?.backend ?? String(answer.status));
    }
    return [...found].sort();
  };

  test('the endpoints of all clusters, and no local ones', async () => {
    expect(await askedOf('/imported', 20)).toEqual(['east', 'west']);
  });

  test('beside a Service of the same name', async () => {
    expect(await askedOf('/split', 40)).toEqual(['east', 'local', 'west']);
  });

  test('by the name in the ClusterSet', async () => {
    expect(await askedOf('/by-name', 1)).toEqual(['far']);
    expect(names.asked()).toContain('far.app.svc.clusterset.local');
  });

  test('of another namespace, with a grant', async () => {
    expect(await askedOf('/granted', 1)).toEqual(['granted']);
  });

  test.each(['/refused', '/absent'])('%s', async (path) => {
    expect(await askedOf(path, 1)).toEqual(['500']);
  });

  test('connections', async () => {
    expect(await converse({ port: served.ports['tcp'] ?? 0 })).toMatchObject({
      kind: 'answered',
      text: expect.stringMatching(/^tcp/) as string,
    });
  });

  test('datagrams', async () => {
    expect(await sendDatagram(served.ports['udp'] ?? 0, 'hello', 2000)).toContain('udp');
  });
});
