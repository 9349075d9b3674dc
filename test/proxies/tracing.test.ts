import { createServer, type ServerHttp2Stream } from 'node:http2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listenOnLoopback } from '../support/http/loopback.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, to, type CaseRequest, type Suite } from './cases/case.ts';

// XTelemetryPolicy (GEP-4768): spans of a real Envoy, by OTLP over gRPC, and none of NGINX.

const host = 'traced.test';
const SPANS = 'opentelemetry.proto.collector.trace.v1.TraceService/Export';

/** Keeps the export requests that it gets: path, metadata, and the message's text; counts connections. */
async function startCollector() {
  let connections = 0;
  const received: { readonly headers: Record<string, unknown>; readonly text: string }[] = [];
  const server = createServer();
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      received.push({ headers, text: Buffer.concat(chunks).toString('latin1') });
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc' },
        { waitForTrailers: true },
      );
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.alloc(5));
    });
  });
  server.on('connection', () => (connections += 1));
  const port = await listenOnLoopback(server);
  return { port, received, connections: () => connections, stop: () => server.close() };
}

interface Spans {
  readonly text: string;
  /** Metadata of the first export request. */
  readonly first: Record<string, unknown> | undefined;
  /** How many were made to the collector. */
  readonly connections: number;
  /** Each `traceparent` that the backend got. */
  readonly parents: readonly string[];
}

const suiteOf = (tracing: string): Suite => ({
  name: 'tracing',
  ports: ['http', 'collector'],
  services: ['app/one'],
  keepGoing: true,
  manifests: ({ http: port, collector }) =>
    gateway(`{name: http, protocol: HTTP, port: ${port}}`) +
    route(
      'all',
      `hostnames: [${host}]\n  rules: [{matches: [{path: {value: /a}}], ${to('one')}}]`,
    ) +
    `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XTelemetryPolicy
metadata: {name: traces, namespace: app}
spec:
  targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: web}]
  tracing: {${tracing}}
---
apiVersion: v1
kind: Service
metadata: {name: otel, namespace: app}
spec: {ports: [{name: grpc, port: 4317}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: otel-1, namespace: app, labels: {kubernetes.io/service-name: otel}}
addressType: IPv4
ports: [{name: grpc, port: ${collector}}]
endpoints: [{addresses: [127.0.0.1]}]
`,
  cases: [],
});

const provider =
  'provider: {backendRef: {name: otel, port: 4317}, headers: [{name: X-Key, value: secret-$x}]}';
const attributes = `attributes: [
  {name: literal, sourceType: Literal, literalValue: "100% %REQ(:path)% $x"},
  {name: of.request, sourceType: Header, headerName: X-Sent},
  {name: of.nothing, sourceType: Header, headerName: X-Absent},
  {name: the.method, sourceType: Attribute, attributeKey: http.request.method},
  {name: the.status, sourceType: Attribute, attributeKey: http.response.status_code},
  {name: the.path, sourceType: Attribute, attributeKey: url.path},
  {name: the.client, sourceType: Attribute, attributeKey: client.address},
  {name: the.answer, sourceType: Attribute, attributeKey: http.response.header.x-answered},
  {name: the.route, sourceType: Attribute, attributeKey: http.route}]`;

