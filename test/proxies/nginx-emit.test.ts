import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadNginxTemplates } from '../../src/assets/templates.ts';
import { nginx } from '../../src/emit/nginx/index.ts';
import type { TargetOptions } from '../../src/target/options.ts';
import type { CheckedGateway } from '../../src/target/target.ts';
import {
  startEchoBackends,
  type EchoBackends,
  type EchoReply,
} from '../support/http/echo-server.ts';
import { h2Request } from '../support/http/h2-client.ts';
import { rawRequest, type RawResponse } from '../support/http/raw-client.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { testOptions } from '../support/ir.ts';
import { startNameServer } from '../support/name-server.ts';
import { freePorts } from '../support/ports.ts';
import { listProxies, type Proxy, type RunningProxy } from '../support/proxies/proxies.ts';
import { namedGateway, plainGateway, secureGateway } from './nginx-cases.ts';

type Header = readonly [string, string];

const MINORS = [22, 28] as const;

let proxies: readonly Proxy[];
let backends: EchoBackends;

beforeAll(async () => {
  proxies = await listProxies();
  backends = await startEchoBackends(['one', 'two', 'three']);
});

afterAll(() => backends.stop());

function backendPorts(): readonly number[] {
  return backends.all.map(({ port }) => port);
}

async function serve(
  gateway: CheckedGateway,
  minor: number,
  ports: readonly number[],
  extra: Partial<TargetOptions> = {},
): Promise<{ readonly proxy: RunningProxy; readonly dir: string }> {
  const options = { ...testOptions, nginxVersion: { major: 1, minor, patch: 0 }, ...extra };
  const assets = { renderNginx: loadNginxTemplates(), verifyEnvoy: () => [] };
  const dir = await mkdtemp(join(tmpdir(), 'gatewright-nginx-'));
  for (const file of nginx.emit(gateway, options, assets).files)
    await writeFile(join(dir, file.path), file.text);
  const proxy = proxies.find(({ name }) => name === `nginx-1.${String(minor)}`);
  if (proxy === undefined) throw new Error('no such proxy');
  return { proxy: await proxy.start(dir, ports), dir };
}

