import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadAssets } from '../../src/assets/load.ts';
import { compile } from '../../src/compile.ts';
import type { CompileResult } from '../../src/compile-options.ts';
import type { TargetName } from '../../src/diagnostics/diagnostic.ts';
import { answerOf, check, type Answer } from '../support/ask.ts';
import { findingLine } from '../support/hostile/findings.ts';
import {
  canaries,
  hostileManifests,
  hostileOptions,
  hostileServices,
  type HostileManifest,
  type HostileRequest,
} from '../support/hostile/manifests.ts';
import { jsonShape, nginxShape } from '../support/hostile/shape.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listProxies, type Proxy } from '../support/proxies/proxies.ts';
import { serveText, type Served } from '../support/serve.ts';

const manifests = hostileManifests();
const named = manifests.map((manifest) => [manifest.name, manifest] as const);
const assets = await loadAssets(['nginx', 'envoy']);
const proxies = await listProxies();
const services = hostileServices.map((service) => `${service}:8080`);

test('there are at least sixty manifests, of every class', () => {
  expect(manifests.length).toBeGreaterThanOrEqual(60);
  const classes = new Set(manifests.map(({ name }) => name.split('/')[0]));
  expect([...classes]).toEqual([
    'addresses',
    'envoy-formats',
    'external-auth',
    'header-names',
    'hostnames',
    'limits',
    'nginx-maps',
    'nginx-syntax',
    'nginx-variables',
    'paths',
    'references',
    'regexes',
    'rewrites',
    'sessions',
    'templates',
    'tenancy',
    'terminal',
    'tls',
    'yaml-structure',
    'yaml-text',
    'yaml-values',
  ]);
});

const compileText = (manifest: HostileManifest, text: string): CompileResult =>
  compile([{ ...manifest.source, text }], hostileOptions(manifest), assets);

describe('what is refused, and where', () => {
  test.each(named)('%s', (_, manifest) => {
    const { outcome, source } = manifest;
    const { diagnostics } = compileText(manifest, source.text);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(findingLine)).toEqual(outcome.errors);
    const others = diagnostics.filter(({ severity }) => severity !== 'error').map(findingLine);
    expect(others).toEqual(expect.arrayContaining([...(outcome.findings ?? [])]));
    const isServed = outcome.keepGoing === true || outcome.errors.every(targetOf);
    // Whatever is not refused is shown to be harmless, and what is refused is not served.
    expect([manifest.name, (outcome.requests ?? []).length > 0]).toEqual([
      manifest.name,
      isServed && !refusedByAll(manifest),
    ]);
  });
});

function targetOf(error: string): TargetName | null {
  return error.startsWith('nginx: ') ? 'nginx' : error.startsWith('envoy: ') ? 'envoy' : null;
}

function isRefusedBy({ outcome }: HostileManifest, target: TargetName): boolean {
  if (outcome.keepGoing === true) return false;
  return outcome.errors.some((error) => [null, target].includes(targetOf(error)));
}

const refusedByAll = (manifest: HostileManifest): boolean =>
  isRefusedBy(manifest, 'nginx') && isRefusedBy(manifest, 'envoy');

describe('the output has the shape of a harmless twin', () => {
  const twins = named.filter(([, { outcome }]) => outcome.twin !== undefined);
  test.each(twins)('%s', (_, manifest) => {
    const { text } = manifest.source;
    let harmless = text;
    for (const [from, to] of Object.entries(manifest.outcome.twin ?? {})) {
      expect(harmless).toContain(from);
      harmless = harmless.replaceAll(from, to);
    }
    for (const target of ['nginx', 'envoy'] as const) {
      if (isRefusedBy(manifest, target)) continue;
      const [own, other] = [text, harmless].map((each) => outputFor(manifest, each, target));
      expect(own).toEqual(other);
    }
  });
});

function outputFor(manifest: HostileManifest, text: string, target: TargetName): unknown {
  const options = { ...hostileOptions(manifest), targets: [target] };
  const { outputs } = compile([{ ...manifest.source, text }], options, assets);
  const file = outputs[0]?.files.find(({ path }) => /^(?:nginx\.conf|envoy\.json)$/.test(path));
  if (file?.content.kind !== 'public') throw new Error('nothing was emitted');
  return target === 'nginx'
    ? nginxShape(file.content.text)
    : jsonShape(JSON.parse(file.content.text));
}

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let backends: EchoBackends;

  beforeAll(async () => {
    process.env['GATEWRIGHT_CANARY'] = canaries.environment;
    backends = await startEchoBackends(services);
  });

  afterAll(() => backends.stop());

  const served = named.filter(([, manifest]) => !isRefusedBy(manifest, proxy.target));
  test.each(served)('serves %s literally', async (_name, manifest) => {
    const running = await serve(manifest, proxy, backends);
    try {
      for (const request of manifest.outcome.requests ?? []) await ask(request, running);
    } finally {
      await running.stop();
    }
  });
});

function serve(manifest: HostileManifest, proxy: Proxy, backends: EchoBackends): Promise<Served> {
  const { outcome, source } = manifest;
  return serveText(
    {
      text: source.text,
      services,
      secrets: {},
      ports: outcome.ports ?? [8080],
      keepGoing: outcome.keepGoing === true,
    },
    proxy,
    backends,
  );
}

async function ask(request: HostileRequest, { ports }: Served): Promise<void> {
  const { expect: expected, port = '8080', headers = [], ...rest } = request;
  const sent = { ...rest, port, headers: [...headers, ['authorization', canaries.token] as const] };
  const answer = await answerOf(sent, ports);
  const backend = expected.backend === undefined ? {} : { backend: `${expected.backend}:8080` };
  check(answer, { ...expected, ...backend }, ports[port]);
  expectNoCanary(answer);
}

/** Nothing of the proxy's machine, and nothing of the request in places where the manifest put text. */
function expectNoCanary(answer: Answer): void {
  if (answer.kind === 'refused') return;
  const { response, reply } = answer;
  const forwarded = (reply?.headers ?? []).filter(([name]) => !/^authorization$/i.test(name));
  const seen = JSON.stringify([
    response.status,
    response.headers,
    response.trailers,
    reply === null ? response.body : [reply.url, forwarded],
  ]);
  expect(seen).not.toContain(canaries.environment);
  expect(seen).not.toContain(canaries.token);
  expect(seen).not.toMatch(/root:.*:0:0:/);
}
