import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createSecureServer } from 'node:http2';
import { createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, tunnelThrough } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listenAlike, type SamePort } from '../support/http/same-port.ts';
import { selfSigned, type SelfSigned } from '../support/http/self-signed.ts';
import { startNameServer, type NameServer } from '../support/name-server.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { converse } from '../support/stream/client.ts';
import { external, pod, selecting, xBackend, xRef } from './cases/backend-kinds.ts';
import { gateway, grpcRoute, route, type Suite } from './cases/case.ts';

// XBackend (GEP-4894): a route gets to the ready Pods that it selects, or to a host outside, as it says and in no
// other way.

const host = 'x.test';
const name = 'backend.internal';
const validation = (ca: string, hostname = name) =>
  `validation: {hostname: ${hostname}, caCertificateRefs: [{group: "", kind: ConfigMap, name: ${ca}}]}`;

/** Pods of every kind, by what they speak. */
async function startPods({ cert, key }: SelfSigned) {
  const tls = { cert, key, requestCert: true, rejectUnauthorized: false };
  const [http, h2c, https, h2, tcp] = await Promise.all([
    listenAlike((address) =>
      createServer((request, response) => response.end(`${address} ${request.url ?? ''}`)),
    ),
    listenAlike((address) =>
      createHttp2Server((_, response) => {
        response.setHeader('content-type', 'application/grpc');
        response.end(`h2c ${address}`);
      }),
    ),
    listenAlike(() => {
      const server = createHttpsServer(tls, (request, response) => {
        const { servername, getPeerCertificate } = request.socket as unknown as ClientSocket;
        const shown = getPeerCertificate.call(request.socket).subject?.CN ?? 'nobody';
        response.end(`https ${String(servername)} ${shown}`);
      });
      server.on('upgrade', (_request, socket) => {
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Backend: app/wss\r\n\r\n',
        );
        socket.pipe(socket);
      });
      return server;
    }),
    listenAlike(() => createSecureServer({ cert, key }, (_, response) => response.end('h2'))),
    listenAlike((address) =>
      createTcpServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.end(`tcp ${address}`);
      }),
    ),
  ]);
  return { http, h2c, https, h2, tcp };
}

interface ClientSocket {
  readonly servername: string | false;
  readonly getPeerCertificate: () => { readonly subject?: { readonly CN?: string } };
}

type Pods = Readonly<Record<'http' | 'h2c' | 'https' | 'h2' | 'tcp', SamePort>>;

const cookie = (called: string) => `sessionPersistence: {type: Cookie, cookie: {name: ${called}}}`;

