import { beforeAll, describe, expect, test } from 'vitest';
import { optionsWith } from '../test/support/fixtures.ts';
import { loadAssets } from './assets/load.ts';
import { compareManifests, type Comparison } from './compare.ts';
import type { Assets } from './compile-options.ts';
import { plainText } from './diff/sentence.ts';

const options = optionsWith({
  channel: 'experimental',
  assumeSecrets: '/etc/tls/{namespace}/{name}/{key}',
  assumeServices: true,
});

let assets: Assets;
beforeAll(async () => {
  assets = await loadAssets(['nginx', 'envoy']);
});

function compareTexts(base: string, head: string): Comparison {
  return compareManifests(
    { base: [{ name: 'web.yaml', text: base }], head: [{ name: 'web.yaml', text: head }] },
    options,
    assets,
  );
}

/** `risk: sentence @ file:line` of each change. */
function told(base: string, head: string): readonly string[] {
  return compareTexts(base, head).changes.map(({ risk, sentence, base: from, head: to }) => {
    const place = to ?? from;
    return `${risk}: ${plainText(sentence)} @ ${place?.file ?? ''}:${String(place?.line ?? 0)}`;
  });
}

const gateway = (
  listeners = '{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}',
) =>
  `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: shop}
spec: {gatewayClassName: x, listeners: [${listeners}]}
`;

const route = (
  rules: string,
  { name = 'web', namespace = 'shop', hosts = 'shop.example.com' } = {},
) =>
  `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  parentRefs: [{name: web, namespace: shop}]
  hostnames: [${hosts}]
  rules:
${rules
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`;

const rule = (path: string, backend: string, more = '') =>
  `- {matches: [{path: {type: PathPrefix, value: ${path}}}], backendRefs: [{name: ${backend}, port: 80}]${more}}\n`;

const base = gateway() + route(rule('/', 'pages') + rule('/pay', 'pay-v1'));