const traceparent = (flags: string) =>
  `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flags}`;

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  beforeAll(async () => {
    backends = await startEchoBackends(['app/one']);
  });
  afterAll(() => backends.stop());

  /** The text of all spans that come of some equal requests. */
  async function spansOf(tracing: string, request: CaseRequest): Promise<Spans> {
    const collector = await startCollector();
    const suite = suiteOf(tracing);
    const manifests: Suite['manifests'] = (ports, endpoints) =>
      suite.manifests({ ...ports, collector: collector.port }, endpoints);
    let served: Served | null = null;
    const parents = new Set<string>();
    try {
      served = await serveManifests({ ...suite, ports: ['http'], manifests }, proxy, backends);
      // Envoy sends spans by fives, or after five seconds.
      for (let count = 0; count < 10; count += 1) {
        const answer = await answerOf({ host, ...request }, served.ports);
        const told = answer.kind === 'response' ? (answer.reply?.headers ?? []) : [];
        for (const [name, value] of told) if (/^traceparent$/i.test(name)) parents.add(value);
      }
      for (let waited = 0; waited < 10 && collector.received.length < 2; waited += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await served?.stop();
      collector.stop();
    }
    const { received, connections } = collector;
    return {
      text: received.map(({ text }) => text).join(),
      first: received[0]?.headers,
      connections: connections(),
      parents: [...parents],
    };
  }

  const count = (text: string, part: string) => text.split(part).length - 1;
  const request: CaseRequest = {
    path: '/a/b?secret=1',
    headers: [
      ['X-Sent', 'by-client'],
      ['gw-header', 'X-Answered:by-backend'],
    ],
  };

  if (proxy.target === 'nginx') {
    const sampling = 'parentBasedSampling: {samplingRate: {numerator: 100}}';
    test.each([
      ['tracing', `mode: Enabled, ${provider}`],
      ['sampling by parents', `mode: Enabled, ${provider}, ${sampling}`],
      ['attributes', `mode: Enabled, ${provider}, ${attributes}`],
    ])('requests are served without spans: %s', async (_name, tracing) => {
      const sent = traceparent('01');
      const request = { path: '/a', headers: [['traceparent', sent]] } as const;
      // A span would be the parent that the backend is told.
      expect(await spansOf(tracing, request)).toEqual({
        text: '',
        first: undefined,
        connections: 0,
        parents: [sent],
      });
      expect(await spansOf(tracing, { path: '/a' })).toMatchObject({ connections: 0, parents: [] });
    });
    return;
  }

  test('a span is the parent that the backend is told', async () => {
    const request = { path: '/a', headers: [['traceparent', traceparent('01')]] } as const;
    const { parents } = await spansOf(`mode: Enabled, ${provider}`, request);
    expect(parents).toHaveLength(10);
    expect(parents).not.toContain(traceparent('01'));
  });

  test('spans with all that a policy asks for', async () => {
    const { text, first } = await spansOf(
      `mode: Enabled, ${provider}, serviceName: shop-edge, spanName: ingress call, ${attributes}`,
      request,
    );
    expect(first).toMatchObject({ ':path': `/${SPANS}`, ':authority': 'otel.app' });
    expect(first?.['x-key']).toBe('secret-$x');
    expect(count(text, 'ingress call')).toBe(10);
    expect(text).toContain('shop-edge');
    const tag = (name: string, value: string) =>
      `${name}\x12${String.fromCharCode(value.length + 2)}\n${String.fromCharCode(value.length)}${value}`;
    for (const [name, value] of [
      ['literal', '100% %REQ(:path)% $x'],
      ['of.request', 'by-client'],
      ['the.method', 'GET'],
      ['the.status', '200'],
      ['the.path', '/a/b'],
      ['the.client', '127.0.0.1'],
      ['the.answer', 'by-backend'],
    ] as const)
      expect(text).toContain(tag(name, value));
    expect(text).not.toContain('of.nothing');
    expect(text).not.toContain('the.route');
  });

  test('requests that no rule takes have spans', async () => {
    const { text } = await spansOf(`mode: Enabled, ${provider}, spanName: ingress`, {
      path: '/nowhere',
    });
    expect(count(text, 'ingress')).toBe(10);
  });

  test.each([
    ['a parent that is sampled decides', 'samplingRate: {numerator: 0}', '01', 10],
    ['a parent that is not sampled decides', 'samplingRate: {numerator: 100}', '00', 0],
    [
      'a parent does not matter when it is not to',
      'samplingRate: {numerator: 100}, parentBasedSampling: {mode: Disabled}',
      '00',
      10,
    ],
    [
      'nor one that is sampled',
      'samplingRate: {numerator: 0}, parentBasedSampling: {mode: Disabled}',
      '01',
      0,
    ],
  ])('%s', async (_name, sampling, flags, spans) => {
    const { text } = await spansOf(`mode: Enabled, ${provider}, ${sampling}, spanName: ingress`, {
      path: '/a',
      headers: [['traceparent', traceparent(flags)]],
    });
    expect(count(text, 'ingress')).toBe(spans);
  });

  test.each([
    ['0 %', `mode: Enabled, ${provider}, samplingRate: {numerator: 0}`],
    ['no policy that enables it', 'mode: Disabled'],
    [
      'a percent sign in a header',
      `mode: Enabled, ${provider.replace('secret-$x', "'%REQ(:path)%'")}`,
    ],
  ])('no spans with %s', async (_name, tracing) => {
    const { text } = await spansOf(tracing, { path: '/a' });
    expect(text).toBe('');
  });
});