function suiteOf(
  pods: Pods,
  authorities: Readonly<Record<'own' | 'other', string>>,
  nameServer: number,
  clientCertificate: string,
): Suite {
  const alone = [
    'plain',
    'sessions',
    'keyed',
    'h2c',
    'wss',
    'h2',
    'mcp',
    'empty',
    'https',
    'wrong-name',
    'wrong-authority',
    'system',
    'own-certificate',
    'no-authority',
    'no-secret',
    'own-machine',
    'absent',
    'outside',
    'outside-tls',
  ];
  const pairs: readonly (readonly [path: string, ...refs: string[]])[] = [
    ...alone.map((each) => [each, xRef(each)] as const),
    ['again', xRef('sessions')],
    ['shares', xRef('sessions'), xRef('others')],
    ['mixed', xRef('sessions'), xRef('plain')],
    ['elsewhere', xRef('elsewhere', 'namespace: other')],
  ];
  const https = pods.https.port;
  const server = (ca: string, hostname = name) =>
    `tls: {mode: ServerOnly, ${validation(ca, hostname)}}`;
  const own = `tls: {mode: ClientAndServer, clientCertificateRef: {name: client}, ${validation('own')}}`;
  return {
    name: 'XBackend',
    ports: ['http', 'tcp', 'tcp-http'],
    services: [],
    secrets: { 'app/client': ['client.test'], 'app/of-gateway': ['gateway.test'] },
    nameServer,
    keepGoing: true,
    cases: [],
    manifests: (ports) =>
      gateway(
        `{name: http, protocol: HTTP, port: ${String(ports['http'])}}`,
        `{name: tcp, protocol: TCP, port: ${String(ports['tcp'])}}`,
        `{name: tcp-http, protocol: TCP, port: ${String(ports['tcp-http'])}}`,
      ).replace(
        'gatewayClassName: test',
        `gatewayClassName: test\n  tls: {backend: {clientCertificateRef: {name: of-gateway${clientCertificate}}}}`,
      ) +
      [...pairs.entries()]
        .map(([index, [path, ...refs]]) =>
          route(
            `r${String(index)}`,
            `hostnames: [x.test]\n  rules: [{matches: [{path: {value: /${path}}}], backendRefs: [${refs.join(', ')}]}]`,
            '{name: web, sectionName: http}',
          ),
        )
        .join('') +
      grpcRoute(
        'calls',
        `hostnames: [grpc.test]\n  rules: [{backendRefs: [${xRef('grpc')}]}]`,
      ).replace('{name: web}', '{name: web, sectionName: http}') +
      tcpRoute('tcp', 'tcp', xRef('tcp')) +
      tcpRoute('not-tcp', 'tcp-http', xRef('mcp')) +
      ['127.0.0.1', '127.0.0.2']
        .map((address, index) => pod(`ready-${String(index)}`, 'shop', address))
        .join('') +
      pod('starting', 'shop', '127.0.0.3', false) +
      xBackend('plain', selecting('shop', pods.http.port)) +
      xBackend('mcp', selecting('shop', pods.http.port, 'protocol: MCP')) +
      xBackend('sessions', selecting('shop', pods.http.port, cookie('one'))) +
      xBackend('others', selecting('shop', pods.http.port, cookie('two'))) +
      xBackend(
        'keyed',
        selecting(
          'shop',
          pods.http.port,
          'sessionPersistence: {type: Header, header: {name: X-Session}}',
        ),
      ) +
      xBackend('h2c', selecting('shop', pods.h2c.port, 'protocol: H2C')) +
      xBackend('grpc', selecting('shop', pods.h2c.port)) +
      xBackend('empty', selecting('none', pods.http.port)) +
      xBackend('https', selecting('shop', https, server('own'))) +
      xBackend('wss', selecting('shop', https, `protocol: WSS, ${server('own')}`)) +
      xBackend('h2', selecting('shop', pods.h2.port, `protocol: HTTP2, ${server('own')}`)) +
      xBackend('wrong-name', selecting('shop', https, server('own', 'other.internal'))) +
      xBackend('wrong-authority', selecting('shop', https, server('other'))) +
      xBackend(
        'system',
        selecting(
          'shop',
          https,
          `tls: {mode: ServerOnly, validation: {hostname: ${name}, wellKnownCACertificates: System}}`,
        ),
      ) +
      xBackend('own-certificate', selecting('shop', https, own)) +
      xBackend('no-authority', selecting('shop', https, server('none'))) +
      xBackend('no-secret', selecting('shop', https, own.replace('client}', 'lost}'))) +
      xBackend('own-machine', external('app.localhost', pods.http.port)) +
      xBackend('outside', external('plain.example.com', pods.http.port)) +
      xBackend('outside-tls', external('tls.example.com', https, server('own'))) +
      xBackend('elsewhere', selecting('shop', pods.http.port), 'other') +
      xBackend('tcp', selecting('shop', pods.tcp.port, 'protocol: TCP')) +
      `---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: {name: no-help, namespace: other}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: app}]
  to: [{group: gateway.networking.x-k8s.io, kind: XBackend}]
` +
      Object.entries(authorities)
        .map(
          ([called, cert]) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${called}, namespace: app}
data: ${JSON.stringify({ 'ca.crt': cert })}
`,
        )
        .join(''),
  };
}

const tcpRoute = (called: string, section: string, ref: string) =>
  route(called, `rules: [{backendRefs: [${ref}]}]`, `{name: web, sectionName: ${section}}`).replace(
    'kind: HTTPRoute',
    'kind: TCPRoute',
  );

const proxies = await listProxies();

describe.each(
  proxies.flatMap((proxy) => [
    [proxy.name, 'a certificate of the Gateway', proxy, ''] as const,
    [proxy.name, 'a certificate that cannot be had', proxy, '-lost'] as const,
  ]),
)('%s with %s', (_name, _certificate, proxy, clientCertificate) => {
  let backends: EchoBackends;
  let pods: Pods;
  let names: NameServer;
  let served: Served;

  beforeAll(async () => {
    const [own, other] = await Promise.all([selfSigned([name]), selfSigned([name])]);
    backends = await startEchoBackends([]);
    pods = await startPods(own);
    names = await startNameServer('127.0.0.1');
    const authorities = { own: own.cert, other: other.cert };
    const suite = suiteOf(pods, authorities, names.port, clientCertificate);
    served = await serveManifests(suite, proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    for (const each of Object.values(pods)) each.stop();
    await names.stop();
    await backends.stop();
  });

  const ask = async (
    path: string,
    headers: readonly (readonly [string, string])[] = [],
    from = host,
  ) => {
    const answer = await answerOf({ path, host: from, headers }, served.ports);
    if (answer.kind === 'refused') throw new Error('the connection was refused');
    const set = answer.response.headers.filter(([field]) =>
      /^(set-cookie|x-session)$/i.test(field),
    );
    return {
      status: answer.status,
      body: answer.response.body,
      told: set.map(([, value]) => value),
    };
  };
  const asked = async (path: string, times: number) => {
    const bodies = new Set<string>();
    for (let i = 0; i < times; i++) bodies.add((await ask(path)).body);
    return [...bodies].sort();
  };

  test('a certificate of its own is shown, whatever the Gateway has', async () => {
    expect(await ask('/own-certificate')).toMatchObject({
      status: 200,
      body: `https ${name} client.test`,
    });
  });

  test('without one, none is shown', async () => {
    expect(await ask('/https')).toMatchObject({ status: 200, body: `https ${name} nobody` });
  });

  if (clientCertificate !== '') return;

  test('the ready Pods of a selector', async () => {
    expect(await asked('/plain', 20)).toEqual(['127.0.0.1 /plain', '127.0.0.2 /plain']);
  });

  test.each(['/no-authority', '/no-secret', '/own-machine', '/absent', '/elsewhere'])(
    'nothing is sent to an XBackend that is invalid: %s',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 500 });
    },
  );

  test('no Pod is ready', async () => {
    expect(await ask('/empty')).toMatchObject({ status: 503 });
  });

  test.each(['/wrong-name', '/wrong-authority', '/system'])('%s is not verified', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(proxy.target === 'nginx' ? 502 : 503);
    expect(answer.body).not.toContain('https');
  });

  test.each([
    ['/h2c', host, /^h2c 127/],
    ['/h2', host, /^h2$/],
    ['/mcp', host, /^127/],
    ['/s/m', 'grpc.test', /^h2c 127/],
  ])('%s on %s', async (path, from, body) => {
    expect(await ask(path, [], from)).toMatchObject({
      status: 200,
      body: expect.stringMatching(body) as string,
    });
  });

  test('WebSocket over TLS', async () => {
    const { status, echoed } = await tunnelThrough({ path: '/wss', host }, served.ports);
    expect([status, echoed]).toEqual([101, 'one, two']);
  });

  test('a host outside, by its whole name', async () => {
    expect(await ask('/outside')).toMatchObject({ status: 200, body: '127.0.0.1 /outside' });
    expect(await ask('/outside-tls')).toMatchObject({ status: 200, body: `https ${name} nobody` });
    expect(names.asked()).toContain('plain.example.com');
  });

  test('connections', async () => {
    expect(await converse({ port: served.ports['tcp'] ?? 0 })).toMatchObject({
      kind: 'answered',
      text: expect.stringMatching(/^tcp 127/) as string,
    });
  });

  test('connections are closed where something else is spoken', async () => {
    expect(await converse({ port: served.ports['tcp-http'] ?? 0 })).toEqual({ kind: 'refused' });
  });

  describe('sessions', () => {
    const cookieOf = (told: readonly string[], called: string) =>
      told.find((each) => each.startsWith(`${called}=`))?.replace(/;.*$/, '') ?? '';
    const addressOf = (body: string) => body.split(' ')[0];

    test('a client keeps its Pod, whichever rule leads to the XBackend', async () => {
      for (let client = 0; client < 6; client++) {
        const { told, body } = await ask('/sessions');
        const kept = cookieOf(told, 'one');
        expect(kept).not.toBe('');
        for (let i = 0; i < 4; i++) {
          const path = i % 2 === 0 ? '/again' : '/sessions';
          const again = await ask(path, [['Cookie', kept]]);
          expect(addressOf(again.body)).toBe(addressOf(body));
          expect(again.told).toEqual([]);
        }
      }
    });

    test('a Pod that is gone is replaced', async () => {
      const { status, told } = await ask('/sessions', [['Cookie', 'one=0123456789abcdef']]);
      expect(status).toBe(200);
      expect(cookieOf(told, 'one')).not.toBe('');
    });

    test('each of several backends keeps its own', async () => {
      const kept = new Map<string, string>();
      for (let i = 0; i < 40; i++) {
        const jar = [...kept.values()].join('; ');
        const { told } = await ask('/shares', jar === '' ? [] : [['Cookie', jar]]);
        for (const called of ['one', 'two']) {
          const value = cookieOf(told, called);
          // What has been given once is never given anew.
          if (value !== '') expect(kept.get(called)).toBeUndefined();
          if (value !== '') kept.set(called, value);
        }
      }
      expect([...kept.keys()].sort()).toEqual(['one', 'two']);
    });

    test('a backend without sessions beside one with them', async () => {
      const { told } = await ask('/sessions');
      const kept = cookieOf(told, 'one');
      const answers = [];
      for (let i = 0; i < 30; i++) answers.push(await ask('/mixed', [['Cookie', kept]]));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(new Set(answers.map(({ body }) => addressOf(body)))).toEqual(
        new Set(['127.0.0.1', '127.0.0.2']),
      );
    });

    test('by a header', async () => {
      const { told, body } = await ask('/keyed');
      const [kept = ''] = told;
      for (let i = 0; i < 6; i++)
        expect(addressOf((await ask('/keyed', [['X-Session', kept]])).body)).toBe(addressOf(body));
    });
  });
});
