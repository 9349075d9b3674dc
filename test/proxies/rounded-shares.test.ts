import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { dumpedMessages, fieldOf, millionthsOf, withAdmin } from '../support/envoy-admin.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { freePorts } from '../support/ports.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, to, type Suite } from './cases/case.ts';

// Shares that a proxy cannot draw as they are asked for: what it draws instead, which is too fine for requests to show,
// and requests whose share is rounded to nothing or to all.

const host = 'shares.test';
const REQUESTS = 100;
const MILLION = 1_000_000;

interface Mirror {
  readonly name: string;
  readonly fraction: readonly [numerator: number, denominator: number];
  /** Requests of a million that Envoy copies. */
  readonly millionths: number;
}

const mirrors: readonly Mirror[] = [
  { name: 'none', fraction: [1, 4 * MILLION], millionths: 0 },
  { name: 'all', fraction: [4 * MILLION - 1, 4 * MILLION], millionths: MILLION },
  { name: 'third', fraction: [1, 3], millionths: 333_333 },
  { name: 'most', fraction: [2, 3], millionths: 666_667 },
];

interface Split {
  readonly name: string;
  readonly weights: readonly number[];
  /** Of a million requests, those that Envoy gives to each backend. */
  readonly millionths: readonly number[];
}

const splits: readonly Split[] = [
  { name: 'thirds', weights: [1, 1, 1], millionths: [333_333, 333_334, 333_333] },
  {
    name: 'first',
    weights: [1, MILLION, MILLION, MILLION],
    millionths: [0, 333_334, 333_333, 333_333],
  },
];

const services = ['one', 'two', 'three', 'four'];
const SAMPLED = { numerator: 1, denominator: 7 };

const mirrored = ({ name, fraction: [numerator, denominator] }: Mirror) => `
    - matches: [{path: {value: /mirror-${name}}}]
      filters:
        - type: RequestMirror
          requestMirror:
            backendRef: {name: copy-${name}, port: 8080}
            fraction: {numerator: ${String(numerator)}, denominator: ${String(denominator)}}
      ${to('one')}`;
const share = (path: string, service: string, weight: number) => `
        - name: ${service}
          port: 8080
          weight: ${String(weight)}
          filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: ${path}}}}]`;
const split = ({ name, weights }: Split) => `
    - matches: [{path: {value: /${name}}}]
      backendRefs:${weights.map((weight, at) => share(`/of-${String(at)}`, services[at] ?? '', weight)).join('')}`;

const suite: Suite = {
  name: 'rounded shares',
  ports: ['http'],
  services: [...services, ...mirrors.map(({ name }) => `copy-${name}`), 'spans'].map(
    (name) => `app/${name}`,
  ),
  // NGINX makes no spans.
  keepGoing: true,
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${String(http)}}`) +
    route(
      'all',
      `hostnames: [${host}]\n  rules:${[...mirrors.map(mirrored), ...splits.map(split)].join('')}`,
    ) +
    `---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XTelemetryPolicy
metadata: {name: spans, namespace: app}
spec:
  targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: web}]
  tracing:
    mode: Enabled
    provider: {backendRef: {name: spans, port: 8081}}
    samplingRate: ${JSON.stringify(SAMPLED)}