describe.each(MINORS)('plain HTTP on NGINX 1.%i', (minor) => {
  let port: number;
  let running: { readonly proxy: RunningProxy; readonly dir: string };

  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    running = await serve(plainGateway(port, backendPorts()), minor, [port]);
  });

  afterAll(async () => {
    await running.proxy.stop();
    await rm(running.dir, { recursive: true });
  });

  function get(
    host: string,
    target: string,
    headers: readonly Header[] = [],
    method = 'GET',
  ): Promise<RawResponse> {
    return rawRequest({ port, method, target, headers: [['Host', host], ...headers] });
  }

  test.each<readonly [string, string, readonly Header[], string, string | number]>([
    ['GET', '/plain', [], 'app.example.com', 'one'],
    ['GET', '/plain/x?y=1', [], 'app.example.com', 'one'],
    ['GET', '/plainer', [], 'app.example.com', 404],
    ['GET', '/exact', [], 'app.example.com', 'two'],
    ['GET', '/exact/', [], 'app.example.com', 404],
    ['GET', '/cond', [], 'app.example.com', 'one'],
    ['GET', '/cond/x', [['version', 'v1']], 'app.example.com', 'two'],
    ['GET', '/cond/x', [['Version', 'V1']], 'app.example.com', 'three'],
    ['POST', '/cond', [['version', 'v1']], 'app.example.com', 'three'],
    ['GET', '/cond?q.x=a|b', [], 'app.example.com', 'three'],
    ['GET', '/cond?a=1&q.x=a|b&q.x=c', [], 'app.example.com', 'three'],
    ['GET', '/cond?q.x&q.x=a|b', [], 'app.example.com', 'one'],
    ['GET', '/cond?qax=a|b', [], 'app.example.com', 'one'],
    ['GET', '/fall', [['version', 'v1']], 'app.example.com', 'two'],
    ['GET', '/fall', [['x-root', 'yes']], 'app.example.com', 'three'],
    ['GET', '/fall', [], 'app.example.com', 404],
    ['GET', '/else', [['x-root', 'yes']], 'app.example.com', 'three'],
    ['GET', '/unresolved', [], 'app.example.com', 500],
    ['GET', '/unready', [], 'app.example.com', 503],
    ['GET', '/weightless', [], 'app.example.com', 500],
    ['GET', '/slow?gw-delay=1000', [], 'app.example.com', 504],
    ['GET', '/slow?gw-delay=0', [], 'app.example.com', 'one'],
    ['GET', '/v1/x', [], 'regex.example.com', 'two'],
    ['GET', '/xv1/x', [], 'regex.example.com', 'one'],
    ['GET', '/v1/x', [['version', 'v1']], 'mixed.example.com', 'two'],
    ['GET', '/v1/x', [], 'mixed.example.com', 'one'],
    ['GET', '/v1', [], 'mixed.example.com', 'two'],
    ['GET', '/v2/x', [], 'mixed.example.com', 'three'],
    ['GET', '/v1%0a', [], 'mixed.example.com', 400],
    ['GET', '/', [], 'other.example.com', 'three'],
    ['GET', '/', [], 'APP2.deep.example.com:80', 'three'],
    ['GET', '/', [], 'example.com', 404],
    ['GET', '/', [], 'example.net', 404],
    ['GET', '/plain%2fx', [], 'app.example.com', 400],
    ['GET', '/plain/..;/x', [], 'app.example.com', 400],
    ['GET', '/plain\\x', [], 'app.example.com', 400],
    ['GET', '//plain', [], 'app.example.com', 'one'],
    ['GET', '/x/%2e%2e/plain', [], 'app.example.com', 400],
    ['GET', '/pl%61in', [], 'app.example.com', 400],
  ])('%s %s %j at %s is answered by %s', async (method, target, headers, host, expected) => {
    const response = await get(host, target, headers, method);
    if (typeof expected === 'number') expect(response.status).toBe(expected);
    else expect(response.json<EchoReply>().backend).toBe(expected);
  });

  test.each([
    ['/plain/a%20b?c=%2f', '/plain/a%20b?c=%2f'],
    ['//plain//x?y', '/plain/x?y'],
    ['/old', '/new'],
    ['/old?x=1', '/new?x=1'],
    ['/old/', '/new/'],
    ['/old/a%3Bb%20c?x=1', '/new/a%3Bb%20c?x=1'],
    ['//old//a?x', '/new/a?x'],
    ['/strip', '/'],
    ['/strip?x=1', '/?x=1'],
    ['/strip/', '/'],
    ['/strip/a/b?x', '/a/b?x'],
    ['/strip/a%20b', '/a%20b'],
    ['/full/x?y=1', '/one/two?y=1'],
  ])('%s reaches the backend as %s', async (target, expected) => {
    const response = await get('app.example.com', target);
    expect(response.json<EchoReply>().url).toBe(expected);
  });

  test.each([
    ['/moved?x=1', 301, () => `http://example.org:${String(port)}/moved?x=1`],
    ['/mp', 302, () => 'https://app.example.com/np'],
    ['/mp/a%20b?x', 302, () => 'https://app.example.com/np/a%20b?x'],
    ['/m%70/x', 400, () => undefined],
  ])('%s redirects with %i', async (target, status, location) => {
    const response = await get('app.example.com', target);
    expect([response.status, response.header('location')[0]]).toEqual([status, location()]);
  });

  test('header changes are literal and leave the rest alone', async () => {
    const response = await get(
      'app.example.com',
      '/modified?gw-header=X-Up:old&gw-header=X-Gone:1',
      [
        ['X-Add', 'first'],
        ['X-Remove', 'x'],
        ['X-Kept', 'k'],
        ['Upgrade', 'h2c'],
      ],
    );
    const sent = new Map(
      response.json<EchoReply>().headers.map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(sent.get('x-set')).toBe('new $http_host "quoted" \\ {}');
    expect(sent.get('x-add')).toBe('first,more');
    expect(sent.has('x-remove')).toBe(false);
    expect(sent.has('upgrade')).toBe(false);
    expect(sent.get('x-kept')).toBe('k');
    expect(sent.get('host')).toBe('app.example.com');
    expect(response.header('x-up')).toEqual(['set']);
    expect(response.header('x-new')).toEqual(['added']);
    expect(response.header('x-gone')).toEqual([]);
  });

  test('a rewritten hostname is the Host that the backend sees', async () => {
    const reply = (await get('app.example.com', '/full')).json<EchoReply>();
    expect(reply.headers).toContainEqual(['Host', 'rewritten.example.org']);
  });

  test('merged weights are exact', async () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 40; index += 1) {
      const { backend } = (await get('app.example.com', '/merged')).json<EchoReply>();
      counts.set(backend, (counts.get(backend) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({ one: 30, two: 10 });
  });

  test('an unresolved backend answers 500 for its share', async () => {
    const statuses = new Set<number>();
    for (let index = 0; index < 40; index += 1)
      statuses.add((await get('app.example.com', '/partly')).status);
    expect([...statuses].sort()).toEqual([200, 500]);
  });

  test("a backend's own filters apply to its share alone", async () => {
    const seen = new Set<string>();
    for (let index = 0; index < 40; index += 1) {
      const reply = (await get('app.example.com', '/split')).json<EchoReply>();
      const marked = reply.headers.some(([name]) => name === 'X-Arm');
      seen.add(`${reply.backend} ${String(marked)}`);
    }
    expect([...seen].sort()).toEqual(['one true', 'two false']);
  });

  test('a body is streamed through a rule that is found by its header', async () => {
    const body = 'x'.repeat(200_000);
    const headers: readonly Header[] = [
      ['Host', 'app.example.com'],
      ['version', 'v1'],
    ];
    const request = { port, method: 'PUT', target: '/cond/a%20b', headers, body };
    const reply = (await rawRequest(request)).json<EchoReply>();
    expect([reply.backend, reply.url, reply.body.length]).toEqual(['two', '/cond/a%20b', 200_000]);
  });

  test('there is nothing to complain about', () => {
    const complaints = running.proxy
      .stderr()
      .split('\n')
      .filter((line) => /\[(?:alert|emerg|crit)\]/.test(line));
    expect(complaints).toEqual([]);
  });
});

