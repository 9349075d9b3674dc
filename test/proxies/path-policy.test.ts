import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathPolicies } from '../../src/target/path-policy.ts';
import { pathTable, type PathAnswers } from '../../src/target/path-table.ts';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listProxies, type Proxy } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, to, type CaseRequest, type Suite } from './cases/case.ts';

const host = 'policy.test';
// HTTP/2 over TLS, since NGINX 1.22 has no other.
const suite: Suite = {
  name: 'path-policy',
  ports: ['http', 'https'],
  services: ['app/open', 'app/admin', 'app/plus', 'app/tilde'],
  secrets: { 'app/cert': [host] },
  manifests: ({ http, https }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${http}}`,
      `{name: https, protocol: HTTPS, port: ${https}, tls: {certificateRefs: [{name: cert}]}}`,
    ) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
    - {matches: [{path: {value: /admin/}}], ${to('admin')}}
    - {matches: [{path: {value: "/a+b:c@d!e$f&g'h(i)j*k,l;m=n"}}], ${to('plus')}}
    - {matches: [{path: {type: Exact, value: /e+~}}], ${to('tilde')}}
    - matches: [{path: {value: /moved/}}]
      filters: [{type: RequestRedirect, requestRedirect: {hostname: new.test, statusCode: 301}}]
    - matches: [{path: {value: /cors/}}]
      filters: [{type: CORS, cors: {allowOrigins: ["https://a.test"]}}]
      ${to('admin')}
    - {matches: [{path: {value: /}}], ${to('open')}}
`,
    ),
  cases: [],
};

const ways: Readonly<Record<string, Partial<CaseRequest>>> = {
  'HTTP/1.1': {},
  'HTTP/2': { port: 'https', sni: host, h2: true },
};

function answerOn({ target }: Proxy, answers: PathAnswers) {
  return typeof answers === 'object' ? answers[target] : answers;
}

/** How a lenient server may read a path: decoded again and again, parameters gone, segments resolved. */
function readLeniently(sent: string): string {
  const path = (sent.split('?')[0] ?? '').replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

// Each trick of the threat model, alone and in pairs, in front of a guarded path.
const tricks = [
  ...['/', '//', '/./', '/x/../', '/x//../', '/%2e/', '/x/%2e%2e/', '/x/.%2E/', '/x/..;/', '/.;a/'],
  ...['/x/..;a=b/', '/x/%2e%2e;/', '/x/..%3b/', '/x/..%2f', '/%2f', '/x\\..\\', '\\', '/x/..%5c'],
  ...['/../', '/x/../../', '/%00/', '/x/%00/../', '/x/%c0%ae%c0%ae/', '/x/..%c0%af', '/%0a/../'],
];
const guarded = [
  'admin/x',
  '%61dmin/x',
  'admin%2fx',
  'admin//x',
  'admin/./x',
  'admin\\x',
  'admin/',
];
const confusions = tricks.flatMap((one) =>
  tricks.flatMap((two) => guarded.map((path) => one + two.replace(/^\//, '') + path)),
);

const proxies = await listProxies();
const served = proxies.flatMap((proxy) =>
  pathPolicies.map((policy) => ({ title: `${proxy.name}, ${policy}`, proxy, policy })),
);

describe.each(served)('$title', ({ proxy, policy }) => {
  let backends: EchoBackends;
  let running: Served;

  beforeAll(async () => {
    backends = await startEchoBackends(suite.services);
    running = await serveManifests({ ...suite, target: { pathPolicy: policy } }, proxy, backends);
  });

  afterAll(async () => {
    await running.stop();
    await backends.stop();
  });

  const ask = (path: string, more: Partial<CaseRequest> = {}) =>
    answerOf({ path, host, ...more }, running.ports);

  describe.each(Object.entries(ways))('%s', (_, way) => {
    test.each(pathTable.map((row) => [row.sent, row] as const))('%s', async (sent, row) => {
      const wanted = answerOn(proxy, row[policy]);
      const answer = await ask(sent, way);
      if (answer.kind === 'refused') throw new Error('no answer');
      if (wanted === 400) {
        expect([answer.status, answer.reply]).toEqual([400, null]);
        return;
      }
      expect([answer.status, answer.reply?.url]).toEqual([200, wanted]);
      const service = readLeniently(wanted).startsWith('/admin') ? 'app/admin' : 'app/open';
      expect(answer.reply?.backend).toBe(service);
    });
  });

  test('raw bytes beyond ASCII and controls reach nobody', async () => {
    for (const bytes of ['\u00e9', '\u00c0\u00ae', '\u007f', '\u0001', '\t']) {
      const answer = await ask('/', {
        raw: `GET /x/${bytes}/../admin/x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      });
      if (answer.kind !== 'refused') expect([answer.status, answer.reply]).toEqual([400, null]);
    }
  });

  test(`no path goes round a guarded prefix: ${confusions.length} are tried`, async () => {
    const reached: string[] = [];
    for (const path of confusions) {
      const answer = await ask(path);
      if (answer.kind === 'refused' || answer.reply === null) continue;
      const { backend, url } = answer.reply;
      if (backend === 'app/open' && /^\/admin(?:\/|$)/.test(readLeniently(url)))
        reached.push(`${path} as ${url}`);
    }
    expect(reached).toEqual([]);
  });

  test.each([
    ["/a+b:c@d!e$f&g'h(i)j*k,l;m=n/x", 'plus'],
    ['/a%2Bb%3ac%40d%21e%24f%26g%27h%28i%29j%2ak%2Cl%3Bm%3Dn/x', 'plus'],
    ["/a%2bb:c@d!e$f&g'h(i)j*k,l;m=n", 'plus'],
    ["/a+b:c@d!e$f&g'h(i)j*k,l;m=nx", 'open'],
    ['/e+~', 'tilde'],
    ['/e%2B%7e', 'tilde'],
    ['/e+~/', 'open'],
  ])('a reserved character and its escape are the same to a rule: %s', async (path, service) => {
    const answer = await ask(path);
    expect(answer.kind === 'refused' ? null : answer.reply?.backend).toBe(`app/${service}`);
  });

  test.each(['policy.test', 'policy.test.', 'POLICY.test:81', 'policy.test.:81'])(
    'a port and a final dot do not matter: %s',
    async (name) => {
      const answer = await ask('/admin/x', { host: name });
      expect(answer.kind === 'refused' ? null : answer.reply?.backend).toBe('app/admin');
    },
  );

  test('a redirect that keeps the path repeats it', async () => {
    const locationOf = async (path: string) => {
      const answer = await ask(path);
      return answer.kind === 'refused'
        ? null
        : answer.response.header('location')[0]?.replace(/:\d+/, '');
    };
    expect(await locationOf('/moved/a%2Bb?c')).toBe('http://new.test/moved/a%2Bb?c');
    // SUPPORT.md: NGINX repeats it as sent, and Envoy as matched.
    expect(await locationOf('//moved//x')).toBe(
      proxy.target === 'nginx' ? 'http://new.test//moved//x' : 'http://new.test/moved/x',
    );
  });

  test('a preflight for a refused path is refused', async () => {
    const answer = await ask('/cors/%2e%2e;/x', {
      method: 'OPTIONS',
      headers: [
        ['Origin', 'https://a.test'],
        ['Access-Control-Request-Method', 'GET'],
      ],
    });
    expect(answer.kind === 'refused' ? null : answer.status).toBe(400);
  });
});