`,
  cases: [],
};

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;
  let served: Served;
  let admin = 0;
  let emitted = '';

  beforeAll(async () => {
    [admin = 0] = await freePorts(1);
    const edit = (text: string): string => {
      emitted = text;
      return proxy.target === 'envoy' ? withAdmin(text, admin) : text;
    };
    backends = await startEchoBackends(suite.services);
    served = await serveManifests({ ...suite, edit }, proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    await backends.stop();
  });

  const copies = (name: string) => backends.get(`app/copy-${name}`).received().length;
  /** Who answered each of many equal requests, and the path that it got. */
  const askOften = async (path: string): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (let request = 0; request < REQUESTS; request++) {
      const answer = await answerOf({ host, path }, served.ports);
      const reply = answer.kind === 'response' ? answer.reply : null;
      answers.push(`${String(reply?.backend)} ${String(reply?.url)}`);
    }
    return answers;
  };

  test('mirrors that get nothing, and all', async () => {
    const answers = [...(await askOften('/mirror-none')), ...(await askOften('/mirror-all'))];
    expect([...new Set(answers)]).toEqual(['app/one /mirror-none', 'app/one /mirror-all']);
    // A client does not wait for the last copy.
    await vi.waitFor(() => expect(copies('all')).toBe(REQUESTS));
    expect(copies('none')).toBe(0);
  });

  test('each of some backends gets its own path', async () => {
    const answers = await askOften('/thirds');
    const asked = services.slice(0, 3).map((name, at) => `app/${name} /of-${String(at)}`);
    // A fair draw leaves one of three out once in 10^17 times.
    expect([...new Set(answers)].sort()).toEqual([...asked].sort());
  });

  if (proxy.target === 'nginx') {
    test('NGINX draws ten thousandths, none for a mirror of nothing or of all', () => {
      const blocks = [...emitted.matchAll(/ split_clients .* \{\n([^}]*)\}/g)];
      const drawn = blocks.map(([, lines = '']) =>
        [...lines.matchAll(/(\S+) \d+;/g)].map(([, percent]) => percent),
      );
      expect(drawn.sort()).toEqual([
        // Each backend gets at least one part.
        ['0.01%', '33.33%', '33.33%', '*'],
        ['33.33%', '*'],
        ['33.34%', '33.33%', '*'],
        ['66.67%', '*'],
      ]);
    });
    return;
  }

  test.each(mirrors)('Envoy mirrors millionths: $name', async ({ name, fraction, millionths }) => {
    const routes = await dumpedMessages(admin, 'static_route_configs');
    const mirror = routes.filter(({ cluster }) => cluster === `service/app/copy-${name}/8080`);
    const drawn = mirror.map((each) => fieldOf(each, 'runtime_fraction', 'default_value'));
    expect(drawn.map(millionthsOf)).toEqual([millionths]);
    expect(wrongBy(millionths, fraction)).toBeGreaterThan(0);
    expect(wrongBy(millionths, fraction)).toBeLessThanOrEqual(0.5);
  });

  test.each(splits)('Envoy gives out millionths: $name', async ({ name, weights, millionths }) => {
    const routes = await dumpedMessages(admin, 'static_route_configs');
    const arms = routes.filter(
      (each) => fieldOf(each, 'match', 'path_separated_prefix') === `/${name}`,
    );
    expect(arms.map((arm) => fieldOf(arm, 'route', 'cluster'))).toEqual(
      weights.map((__, at) => `service/app/${services[at] ?? ''}/8080`),
    );
    // Routes see one number of a request; the last takes what is left.
    const fractions = arms.map((arm) => fieldOf(arm, 'match', 'runtime_fraction'));
    expect(fractions.pop()).toBeUndefined();
    const borders = [
      ...fractions.map((fraction) => millionthsOf(fieldOf(fraction, 'default_value'))),
      MILLION,
    ];
    expect(borders.map((border, at) => border - (borders[at - 1] ?? 0))).toEqual(millionths);
    const total = weights.reduce((sum, weight) => sum + weight);
    const wrong = millionths.map((each, at) => wrongBy(each, [weights[at] ?? 0, total]));
    expect(Math.min(...wrong)).toBeGreaterThan(0);
    expect(Math.max(...wrong)).toBeLessThan(1);
  });

  test('a backend of Envoy that gets nothing', async () => {
    const others = ['app/two /of-1', 'app/three /of-2', 'app/four /of-3'];
    expect([...new Set(await askOften('/first'))].sort()).toEqual([...others].sort());
  });

  test('Envoy samples millionths', async () => {
    const listeners = await dumpedMessages(admin, 'static_listeners');
    const drawn = listeners.flatMap(({ sampling_percentage: each }) => each ?? []);
    expect(drawn.map(millionthsOf)).toEqual([142_857]);
    expect(wrongBy(142_857, [SAMPLED.numerator, SAMPLED.denominator])).toBeGreaterThan(0);
  });
});

/** By how many millionths a share is not what was asked for. */
function wrongBy(millionths: number, [numerator, denominator]: Mirror['fraction']): number {
  return Math.abs(millionths - (numerator * MILLION) / denominator);
}