describe('the meaning of a change', () => {
  test('nothing changes when only comments, order and names of files do', () => {
    const other = `# comment\n${base}`;
    expect(compareTexts(base, other)).toMatchObject({ different: false, changes: [], files: [] });
  });

  test('another backend', () => {
    expect(told(base, base.replace('pay-v1', 'pay-v2'))).toEqual([
      'medium: shop.example.com/pay/* now goes to pay-v2 (was pay-v1) @ web.yaml:14',
    ]);
  });

  test('a rule before another does not rename it', () => {
    const head =
      gateway() + route(rule('/cart', 'cart') + rule('/', 'pages') + rule('/pay', 'pay-v1'));
    expect(told(base, head)).toEqual([
      'medium: shop.example.com/cart/* now goes to cart (was pages) @ web.yaml:13',
    ]);
  });

  test('a rule that goes', () => {
    expect(told(base, gateway() + route(rule('/', 'pages')))).toEqual([
      'medium: shop.example.com/pay/* now goes to pages (was pay-v1) @ web.yaml:13',
    ]);
    expect(told(base, gateway() + route(rule('/pay', 'pay-v1')))).toEqual([
      'high: shop.example.com/* now gets 404 (was pages) @ web.yaml:13',
    ]);
  });

  test('weights', () => {
    const split = (a: number, b: number) =>
      gateway() +
      route(
        `- {backendRefs: [{name: v1, port: 80, weight: ${String(a)}}, {name: v2, port: 80, weight: ${String(b)}}]}`,
      );
    expect(told(split(9, 1), split(1, 1))).toEqual([
      'medium: shop.example.com/* now goes to v1 (50%) and v2 (50%) (was v1 (90%) and v2 (10%)) @ web.yaml:13',
    ]);
    expect(told(split(9, 1), split(90, 10))).toEqual([]);
  });

  test('a hostname that another namespace captures', () => {
    const head = base + route(rule('/pay/admin', 'trap'), { name: 'evil', namespace: 'evil' });
    expect(told(base, head)).toEqual([
      'high: hostname shop.example.com was captured by namespace evil: requests that HTTPRoute shop/web served now reach HTTPRoute evil/evil @ web.yaml:23',
      'high: shop.example.com/pay/admin/* now goes to trap (was pay-v1) @ web.yaml:23',
    ]);
  });

  test('a rule that is shadowed', () => {
    const head = base + route(rule('/pay', 'pay-v2'), { name: 'a' });
    expect(told(base, head)).toEqual([
      'medium: rule 1 of shop/web is now shadowed by rule 0 of shop/a: no request reaches it @ web.yaml:14',
      'medium: shop.example.com/pay/* now goes to pay-v2 (was pay-v1) @ web.yaml:23',
    ]);
    expect(told(head, base)).toContain(
      'low: rule 1 of shop/web is no longer shadowed by rule 0 of shop/a @ web.yaml:14',
    );
  });

  test('encryption of backends', () => {
    const policy = `---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: pay, namespace: shop}
spec:
  targetRefs: [{group: '', kind: Service, name: pay-v1}]
  validation: {hostname: pay.internal, wellKnownCACertificates: System}
`;
    expect(told(base + policy, base)).toEqual([
      'high: BackendTLSPolicy shop/pay no longer applies: traffic to shop/pay-v1:80 is no longer encrypted @ web.yaml:14',
    ]);
    expect(told(base, base + policy)).toEqual([
      'medium: traffic to shop/pay-v1:80 is now encrypted, and verified as BackendTLSPolicy shop/pay says @ web.yaml:19',
    ]);
    expect(told(base + policy, base + policy.replace('pay.internal', 'evil.internal'))).toEqual([
      'high: the certificate of shop/pay-v1:80 is verified with another accepted names: DNS evil.internal (was DNS pay.internal) @ web.yaml:19',
      'high: the certificate of shop/pay-v1:80 is verified with another server name: evil.internal (was pay.internal) @ web.yaml:19',
    ]);
  });

  test('filters, timeouts, retries', () => {
    const more =
      ', filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [X-A]}}], timeouts: {request: 10s}, retry: {attempts: 2}';
    const head = gateway() + route(rule('/', 'pages', more) + rule('/pay', 'pay-v1'));
    expect(told(base, head)).toEqual([
      'low: shop.example.com/* now has its response headers changed: remove x-a @ web.yaml:13',
      'low: shop.example.com/* now is retried: attempts 2 is new @ web.yaml:13',
      'low: shop.example.com/* now has a request timeout of 10s (was the default) @ web.yaml:13',
    ]);
  });

  test('listeners and hostnames', () => {
    const two = gateway(
      '{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}, {name: admin, protocol: HTTP, port: 8080}',
    );
    expect(told(base, two + base.slice(gateway().length))).toEqual([
      'medium: listener admin (port 8080), HTTP, was added @ web.yaml:4',
      'medium: shop.example.com/* (port 8080) now goes to pages (was 404) @ web.yaml:13',
      'medium: shop.example.com/pay/* (port 8080) now goes to pay-v1 (was 404) @ web.yaml:14',
    ]);
    expect(told(two + base.slice(gateway().length), base)).toEqual([
      'high: listener admin (port 8080), HTTP, was removed: its hosts are no longer served there @ web.yaml:4',
    ]);
  });

  test('a Gateway that goes', () => {
    expect(told(base, '')).toEqual([
      'high: Gateway shop/web was removed: nothing of it is served any more @ web.yaml:1',
    ]);
  });
});

describe('findings', () => {
  test('are known again when lines and positions move', () => {
    const bad = rule('/x', 'x', ', name: nope').replace('port: 80', 'port: 80, group: bad.io');
    const redirect =
      '- {matches: [{path: {value: /new}}], filters: [{type: RequestRedirect, requestRedirect: {port: 81}}]}\n';
    const before = gateway() + route(rule('/', 'pages') + bad);
    const after = `# a line\n${gateway()}${route(rule('/', 'pages') + redirect + bad)}`;
    const { findings } = compareTexts(before, after);
    expect(findings.introduced).toEqual([]);
    expect(findings.fixed).toEqual([]);
    expect(findings.unchanged.length).toBeGreaterThan(0);
  });

  test('are introduced and fixed', () => {
    const bad = base.replace('name: pay-v1', 'name: pay-v1, kind: Bucket');
    expect(compareTexts(base, bad).findings.introduced.map(({ code }) => code)).toContain(
      'resolve/backend-kind',
    );
    expect(compareTexts(bad, base).findings.fixed.map(({ code }) => code)).toContain(
      'resolve/backend-kind',
    );
  });
});

describe('generated files', () => {
  test('an edit of one rule changes only its own lines', () => {
    const { files } = compareTexts(base, base.replace('pay-v1', 'pay-v2'));
    expect(files.map(({ path, how }) => [path, how])).toEqual([
      ['shop/web/envoy.json', 'changed'],
      ['shop/web/nginx.conf', 'changed'],
    ]);
    for (const { hunks } of files)
      for (const { lines } of hunks ?? [])
        for (const { how, text } of lines) if (how !== 'same') expect(text).toMatch(/pay-v[12]/);
  });
});
