import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { startSteadyServer, type SteadyServer } from '../support/http/steady-server.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, serviceHere, to, type Suite } from './cases/case.ts';

// `timeouts` are about whole responses (GEP-1742). A body that keeps coming, five times as long as it may, is the
// case in which proxies differ.

const host = 'long.test';
const LIMIT_MS = 500;
const PARTS = 25;
const EVERY_MS = 100;

const limit = `${String(LIMIT_MS)}ms`;
const rules = {
  '/request': `timeouts: {request: ${limit}}`,
  '/attempt': `timeouts: {backendRequest: ${limit}}`,
  '/attempt-of-long': `timeouts: {request: 1m, backendRequest: ${limit}}`,
  '/attempt-of-unlimited': `timeouts: {request: 0s, backendRequest: ${limit}}`,
  '/no-retry': `timeouts: {backendRequest: ${limit}}, retry: {attempts: 0}`,
  '/retry': `timeouts: {backendRequest: ${limit}}, retry: {attempts: 1}`,
  '/retry-within': `timeouts: {request: ${limit}, backendRequest: 400ms}, retry: {attempts: 1}`,
} as const;
const paths = Object.keys(rules) as readonly (keyof typeof rules)[];

const suiteOf = (backend: number): Suite => ({
  name: 'long bodies',
  ports: ['http'],
  services: [],
  cases: [],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${String(http)}}`) +
    serviceHere('steady', backend) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
${paths.map((path) => `    - {matches: [{path: {type: Exact, value: ${path}}}], ${rules[path]}, ${to('steady')}}`).join('\n')}
`,
    ),
});

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  let steady: SteadyServer;
  let served: Served;

  beforeAll(async () => {
    backends = await startEchoBackends([]);
    steady = await startSteadyServer(PARTS, EVERY_MS);
    served = await serveManifests(suiteOf(steady.port), proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    steady.stop();
    await backends.stop();
  });

  const isCut = (path: string) => proxy.target === 'envoy' && path !== '/retry';

  test.concurrent.each(paths.filter(isCut))(
    'a body that keeps coming is cut off: %s',
    async (path) => {
      // An answer with 200 would be a whole one.
      expect(await answerOf({ path, host }, served.ports)).not.toMatchObject({ status: 200 });
    },
  );

  test.concurrent.each(paths.filter((path) => !isCut(path)))(
    'a body that keeps coming is not cut off: %s',
    async (path) => {
      for (;;) {
        const answer = await answerOf({ path, host }, served.ports);
        if (answer.kind === 'response' && answer.response.body === 'x'.repeat(PARTS)) return;
        // Only a backend that did not keep on by itself, on a slow machine, may be asked again.
        expect(steady.pauseOf(path)).toBeGreaterThanOrEqual(LIMIT_MS / 2);
      }
    },
  );
});
