import { expect, test } from 'vitest';
import { loadAssets } from '../assets/load.ts';
import { compile } from '../compile.ts';
import { optionsWith } from '../../test/support/fixtures.ts';
import { selfSigned } from '../../test/support/http/self-signed.ts';
import { validityOf } from './validity.ts';

const assets = await loadAssets(['envoy']);
const day = 86_400_000;

async function findings(hostname: string, names: readonly [string, ...string[]], days: number) {
  const { cert, key } = await selfSigned(names);
  const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: a}
spec:
  gatewayClassName: any
  listeners:
    - {name: l, port: 443, protocol: HTTPS, ${hostname}tls: {certificateRefs: [{name: c}]}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: a}
spec:
  parentRefs: [{name: g}]
  hostnames: [a.example.com, b.example.com]
  rules: [{backendRefs: [{name: s, port: 80}]}]
---
apiVersion: v1
kind: Secret
metadata: {name: c, namespace: a}
type: kubernetes.io/tls
stringData: {tls.crt: ${JSON.stringify(cert)}, tls.key: ${JSON.stringify(key)}}
`;
  const lint = { now: Date.now() + days * day, certificateDays: 30 };
  const options = optionsWith({ targets: ['envoy'], assumeServices: true, lint });
  const { diagnostics } = compile([{ name: 'a.yaml', text }], options, assets);
  return diagnostics.map(({ code, args, relatedSpans }) => ({
    code,
    ...args,
    related: relatedSpans.length,
  }));
}

test('names', async () => {
  const of = async (hostname: string, ...names: readonly [string, ...string[]]) =>
    (await findings(hostname, names, -10)).filter(
      ({ code }) => code !== 'lint/certificate-not-yet-valid',
    );
  expect(await of('hostname: "*.example.com", ', '*.example.com')).toEqual([]);
  expect(await of('hostname: a.example.com, ', '*.Example.com')).toEqual([]);
  expect(await of('', 'a.example.com', 'b.example.com')).toEqual([]);
  expect(await of('hostname: "*.example.com", ', 'a.example.com')).toEqual([
    { code: 'lint/certificate-hostname', hosts: '*.example.com', related: 1 },
  ]);
  expect(await of('', 'a.example.com', '*.b.example.com')).toEqual([
    { code: 'lint/certificate-hostname', hosts: 'b.example.com', related: 1 },
  ]);
});

test('time', async () => {
  const of = async (days: number) =>
    (await findings('', ['*.example.com'], days)).map(({ code }) => code);
  expect(await of(0)).toEqual(['lint/certificate-expires']);
  expect(await of(3)).toEqual(['lint/certificate-expired']);
  expect(await of(-10)).toEqual(['lint/certificate-not-yet-valid']);
});

test('days', () => {
  const validFrom = 'Jan  1 00:00:00 2026 GMT';
  const validTo = 'Mar  1 00:00:00 2026 GMT';
  const at = (date: string, certificateDays = 30) =>
    validityOf({ validFrom, validTo }, { now: Date.parse(date), certificateDays });
  expect(at('2026-01-10T00:00:00Z')).toBeNull();
  expect(at('2026-02-20T12:00:00Z')).toEqual({
    code: 'lint/certificate-expires',
    args: { date: '2026-03-01', days: 8 },
  });
  expect(at('2026-02-20T12:00:00Z', 0)).toBeNull();
  expect(validityOf({ validFrom, validTo }, { now: null, certificateDays: 30 })).toBeNull();
});
