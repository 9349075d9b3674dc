import { createServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listenOnLoopback } from '../support/http/loopback.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, service, to, type CaseRequest, type Suite } from './cases/case.ts';

// What only one of the proxies does: authorization over gRPC, with the body, and with all of the answer's headers.

const host = 'auth.test';
const auth = (more: string) => `filters: [{type: ExternalAuth, externalAuth: {${more}}}]`;
const http = (more: string) =>
  auth(`protocol: HTTP, backendRef: {name: authz, port: 8080}, ${more}`);
const checked =
  '{type: ExternalAuth, externalAuth: {protocol: GRPC, backendRef: {name: checker, port: 1}, grpc: {allowedHeaders: [x-token]}}}';
const rule = (path: string, filters: string) =>
  `    - {matches: [{path: {value: ${path}}}], ${filters}, ${to('one')}}`;

const suite: Suite = {
  name: 'external auth',
  ports: ['http', 'grpc'],
  services: ['app/one', 'app/two', 'app/authz'],
  keepGoing: true,
  manifests: ({ http: port, grpc }) =>
    gateway(
      `{name: http, protocol: HTTP, port: ${port}}`,
      `{name: checked, hostname: checked.test, protocol: HTTP, port: ${port}, filters: {requests: [${checked}]}}`,
    ) +
    route(
      'all',
      `hostnames: [auth.test, checked.test]
  rules:
    - {matches: [{path: {value: /who}, headers: [{name: x-user, value: alice}]}], ${to('authz')}}
    - {matches: [{path: {value: /who}}], ${to('one')}}
${rule('/grpc', auth('protocol: GRPC, backendRef: {name: checker, port: 1}, grpc: {allowedHeaders: [x-token]}'))}
${rule('/body', http('http: {allowedHeaders: [gw-status], allowedResponseHeaders: [x-user]}, forwardBody: {maxSize: 100}'))}
${rule('/copies', http('http: {allowedHeaders: [gw-header], path: /check}'))}
${rule('/told', http('http: {allowedHeaders: [x-told], allowedResponseHeaders: [x-user], path: /check/}'))}
${rule('/http2', auth('protocol: HTTP, backendRef: {name: two, port: 8081}, http: {allowedHeaders: [x-told], allowedResponseHeaders: [x-user]}'))}
    - {matches: [{path: {value: /h2c}}], ${http('http: {allowedHeaders: [gw-header]}')}, backendRefs: [{name: two, port: 8081}]}
`,
    ) +
    service('two', { 8081: 'kubernetes.io/h2c' }) +
    `---
apiVersion: v1
kind: Service
metadata: {name: checker, namespace: app}
spec: {ports: [{name: grpc, port: 1, appProtocol: kubernetes.io/h2c}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: checker-1, namespace: app, labels: {kubernetes.io/service-name: checker}}
addressType: IPv4
ports: [{name: grpc, port: ${grpc}}]
endpoints: [{addresses: [127.0.0.1]}]
`,
  cases: [],
};

/** A field of a protobuf message that is a string or a message. */
const field = (number: number, ...content: readonly number[]) => [
  number * 8 + 2,
  content.length,
  ...content,
];
const header = (name: string, value: string) =>
  field(2, ...field(1, ...field(1, ...Buffer.from(name)), ...field(2, ...Buffer.from(value))));
/** OkHttpResponse with headers for the request. */
const asAlice = field(3, ...header('x-user', 'alice'), ...header('host', 'auth.test'));

