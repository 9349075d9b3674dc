import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEchoBackends } from '../support/http/echo-server.ts';
import type { EchoBackends, EchoReply } from '../support/http/echo-server.ts';
import { h2Request } from '../support/http/h2-client.ts';
import { rawRequest } from '../support/http/raw-client.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import type { SelfSigned } from '../support/http/self-signed.ts';
import { freePorts } from '../support/ports.ts';
import { accepts } from '../support/proxies/listening.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import type { Proxy } from '../support/proxies/proxies.ts';
import { brokenConfigurations, writeConfiguration } from './minimal-configurations.ts';

// On a cold machine the proxies are downloaded and built first.
const INSTALL_LIMIT_MS = 360_000;
const NAMES = ['nginx-1.22', 'nginx-1.28', 'envoy'] as const;

let proxies: readonly Proxy[];
let backends: EchoBackends;
let certificate: SelfSigned;
let dir: string;

beforeAll(async () => {
  proxies = await listProxies();
  backends = await startEchoBackends(['echo']);
  certificate = await selfSigned(['a.example']);
}, INSTALL_LIMIT_MS);

afterAll(() => backends.stop());

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatewright-proxy-'));
});

afterEach(() => rm(dir, { recursive: true }));

function proxyNamed(name: (typeof NAMES)[number]): Proxy {
  const proxy = proxies.find((candidate) => candidate.name === name);
  if (proxy === undefined) throw new Error(`${name} is not listed`);
  return proxy;
}

async function writeValid(proxy: Proxy): Promise<readonly [plain: number, tls: number]> {
  const [plain = 0, tls = 0] = await freePorts(2);
  const backend = backends.get('echo').port;
  await writeConfiguration(dir, { target: proxy.target, plain, tls, backend, certificate });
  return [plain, tls];
}

test('the listed proxies are the supported ones, in their versions', () => {
  expect(proxies.map(({ name, target }) => [name, target])).toEqual([
    ['nginx-1.22', 'nginx'],
    ['nginx-1.28', 'nginx'],
    ['envoy', 'envoy'],
  ]);
  expect(proxyNamed('nginx-1.22').version).toMatch(/^1\.22\.\d+$/);
  expect(proxyNamed('nginx-1.28').version).toMatch(/^1\.28\.\d+$/);
  expect(proxyNamed('envoy').version).toMatch(/^1\.\d+\.\d+$/);
});

describe.each(NAMES)('%s', (name) => {
  test('serves a configuration over HTTP/1.1 and HTTP/2 until it is stopped', async () => {
    const proxy = proxyNamed(name);
    const [plain, tls] = await writeValid(proxy);
    expect(await proxy.check(dir)).toMatchObject({ kind: 'valid' });
    const running = await proxy.start(dir, [plain, tls]);
    try {
      const target = '/a?gw-status=201';
      const http1 = await rawRequest({ port: plain, method: 'POST', target, body: 'hello' });
      expect(http1.status).toBe(201);
      const reply = { backend: 'echo', method: 'POST', url: target, body: 'hello' };
      expect(http1.json<EchoReply>()).toMatchObject(reply);
      const verified = { servername: 'a.example', ca: certificate.cert };
      const h2 = await h2Request({ port: tls, method: 'GET', target: '/b', tls: verified });
      expect(h2.json<EchoReply>()).toMatchObject({ backend: 'echo', url: '/b' });
      expect(h2.tls).toEqual({ alpn: 'h2', commonName: 'a.example', altNames: 'DNS:a.example' });
    } finally {
      await running.stop();
    }
    expect(await accepts(plain)).toBe(false);
    await running.stop();
  });

  test.each(brokenConfigurations)('refuses a configuration with $what', async (broken) => {
    const proxy = proxyNamed(name);
    await writeFile(join(dir, 'nginx.conf'), broken.nginx);
    await writeFile(join(dir, 'envoy.json'), broken.envoy);
    const [port = 0] = await freePorts(1);
    const result = await proxy.check(dir);
    expect(result).toMatchObject({ kind: 'invalid', exitCode: 1 });
    expect(result.stderr).toContain(broken.complaint[proxy.target]);
    await expect(proxy.start(dir, [port])).rejects.toThrow(broken.complaint[proxy.target]);
  });

  test('does not start on a taken port', async () => {
    const proxy = proxyNamed(name);
    await writeValid(proxy);
    const { port } = backends.get('echo');
    await expect(proxy.start(dir, [port])).rejects.toThrow(`port ${port} is taken`);
  });
});

test("Debian's nginx loads stream from its modules", async () => {
  const proxy = proxyNamed('nginx-1.22');
  const [port = 0] = await freePorts(1);
  const backend = backends.get('echo').port;
  await writeFile(
    join(dir, 'nginx.conf'),
    `load_module ${proxy.modulesPath}/ngx_stream_module.so;
    events {}
    stream { server { listen 127.0.0.1:${port}; proxy_pass 127.0.0.1:${backend}; } }`,
  );
  const running = await proxy.start(dir, [port]);
  try {
    const response = await rawRequest({ port, method: 'GET', target: '/through' });
    expect(response.json<EchoReply>().url).toBe('/through');
  } finally {
    await running.stop();
  }
});
