import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, tunnelThrough } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listenOnLoopback } from '../support/http/loopback.ts';
import { selfSigned, type SelfSigned } from '../support/http/self-signed.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, grpcRoute, route, type CaseRequest, type Suite } from './cases/case.ts';

// BackendTLSPolicy (GEP-1897): what is encrypted is verified, and what cannot be verified is not sent.

const host = 'tls.test';
const name = 'backend.internal';

/** What node:tls knows of a client and its types leave out. */
interface ClientSocket {
  readonly servername: string | false;
  readonly getPeerCertificate: () => { readonly subject?: { readonly CN?: string } };
}

/** Backends with one certificate; they answer with the SNI that they were asked for. */
async function startTlsBackends({ cert, key }: SelfSigned) {
  const sni: string[] = [];
  const options = { cert, key, requestCert: true, rejectUnauthorized: false };
  const https = createServer(options, (request, response) => {
    const socket = request.socket as unknown as ClientSocket;
    const { servername } = socket;
    response.setHeader('x-client', String(socket.getPeerCertificate().subject?.CN ?? 'nobody'));
    sni.push(String(servername));
    response.end(`https ${String(servername)} ${request.headers.host ?? ''}`);
  });
  https.on('upgrade', (_request, socket) => {
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Backend: app/wss\r\n\r\n',
    );
    socket.pipe(socket);
  });
  const h2 = createSecureServer({ cert, key }, (request, response) => {
    response.setHeader('content-type', 'application/grpc');
    response.end(`h2 ${request.headers[':authority'] ?? ''}`);
  });
  return {
    sni,
    https: await listenOnLoopback(https),
    h2: await listenOnLoopback(h2),
    stop: () => {
      https.closeAllConnections();
      https.close();
      h2.close();
    },
  };
}

const services = [
  'right',
  'wrong-name',
  'wrong-authority',
  'missing',
  'kind',
  'option',
  'section',
  'system',
];

const policy = (service: string, more: string, section = '') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: ${service}, namespace: app}
spec:
  targetRefs: [{group: "", kind: Service, name: ${service}${section === '' ? '' : `, sectionName: ${section}`}}]
  ${more}
`;
const validation = (ca: string, hostname = name, more = '') =>
  `validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ${ca}}], hostname: ${hostname}${more}}`;
const bundle = (called: string, { cert }: SelfSigned) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${called}, namespace: app}
data: ${JSON.stringify({ 'ca.crt': cert })}
`;
const service = (called: string, ports: string, numbers: Readonly<Record<string, number>>) => `---
apiVersion: v1
kind: Service
metadata: {name: ${called}, namespace: app}
spec: {ports: [${ports}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${called}-1, namespace: app, labels: {kubernetes.io/service-name: ${called}}}
addressType: IPv4
ports: [${Object.entries(numbers)
  .map(([port, number]) => `{name: ${port}, port: ${String(number)}}`)
  .join(', ')}]
endpoints: [{addresses: [127.0.0.1]}]
`;

const proxies = await listProxies();

