import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, type Suite } from './cases/case.ts';

// XBackendTrafficPolicy (GEP-3388): a backend that fails for everybody is not asked by everybody again and again.

const host = 'budget.test';
const CLIENTS = 40;
const RETRIES = 3;

const policy = (name: string, constraint: string) => `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackendTrafficPolicy
metadata: {name: ${name}, namespace: app}
spec:
  targetRefs: [{group: "", kind: Service, name: ${name}}]
  retryConstraint: ${constraint}
`;
const rule = (service: string) =>
  `    - {matches: [{path: {value: /${service}}}], retry: {codes: [503], attempts: ${String(RETRIES)}}, backendRefs: [{name: ${service}, port: 8080}]}\n`;

const suite = (minor: number): Suite => ({
  name: 'retry budgets',
  ports: ['http'],
  services: ['app/tight', 'app/wide', 'app/calm', 'app/free'],
  keepGoing: true,
  target: { envoyVersion: { major: 1, minor, patch: 0 } },
  cases: [],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${String(http)}}`) +
    route(
      'all',
      `hostnames: [budget.test]
  rules:
${rule('tight')}${rule('wide')}${rule('free')}    - {matches: [{path: {value: /calm}}], backendRefs: [{name: calm, port: 8080}]}
`,
    ) +
    policy(
      'tight',
      '{budget: {percent: 0, interval: 10s}, minRetryRate: {count: 2, interval: 1s}}',
    ) +
    policy('wide', '{budget: {percent: 100, interval: 10s}, minRetryRate: {count: 1000}}') +
    policy('calm', '{}'),
});

const proxies = await listProxies();
const runs = proxies.flatMap((proxy) =>
  (proxy.target === 'envoy' ? [38, 40] : [0]).map((minor) => [proxy.name, minor, proxy] as const),
);

describe.each(runs)('%s, for 1.%i', (_, minor, proxy) => {
  let backends: EchoBackends;
  let served: Served;

  beforeAll(async () => {
    const { services } = suite(minor);
    backends = await startEchoBackends(services);
    served = await serveManifests(suite(minor), proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    await backends.stop();
  });

  /** What many clients get of a backend that fails slowly, and how often it was asked. */
  const storm = async (service: string) => {
    const path = `/${service}?gw-status=503&gw-delay=100`;
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, () => answerOf({ path, host }, served.ports)),
    );
    const statuses = new Set(
      answers.map((answer) => (answer.kind === 'response' ? answer.status : answer.kind)),
    );
    return { statuses: [...statuses], hits: backends.get(`app/${service}`).received().length };
  };

  test('without retries there is nothing to limit', async () => {
    const answer = await answerOf({ path: '/calm', host }, served.ports);
    expect(answer).toMatchObject({ kind: 'response', status: 200 });
  });

  if (proxy.target === 'nginx') {
    test('what cannot be limited is refused', async () => {
      expect(await storm('tight')).toEqual({ statuses: [500], hits: 0 });
    });
    return;
  }

  test('a budget of none leaves the minimum', async () => {
    const { statuses, hits } = await storm('tight');
    expect(statuses).toEqual([503]);
    expect(hits).toBeGreaterThan(CLIENTS);
    // Two at a time, for as long as anybody still tries: far from all that would like to.
    expect(hits).toBeLessThan(CLIENTS + CLIENTS / 2);
  });

  test.each(['wide', 'free'])('within the budget all retries are made: %s', async (service) => {
    const { statuses, hits } = await storm(service);
    expect(statuses).toEqual([503]);
    expect(hits).toBe(CLIENTS * (1 + RETRIES));
  });
});
