import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, to, type Suite } from './cases/case.ts';

// How many attempts a proxy makes when many are asked for, and whether it waits between them (GEP-1731).

const host = 'limits.test';
const NGINX_LIMIT = 32;

const rule = (name: string, retry: string) =>
  `    - {matches: [{path: {value: /${name}}}], retry: {${retry}}, ${to(name)}}\n`;

const services = ['app/at-limit', 'app/beyond', 'app/codes', 'app/waiting'];

/** @param more - of the retries of rules that are not about waiting */
const suiteOf = (more: string): Suite => ({
  name: 'limits of retries',
  ports: ['http'],
  services,
  cases: [],
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${String(http)}}`) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
${rule('at-limit', `attempts: ${String(NGINX_LIMIT - 1)}${more}`)}
${rule('beyond', `attempts: ${String(NGINX_LIMIT)}${more}`)}
${rule('codes', `codes: [503], attempts: ${String(NGINX_LIMIT)}${more}`)}
${rule('waiting', 'codes: [503], attempts: 2, backoff: 10ms')}
`,
    ),
});

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  let served: Served;
  const isNginx = proxy.target === 'nginx';

  beforeAll(async () => {
    backends = await startEchoBackends(services);
    // Envoy waits for longer and longer if it is not told for how long.
    served = await serveManifests(suiteOf(isNginx ? '' : ', backoff: 1ms'), proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    await backends.stop();
  });

  /** The answer to one request, and how often its backend was asked. */
  const attemptsOf = async (name: string, orders: string) => {
    const answer = await answerOf({ path: `/${name}?${orders}`, host }, served.ports);
    const attempts = backends.get(`app/${name}`).received().length;
    return { status: answer.kind === 'response' ? answer.status : answer.kind, attempts };
  };

  const noConnection = isNginx ? 502 : 503;

  test('as many attempts as NGINX makes', async () => {
    expect(await attemptsOf('at-limit', 'gw-close=1')).toEqual({
      status: noConnection,
      attempts: NGINX_LIMIT,
    });
  });

  test.each([
    ['beyond', 'gw-close=1', noConnection],
    ['codes', 'gw-status=503', 503],
  ])('one attempt more than NGINX makes: %s', async (name, orders, status) => {
    expect(await attemptsOf(name, orders)).toEqual({
      status,
      attempts: isNginx ? NGINX_LIMIT : NGINX_LIMIT + 1,
    });
  });

  test('a rule that has to wait between attempts', async () => {
    expect(await attemptsOf('waiting', 'gw-status=503')).toEqual(
      isNginx ? { status: 500, attempts: 0 } : { status: 503, attempts: 3 },
    );
  });
});