/** An authorization server that lets through who has the right token (envoy.service.auth.v3.Authorization). */
async function startChecker() {
  const asked: string[] = [];
  const server = createServer();
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const request = Buffer.concat(chunks).toString('latin1');
      asked.push(`${String(headers[':path'])} ${request}`);
      // CheckResponse with a google.rpc.Status: OK, or PERMISSION_DENIED (7).
      const message = request.includes('let-me-in')
        ? [0x0a, 0x00, ...(request.includes('as-alice') ? asAlice : [])]
        : [0x0a, 0x02, 0x08, 0x07];
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc' },
        { waitForTrailers: true },
      );
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.from([0, 0, 0, 0, message.length, ...message]));
    });
  });
  const port = await listenOnLoopback(server);
  return { port, asked, stop: () => server.close() };
}

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  let checker: Awaited<ReturnType<typeof startChecker>>;
  let served: Served;

  beforeAll(async () => {
    backends = await startEchoBackends(suite.services);
    checker = await startChecker();
    const manifests: Suite['manifests'] = (ports, endpoints) =>
      suite.manifests({ ...ports, grpc: checker.port }, endpoints);
    served = await serveManifests({ ...suite, ports: ['http'], manifests }, proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    checker.stop();
    await backends.stop();
  });

  const ask = (path: string, more: Partial<CaseRequest> = {}) =>
    answerOf({ path, host, ...more }, served.ports);

  /** What a server was asked last. */
  const asked = (server: string) => backends.get(server).received().at(-1);
  const cookie = ['cookie', 'a=1'] as const;

  test.each(['/told/x?q=1', '//told//x?q=1', '/told/x?'])(
    'the server is told of %s what the backend gets, and no more',
    async (path) => {
      const headers = [['x-told', 'a'], cookie] as const;
      const answer = await ask(path, { method: 'PATCH', headers });
      expect(answer).toMatchObject({ status: 200, reply: { backend: 'app/one' } });
      const forwarded = answer.kind === 'response' ? (answer.reply?.url ?? '') : '';
      expect(forwarded).toMatch(/^\/told\/x\?/);
      expect(asked('app/authz')).toMatchObject({ method: 'PATCH', url: `/check${forwarded}` });
      expect(asked('app/authz')?.headers).toContainEqual(['x-told', 'a']);
      expect(asked('app/authz')?.headers.map(([name]) => name)).not.toContain('cookie');
    },
  );

  test('a server that speaks HTTP/2', async () => {
    const answer = await ask('/http2/x?q=1', { method: 'PATCH', headers: [cookie] });
    if (proxy.target === 'nginx') {
      expect(answer).toMatchObject({ status: 500, reply: null });
      expect(backends.get('app/two').received()).toEqual([]);
      return;
    }
    expect(answer).toMatchObject({ status: 200, reply: { backend: 'app/one' } });
    expect(asked('app/two')).toMatchObject({ method: 'PATCH', url: '/http2/x?q=1' });
    expect(asked('app/two')?.headers.map(([name]) => name)).not.toContain('cookie');
  });

  if (proxy.target === 'nginx') {
    test('a listener lets nobody in', async () => {
      const headers = [['x-token', 'let-me-in']] as const;
      const request = { host: 'checked.test', headers };
      expect(await ask('/who', request)).toMatchObject({ status: 500, reply: null });
      expect(await ask('/nowhere', request)).toMatchObject({ status: 500, reply: null });
    });

    test.each(['/grpc', '/body', '/copies'])('%s lets nobody in', async (path) => {
      const headers = [['x-token', 'let-me-in']] as const;
      expect(await ask(path, { headers })).toMatchObject({ status: 500, reply: null });
    });
    return;
  }

  test('the gRPC protocol: what the server allows', async () => {
    const answer = await ask('/grpc/x?q=1', {
      headers: [
        ['x-token', 'let-me-in'],
        ['x-other', 'unsaid'],
      ],
    });
    expect(answer).toMatchObject({
      status: 200,
      reply: { backend: 'app/one', url: '/grpc/x?q=1' },
    });
    expect(checker.asked.at(-1)).toMatch(
      /^\/envoy\.service\.auth\.v3\.Authorization\/Check [\s\S]*\/grpc\/x\?q=1/,
    );
    expect(checker.asked.at(-1)).not.toContain('unsaid');
  });

  test('the gRPC protocol: what the server denies', async () => {
    expect(await ask('/grpc')).toMatchObject({ status: 403, reply: null });
  });

  test('a listener’s server decides about the route, but not about the host', async () => {
    const checkedHost = 'checked.test';
    const answer = await ask('/who', {
      host: checkedHost,
      headers: [['x-token', 'let-me-in as-alice']],
    });
    expect(answer).toMatchObject({ status: 200, reply: { backend: 'app/authz' } });
    const forwarded = answer.kind === 'response' ? (answer.reply?.headers ?? []) : [];
    expect(forwarded).toContainEqual(['host', checkedHost]);
    expect(await ask('/who', { host: checkedHost })).toMatchObject({ status: 403, reply: null });
    expect(await ask('/nowhere', { host: checkedHost })).toMatchObject({ status: 403 });
  });

  test('the body goes to the server as well', async () => {
    const answer = await ask('/body', { method: 'POST', body: 'content' });
    expect(answer).toMatchObject({ status: 200, reply: { backend: 'app/one', body: 'content' } });
    expect(backends.get('app/authz').received().at(-1)).toMatchObject({ body: 'content' });
  });

  test('a body that is too long is refused', async () => {
    const answer = await ask('/body', { method: 'POST', body: 'x'.repeat(101) });
    expect(answer).toMatchObject({ status: 413 });
  });

  test('of one that ends its request in one piece the server is told the first part', async () => {
    const body = 'x'.repeat(101);
    const answer = await ask('/body', { method: 'POST', body, h2: true });
    expect(answer).toMatchObject({ status: 200, reply: { backend: 'app/one', body } });
    const { body: told, headers } = asked('app/authz') ?? {};
    expect(told).toBe('x'.repeat(100));
    expect(headers).toContainEqual(['x-envoy-auth-partial-body', 'true']);
  });

  test('all headers of the answer are copied, but those that frame it', async () => {
    const answer = await ask('/copies/x', {
      method: 'POST',
      body: 'content',
      headers: [['gw-header', 'x-user:alice']],
    });
    expect(answer).toMatchObject({ status: 200, reply: { body: 'content' } });
    const forwarded = answer.kind === 'response' ? (answer.reply?.headers ?? []) : [];
    expect(forwarded).toContainEqual(['x-user', 'alice']);
    expect(forwarded).toContainEqual(['host', host]);
    expect(backends.get('app/authz').received().at(-1)).toMatchObject({ url: '/check/copies/x' });
  });

  test('no pseudo-header of the answer goes to a backend that speaks HTTP/2', async () => {
    const answer = await ask('/h2c/x', { headers: [['gw-header', 'x-user:alice']] });
    expect(answer).toMatchObject({ status: 200, reply: { backend: 'app/two' } });
    expect(answer.kind === 'response' && answer.reply?.headers).toContainEqual(['x-user', 'alice']);
  });
});
