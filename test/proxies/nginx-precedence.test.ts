import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadNginxTemplates } from '../../src/assets/templates.ts';
import { nginx } from '../../src/emit/nginx/index.ts';
import type { Match, Rule } from '../../src/ir/index.ts';
import type { CheckedGateway } from '../../src/target/target.ts';
import { rawRequest } from '../support/http/raw-client.ts';
import {
  gateway,
  host,
  httpListener,
  httpSocket,
  match,
  redirect,
  route,
  rule,
  testOptions,
} from '../support/ir.ts';
import { freePorts } from '../support/ports.ts';
import { listProxies, type RunningProxy } from '../support/proxies/proxies.ts';

const HOSTS = 60;
const REQUESTS = 25;

interface Request {
  readonly path: string;
  readonly method: string;
  readonly version: string | null;
  readonly query: string;
}

const paths = ['/', '/a', '/a/b', '/a/b/c', '/b', '/B'];
const versions = ['v1', 'V1', 'v2', 'v3', 'v4', 'v5', 'v6', '1|1', '$x', 'a"b'];

const anyPath = fc.oneof(
  fc.constantFrom(...paths).map((path) => match(path)),
  fc.constantFrom(...paths, '/a/').map((path) => match(`= ${path}`)),
  fc.constantFrom('/a.*', '/[ab]', '(?i)/b', '.*c', '/a/b').map((path) => match(`~ ${path}`)),
);

const anyMatch: fc.Arbitrary<Match> = fc
  .record({
    path: anyPath,
    method: fc.option(fc.constantFrom('GET', 'POST'), { freq: 1 }),
    version: fc.option(fc.constantFrom(...versions), { freq: 2 }),
    expression: fc.option(fc.constantFrom('v[0-3]', '.+'), { freq: 1 }),
    query: fc.option(fc.constantFrom('1', 'x', 'X'), { freq: 1 }),
  })
  .map(({ path, method, version, expression, query }) => ({
    ...path,
    method,
    headers:
      version !== null
        ? [{ name: 'version', value: { kind: 'exact', value: version } }]
        : expression !== null
          ? [{ name: 'version', value: { kind: 'regex', value: expression } }]
          : [],
    query: query === null ? [] : [{ name: 'q', value: { kind: 'exact', value: query } }],
  }));

const anyRequest: fc.Arbitrary<Request> = fc.record({
  path: fc.constantFrom(...paths, '/a/', '/a/b/', '/ab', '/a/c', '/a/b/c/d', '/c'),
  method: fc.constantFrom('GET', 'POST'),
  version: fc.option(fc.constantFrom(...versions, 'v9', '1'), { freq: 4 }),
  query: fc.constantFrom('', '?q=1', '?q=x', '?q=X', '?z=1&q=1&q=x', '?q'),
});

function fits(by: Match, request: Request): boolean {
  const value = /[?&]q(?:=([^&]*))?(?:&|$)/.exec(request.query);
  return (
    fitsPath(by, request.path) &&
    (by.method === null || by.method === request.method) &&
    by.headers.every((header) =>
      header.value.kind === 'exact'
        ? request.version === header.value.value
        : request.version !== null && RE2JS.compile(header.value.value).matches(request.version),
    ) &&
    by.query.every((parameter) => value !== null && (value[1] ?? '') === parameter.value.value)
  );
}

function fitsPath({ path }: Match, requested: string): boolean {
  if (path.kind === 'exact') return path.value === requested;
  if (path.kind === 'regex') return RE2JS.compile(path.value).matches(requested);
  return path.value === '/' || requested === path.value || requested.startsWith(`${path.value}/`);
}

// A redirect names its rule without needing a backend.
const [lists = []] = fc.sample(
  fc.array(
    fc.oneof(
      fc.array(anyMatch, { minLength: 1, maxLength: 14 }),
      // So many that locations share the rest of their candidates by a jump.
      fc.array(anyMatch, { minLength: 40, maxLength: 60 }),
    ),
    { minLength: HOSTS, maxLength: HOSTS },
  ),
  { numRuns: 1, seed: 5 },
);
const requests = fc.sample(anyRequest, { numRuns: HOSTS * REQUESTS, seed: 6 });

function hostName(index: number): string {
  return `h${String(index)}.test`;
}

function ruleHost(hostIndex: number, index: number): string {
  return `r${String(hostIndex)}-${String(index)}.test`;
}

function build(port: number): CheckedGateway {
  const rules: Rule[] = [];
  const hosts = lists.map((matches, hostIndex) => {
    const routes = matches.map((by, index) => {
      const name = ruleHost(hostIndex, index);
      const own = rule(
        name,
        redirect({ hostname: name, scheme: 'http', port: { kind: 'scheme' } }),
      );
      rules.push(own);
      return route(own, by);
    });
    return host([hostName(hostIndex)], ...routes);
  });
  return gateway({ sockets: [httpSocket(port, httpListener('http', null, ...hosts))], rules });
}

describe.each([22, 28])('NGINX 1.%i', (minor) => {
  let port: number;
  let dir: string;
  let proxy: RunningProxy;

  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    dir = await mkdtemp(join(tmpdir(), 'gatewright-precedence-'));
    const assets = { renderNginx: loadNginxTemplates(), verifyEnvoy: () => [] };
    const options = { ...testOptions, nginxVersion: { major: 1, minor, patch: 0 } };
    for (const file of nginx.emit(build(port), options, assets).files)
      await writeFile(join(dir, file.path), file.text);
    const found = (await listProxies()).find(({ name }) => name === `nginx-1.${String(minor)}`);
    if (found === undefined) throw new Error('no such proxy');
    proxy = await found.start(dir, [port]);
  });

  afterAll(async () => {
    await proxy.stop();
    await rm(dir, { recursive: true });
  });

  test('some locations share the rest of their candidates', async () => {
    expect(await readFile(join(dir, 'nginx.conf'), 'utf8')).toMatch(/location @gw_rest_\S+ \{/);
  });

  test('takes the first match in any order of any matches', async () => {
    const wrong: unknown[] = [];
    for (const [index, request] of requests.entries()) {
      const hostIndex = index % HOSTS;
      const matches = lists[hostIndex] ?? [];
      const first = matches.findIndex((by) => fits(by, request));
      const expected = first < 0 ? 404 : ruleHost(hostIndex, first);
      const response = await rawRequest({
        port,
        method: request.method,
        target: request.path + request.query,
        headers: [
          ['Host', hostName(hostIndex)],
          ...(request.version === null ? [] : [['version', request.version] as const]),
        ],
      });
      const [location] = response.header('location');
      const got = location === undefined ? response.status : new URL(location).hostname;
      if (got !== expected) wrong.push([hostIndex, request, expected, got]);
    }
    expect(wrong).toEqual([]);
  });
});
