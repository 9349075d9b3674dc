import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { SecureVersion } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NginxVerification } from '../../src/target/options.ts';
import { answerOf } from '../support/ask.ts';
import { makeAuthority, type Authority, type KeyPair } from '../support/http/authority.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listenOnLoopback } from '../support/http/loopback.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, type Suite } from './cases/case.ts';

// Where the authorities of a BackendTLSPolicy come from, which policy counts, and what its options ask for.

const name = 'backend.internal';
const identity = 'spiffe://cluster.local/ns/app/sa/backend';

/** A backend with TLS that says what was spoken. */
async function startBackend({ cert, key }: KeyPair, maxVersion: SecureVersion = 'TLSv1.3') {
  const server = createServer({ cert, key, maxVersion }, (request, response) => {
    const socket = request.socket as unknown as {
      getProtocol: () => string;
      getCipher: () => { name: string };
    };
    response.end(`${socket.getProtocol()} ${socket.getCipher().name}`);
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Ports {
  readonly named: number;
  readonly identified: number;
  readonly old: number;
  readonly delegated: number;
}

const ref = (kind: string, called: string) =>
  `{group: ${kind === 'ConfigMap' ? '""' : 'certificates.k8s.io'}, kind: ${kind}, name: ${called}}`;
const by = (refs: readonly string[], more = '') =>
  `validation: {caCertificateRefs: [${refs.join(', ')}], hostname: ${name}${more}}`;
const own = ref('ConfigMap', 'own');
const option = (key: string, value: string) => `\n  options: {gatewright.dev/${key}: "${value}"}`;
const names = (...entries: readonly string[]) => `, subjectAltNames: [${entries.join(', ')}]`;
const uri = `{type: URI, uri: "${identity}"}`;

interface Case {
  readonly to: keyof Ports;
  /** By the names of policies. */
  readonly policies: Readonly<Record<string, string>>;
}

const cases: Readonly<Record<string, Case>> = {
  configmap: { to: 'named', policies: { configmap: by([own]) } },
  bundle: { to: 'named', policies: { bundle: by([ref('ClusterTrustBundle', 'company')]) } },
  delegated: { to: 'delegated', policies: { delegated: by([ref('ConfigMap', 'delegate')]) } },
  'with-root': {
    to: 'delegated',
    policies: { 'with-root': by([ref('ConfigMap', 'delegate'), own]) },
  },
  'no-bundle': { to: 'named', policies: { 'no-bundle': by([ref('ClusterTrustBundle', 'none')]) } },
  partly: { to: 'named', policies: { partly: by([ref('ConfigMap', 'none'), own]) } },
  both: { to: 'named', policies: { both: by([ref('ConfigMap', 'other'), own]) } },
  system: {
    to: 'named',
    policies: { system: `validation: {wellKnownCACertificates: System, hostname: ${name}}` },
  },
  // The age counts before the name.
  older: {
    to: 'named',
    policies: { 'z-2025': by([own]), 'a-2026': by([ref('ConfigMap', 'other')]) },
  },
  newer: {
    to: 'named',
    policies: { 'z-2025': by([ref('ConfigMap', 'none')]), 'a-2026': by([own]) },
  },
  equal: {
    to: 'named',
    policies: { 'b-2025': by([ref('ConfigMap', 'none')]), 'a-2025': by([own]) },
  },
  newest: { to: 'named', policies: { newest: by([own]) + option('tls-min-version', '1.3') } },
  'newest-to-old': {
    to: 'old',
    policies: { 'newest-to-old': by([own]) + option('tls-min-version', '1.3') },
  },
  oldest: {
    to: 'named',
    policies: {
      oldest: `${by([own])}\n  options: {gatewright.dev/tls-max-version: "1.2", gatewright.dev/tls-1.2-cipher-suites: TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256}`,
    },
  },
  'wrong-option': {
    to: 'named',
    policies: { 'wrong-option': by([own]) + option('tls-min-version', '1.0') },
  },
  identity: { to: 'identified', policies: { identity: by([own], names(uri)) } },
  'other-identity': {
    to: 'identified',
    policies: {
      'other-identity': by([own], names('{type: URI, uri: "spiffe://cluster.local/other"}')),
    },
  },
  'identity-of-named': { to: 'named', policies: { 'identity-of-named': by([own], names(uri)) } },
};

const manifestsOf = (called: string, { to, policies }: Case, ports: Ports) => `---
apiVersion: v1
kind: Service
metadata: {name: ${called}, namespace: app}
spec: {ports: [{name: https, port: 443}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${called}-1, namespace: app, labels: {kubernetes.io/service-name: ${called}}}
addressType: IPv4
ports: [{name: https, port: ${ports[to]}}]
endpoints: [{addresses: [127.0.0.1]}]
${Object.entries(policies)
  .map(
    ([policy, spec]) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: ${called}-${policy}, namespace: app, creationTimestamp: "${/\d{4}/.exec(policy)?.[0] ?? '2025'}-01-01T00:00:00Z"}
spec:
  targetRefs: [{group: "", kind: Service, name: ${called}}]
  ${spec}
`,
  )
  .join('')}`;

const bundle = (called: string, { cert }: Authority) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${called}, namespace: app}
data: ${JSON.stringify({ 'ca.crt': cert })}
`;

const proxies = await listProxies();
let authorities: Readonly<Record<'own' | 'other' | 'delegate', Authority>>;
let backends: readonly { readonly port: number; readonly stop: () => void }[];
let ports: Ports;
let folder: string;
let echo: EchoBackends;

beforeAll(async () => {
  const root = await makeAuthority('own');
  const delegate = await root.delegate('delegate');
  authorities = { own: root, delegate, other: await makeAuthority('other') };
  const named = await authorities.own.issue({ name });
  const identified = await authorities.own.issue({
    name,
    altNames: `DNS:other.internal,URI:${identity}`,
  });
  const started = await Promise.all([
    startBackend(named),
    startBackend(identified),
    startBackend(named, 'TLSv1.2'),
    startBackend(await delegate.issue({ name })),
  ]);
  backends = started;
  ports = {
    named: started[0].port,
    identified: started[1].port,
    old: started[2].port,
    delegated: started[3].port,
  };
  folder = await mkdtemp(join(tmpdir(), 'gatewright-system-'));
  await writeFile(join(folder, 'system.crt'), authorities.own.cert);
  echo = await startEchoBackends([]);
});

afterAll(async () => {
  for (const each of backends) each.stop();
  await echo.stop();
  await rm(folder, { recursive: true, force: true });
});

const suite = (nginxVerification: NginxVerification): Suite => ({
  name: 'backend TLS settings',
  ports: ['http'],
  services: [],
  keepGoing: true,
  cases: [],
  target: { nginxVerification, systemTrust: join(folder, 'system.crt') },
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${http}}`) +
    Object.keys(cases)
      .map((called) =>
        route(
          called,
          `rules: [{matches: [{path: {value: /${called}}}], backendRefs: [{name: ${called}, port: 443}]}]`,
        ),
      )
      .join('') +
    Object.entries(cases)
      .map(([called, each]) => manifestsOf(called, each, ports))
      .join('') +
    bundle('own', authorities.own) +
    bundle('other', authorities.other) +
    bundle('delegate', authorities.delegate) +
    `---
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: company}
spec: {trustBundle: ${JSON.stringify(authorities.own.cert)}}
`,
});

describe.each(
  proxies.flatMap((proxy) =>
    (['exact', 'hostname-only'] as const).map((each) => [proxy.name, each, proxy] as const),
  ),
)('%s, %s', (_name, verification, proxy) => {
  let served: Served;
  beforeAll(async () => {
    served = await serveManifests(suite(verification), proxy, echo);
  });
  afterAll(() => served.stop());

  const ask = async (called: string) => {
    const answer = await answerOf({ path: `/${called}` }, served.ports);
    if (answer.kind !== 'response') return answer.kind;
    return answer.status === 200 ? answer.response.body : answer.status;
  };
  const unverified = proxy.target === 'nginx' ? 502 : 503;

  test.each(['configmap', 'bundle', 'partly', 'both', 'system', 'older', 'equal', 'with-root'])(
    'verified: %s',
    async (called) => {
      expect(await ask(called)).toMatch(/^TLSv1.3/);
    },
  );

  test.each(['no-bundle', 'newer', 'wrong-option'])('nothing is sent: %s', async (called) => {
    expect(await ask(called)).toBe(500);
  });

  test('an authority without those that have certified it', async () => {
    const expected =
      proxy.target === 'nginx' ? unverified : (expect.stringMatching(/^TLS/) as string);
    expect(await ask('delegated')).toEqual(expected);
  });

  test('options', async () => {
    expect(await ask('newest')).toMatch(/^TLSv1.3/);
    expect(await ask('newest-to-old')).toBe(unverified);
    expect(await ask('oldest')).toBe('TLSv1.2 ECDHE-ECDSA-CHACHA20-POLY1305');
  });

  test('subjects other than the hostname', async () => {
    const found = await Promise.all(['identity', 'other-identity', 'identity-of-named'].map(ask));
    const spoken = expect.stringMatching(/^TLS/) as string;
    if (proxy.target === 'envoy') expect(found).toEqual([spoken, unverified, unverified]);
    // The hostname alone is what NGINX can verify, where the user makes do with that.
    else if (verification === 'exact') expect(found).toEqual([500, 500, 500]);
    else expect(found).toEqual([unverified, unverified, spoken]);
  });
});
