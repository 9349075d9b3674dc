import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import type { Field } from '../support/http/http1-response.ts';
import { listenAlike, type SamePort } from '../support/http/same-port.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { pod, selecting, xBackend, xRef } from './cases/backend-kinds.ts';
import { gateway, route, serviceHere, to, type Suite } from './cases/case.ts';

// SessionPersistence (GEP-1619): what becomes of a session whose `absoluteTimeout` is over, when the client goes on
// with it all the same.

const host = 'ends.test';
const TIMEOUT_MS = 1000;
const timeout = `absoluteTimeout: ${String(TIMEOUT_MS)}ms`;
const sessions = {
  cookie: `type: Cookie, cookie: {name: kept}, ${timeout}`,
  permanent: `type: Cookie, cookie: {name: kept, lifetimeType: Permanent}, ${timeout}`,
  header: `type: Header, header: {name: x-kept}, ${timeout}`,
} as const;
type Kind = keyof typeof sessions;
const kinds = Object.keys(sessions) as readonly Kind[];
const persistence = (kind: Kind) => `sessionPersistence: {${sessions[kind]}}`;
const eachKind = (make: (kind: Kind) => string) => kinds.map(make).join('');

const rule = (path: string, more: string) =>
  `    - {matches: [{path: {value: ${path}}}], ${more}}\n`;

/** A Service with the Pods, and the policy that keeps its sessions. */
const withPolicy = (
  kind: Kind,
  { port, addresses }: SamePort,
) => `${serviceHere(kind, port, addresses)}---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackendTrafficPolicy
metadata: {name: ${kind}, namespace: app}
spec:
  targetRefs: [{group: "", kind: Service, name: ${kind}}]
  ${persistence(kind)}
`;

const suiteOf = (pods: SamePort): Suite => ({
  name: 'ends of sessions',
  ports: ['http'],
  services: [],
  cases: [],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${String(http)}}`) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
${eachKind((kind) => rule(`/rule/${kind}`, `${persistence(kind)}, backendRefs: [${xRef('plain')}]`))}
${eachKind((kind) => rule(`/xbackend/${kind}`, `backendRefs: [${xRef(kind)}]`))}
${eachKind((kind) => rule(`/policy/${kind}`, to(kind)))}
`,
    ) +
    pods.addresses.map((address, index) => pod(`p${String(index)}`, 'shop', address)).join('') +
    xBackend('plain', selecting('shop', pods.port)) +
    eachKind((kind) => xBackend(kind, selecting('shop', pods.port, persistence(kind)))) +
    eachKind((kind) => withPolicy(kind, pods)),
});

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  let pods: SamePort;
  let served: Served;

  beforeAll(async () => {
    backends = await startEchoBackends([]);
    pods = await listenAlike((address) =>
      createServer((_request, response) => response.end(address)),
    );
    served = await serveManifests(suiteOf(pods), proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    pods.stop();
    await backends.stop();
  });

  /** Which Pod answers, and the header with which a client comes back to it, where it is told one. */
  const ask = async (path: string, kept: readonly Field[]) => {
    const answer = await answerOf({ path, host, headers: kept }, served.ports);
    if (answer.kind === 'refused') throw new Error('the connection was refused');
    const { response } = answer;
    const told: readonly Field[] = [
      ...response.header('set-cookie').map((value): Field => ['Cookie', value.replace(/;.*$/, '')]),
      ...response.header('x-kept').map((value): Field => ['X-Kept', value]),
    ];
    return { pod: response.body, told };
  };

  /** A client whose session is over, and what it gets with it. */
  const afterTheEnd = async (path: string) => {
    const first = await ask(path, []);
    expect(first.told).toHaveLength(1);
    await wait(2 * TIMEOUT_MS);
    const later = [];
    for (let i = 0; i < 12; i += 1) later.push(await ask(path, first.told));
    return { first, later };
  };

  const paths = ['rule', 'xbackend', 'policy'].flatMap((owner) =>
    kinds.map((kind) => [`/${owner}/${kind}`, kind] as const),
  );
  const ends = (kind: Kind) => proxy.target === 'envoy' && kind === 'permanent';

  test.concurrent.each(paths.filter(([, kind]) => !ends(kind)))(
    'a session goes on after its absoluteTimeout: %s',
    async (path) => {
      const { first, later } = await afterTheEnd(path);
      expect([...new Set(later.map((answer) => answer.pod))]).toEqual([first.pod]);
      // Nobody is given a new session: the client is told nothing, or the same again.
      for (const { told } of later) if (told.length > 0) expect(told).toEqual(first.told);
    },
  );

  test.concurrent.each(paths.filter(([, kind]) => ends(kind)))(
    'a permanent cookie is over for a client that keeps it: %s',
    async (path) => {
      const { first, later } = await afterTheEnd(path);
      for (const { told } of later) {
        expect(told).toHaveLength(1);
        expect(told).not.toEqual(first.told);
      }
    },
  );
});