describe.each(MINORS)('HTTPS on NGINX 1.%i', (minor) => {
  let ports: readonly number[];
  let running: { readonly proxy: RunningProxy; readonly dir: string };
  let folder: string;

  beforeAll(async () => {
    ports = await freePorts(2);
    folder = await mkdtemp(join(tmpdir(), 'gatewright-tls-'));
    for (const name of ['all', 'one', 'wild']) {
      const { cert, key } = await selfSigned([`${name}.example`]);
      await writeFile(join(folder, `${name}.crt`), cert);
      await writeFile(join(folder, `${name}.key`), key);
    }
    running = await serve(secureGateway(ports, backendPorts(), folder), minor, ports);
  });

  afterAll(async () => {
    await running.proxy.stop();
    await rm(running.dir, { recursive: true });
    await rm(folder, { recursive: true });
  });

  function get(port: number, servername: string | undefined, host: string): Promise<RawResponse> {
    const tls = servername === undefined ? {} : { servername };
    return rawRequest({ port, method: 'GET', target: '/', headers: [['Host', host]], tls });
  }

  test.each([
    ['one.test', 'one.test', 'one'],
    ['a.wild.test', 'b.wild.test', 'two'],
    ['other.test', 'another.test', 'three'],
    ['one.test', 'a.wild.test', 421],
    ['one.test', 'other.test', 421],
    ['other.test', 'one.test', 421],
    ['a.wild.test', 'one.test', 421],
  ])('SNI %s with Host %s gives %s', async (servername, host, expected) => {
    const response = await get(ports[0] ?? 0, servername, host);
    if (typeof expected === 'number') expect(response.status).toBe(expected);
    else expect(response.json<EchoReply>().backend).toBe(expected);
  });

  test('HTTP/2 is spoken where TLS is', async () => {
    const tls = { servername: 'one.test' };
    const port = ports[0] ?? 0;
    const response = await h2Request({
      port,
      method: 'GET',
      target: '/',
      authority: 'one.test',
      tls,
    });
    expect([response.tls?.alpn, response.json<EchoReply>().backend]).toEqual(['h2', 'one']);
  });

  test('without a listener for every host, other names get no handshake, and other Hosts 404', async () => {
    const port = ports[1] ?? 0;
    await expect(get(port, 'other.test', 'other.test')).rejects.toThrow();
    expect((await get(port, 'one.test', 'one.test')).status).toBe(200);
    expect((await get(port, 'one.test', 'other.test')).status).toBe(404);
  });
});

describe.each(MINORS)('DNS names on NGINX 1.%i', (minor) => {
  test('are looked up at the given server, on all addresses and shifted ports', async () => {
    const [port = 0] = await freePorts(1);
    const names = await startNameServer('127.0.0.1');
    const running = await serve(namedGateway(port - 1000, backendPorts()[0] ?? 1), minor, [port], {
      portOffset: 1000,
      resolvers: [`127.0.0.1:${String(names.port)}`],
    });
    try {
      for (const host of ['127.0.0.1', '::1'] as const) {
        // NGINX 1.27.3 and newer answer 502 until they have looked the name up for the first time.
        await vi.waitFor(
          async () => {
            const response = await rawRequest({ port, host, method: 'GET', target: '/x%20y?z' });
            expect([response.status, response.body]).toEqual([
              200,
              expect.stringContaining('"one"'),
            ]);
            expect(response.json<EchoReply>().url).toBe('/x%20y?z');
          },
          { timeout: 5000 },
        );
      }
    } finally {
      await running.proxy.stop();
      await names.stop();
      await rm(running.dir, { recursive: true });
    }
  });
});