describe.each(
  proxies.flatMap((proxy) => [
    [proxy.name, 'a client certificate', proxy, ''] as const,
    [proxy.name, 'a client certificate that cannot be had', proxy, '-lost'] as const,
  ]),
)('%s with %s', (_name, _certificate, proxy, clientCertificate) => {
  let backends: EchoBackends;
  let tls: Awaited<ReturnType<typeof startTlsBackends>>;
  let served: Served;

  beforeAll(async () => {
    const [own, other] = await Promise.all([selfSigned([name]), selfSigned([name])]);
    backends = await startEchoBackends(['app/one']);
    tls = await startTlsBackends(own);
    const { https, h2 } = tls;
    const rule = (path: string, ref: string) =>
      `    - {matches: [{path: {value: /${path}}}], backendRefs: [{${ref}}]}`;
    const suite: Suite = {
      name: 'backend TLS',
      ports: ['http'],
      services: ['app/one'],
      secrets: { 'app/client': ['gateway.test'] },
      keepGoing: true,
      cases: [],
      manifests: ({ http }) =>
        gateway(`{name: http, protocol: HTTP, port: ${http}}`).replace(
          'gatewayClassName: test',
          `gatewayClassName: test\n  tls: {backend: {clientCertificateRef: {name: client${clientCertificate}}}}`,
        ) +
        route(
          'all',
          `hostnames: [tls.test]
  rules:
${services.map((each) => rule(each, `name: ${each}, port: 443`)).join('\n')}
${rule('in-the-clear', 'name: section, port: 80')}
${rule('wss', 'name: wss, port: 443')}
${rule('h2', 'name: h2, port: 443')}
${rule('san-own', 'name: san-own, port: 443')}
${rule('san-other', 'name: san-other, port: 443')}
    - matches: [{path: {value: /plain}}]
      backendRefs: [{name: one, port: 8080}]
    - matches: [{path: {value: /mirrored}}]
      filters: [{type: RequestMirror, requestMirror: {backendRef: {name: right, port: 443}}}]
      backendRefs: [{name: one, port: 8080}]
`,
        ) +
        grpcRoute(
          'calls',
          `hostnames: [grpc.test]
  rules: [{backendRefs: [{name: h2, port: 443}]}]`,
        ) +
        bundle('own', own) +
        bundle('other', other) +
        services
          .map((each) =>
            service(each, '{name: https, port: 443}, {name: http, port: 80}', {
              https,
              http: https,
            }),
          )
          .join('') +
        service('wss', '{name: https, port: 443, appProtocol: kubernetes.io/wss}', { https }) +
        service('h2', '{name: https, port: 443, appProtocol: kubernetes.io/h2c}', { https: h2 }) +
        service('san-own', '{name: https, port: 443}', { https }) +
        service('san-other', '{name: https, port: 443}', { https }) +
        policy('right', validation('own')) +
        policy('wrong-name', validation('own', 'other.internal')) +
        policy('wrong-authority', validation('other')) +
        policy('missing', validation('none')) +
        policy(
          'kind',
          `validation: {caCertificateRefs: [{group: "", kind: Secret, name: own}], hostname: ${name}}`,
        ) +
        policy('option', `${validation('own')}\n  options: {example.com/pin: abc}`) +
        policy('section', validation('own'), 'https') +
        policy('system', `validation: {wellKnownCACertificates: System, hostname: ${name}}`) +
        policy('wss', validation('own')) +
        policy('h2', validation('own')) +
        policy(
          'san-own',
          validation('own', name, `, subjectAltNames: [{type: Hostname, hostname: ${name}}]`),
        ) +
        policy(
          'san-other',
          validation(
            'own',
            'sni.internal',
            `, subjectAltNames: [{type: URI, uri: "spiffe://a/b"}, {type: Hostname, hostname: ${name}}]`,
          ),
        ),
    };
    served = await serveManifests(suite, proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    tls.stop();
    await backends.stop();
  });

  const ask = async (path: string, more: Partial<CaseRequest> = {}) => {
    const answer = await answerOf({ path, host, ...more }, served.ports);
    return answer.kind === 'response'
      ? { status: answer.status, body: answer.response.body }
      : answer;
  };

  if (clientCertificate !== '') {
    test.each(['/right', '/h2', '/mirrored'])(
      '%s: nothing is sent to backends with TLS',
      async (path) => {
        const before = tls.sni.length;
        expect(await ask(path)).toMatchObject({ status: 500 });
        expect(tls.sni.length).toBe(before);
      },
    );

    test('backends in the clear are served', async () => {
      expect(await ask('/plain')).toMatchObject({ status: 200 });
    });
    return;
  }

  test('the gateway shows its certificate', async () => {
    const answer = await answerOf({ path: '/right', host }, served.ports);
    const shown = answer.kind === 'response' ? answer.response.headers : [];
    expect(shown).toContainEqual([expect.stringMatching(/^x-client$/i), 'gateway.test']);
  });

  test('a backend with the right name of the right authority', async () => {
    expect(await ask('/right')).toEqual({ status: 200, body: `https ${name} ${host}` });
  });

  test.each(['/wrong-name', '/wrong-authority', '/system'])('%s is not verified', async (path) => {
    const answer = await ask(path);
    expect(answer).toMatchObject({ status: proxy.target === 'nginx' ? 502 : 503 });
    expect(answer).not.toMatchObject({ body: expect.stringContaining('https') as string });
  });

  test.each(['/missing', '/kind', '/option'])(
    'an invalid policy, %s, sends nothing',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 500 });
    },
  );

  test('a policy for one port leaves the others alone', async () => {
    expect(await ask('/section')).toMatchObject({ status: 200 });
    // A server with TLS refuses what is in the clear.
    expect(await ask('/in-the-clear')).not.toMatchObject({ status: 200 });
  });

  test('HTTP/2', async () => {
    expect(await ask('/h2')).toEqual({ status: 200, body: `h2 ${host}` });
  });

  test('gRPC', async () => {
    expect(await ask('/s/m', { host: 'grpc.test' })).toEqual({ status: 200, body: 'h2 grpc.test' });
  });

  test('WebSocket', async () => {
    const { status, echoed } = await tunnelThrough({ path: '/wss', host }, served.ports);
    expect([status, echoed]).toEqual([101, 'one, two']);
  });

  test('mirrors are verified as well', async () => {
    const before = tls.sni.length;
    expect(await ask('/mirrored')).toMatchObject({ status: 200 });
    await expect.poll(() => tls.sni.length, { timeout: 3000 }).toBe(before + 1);
  });

  test('the hostname as its own subject', async () => {
    expect(await ask('/san-own')).toMatchObject({ status: 200 });
  });

  test('other subjects than the SNI', async () => {
    // What NGINX cannot verify is refused.
    expect(await ask('/san-other')).toMatchObject(
      proxy.target === 'nginx'
        ? { status: 500 }
        : { status: 200, body: `https sni.internal ${host}` },
    );
  });
});
