import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, type KeyPair } from '../support/http/authority.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { shakeHands, type Offer } from '../support/http/handshake.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { route, to, type Suite } from './cases/case.ts';

// `tls.options` and several certificates of listeners, by real handshakes.

const listener = (
  name: string,
  port: number | undefined,
  { host = '', protocol = 'HTTPS', more = '', certificates = ['ecdsa'] },
) =>
  `    - {name: ${name}, protocol: ${protocol}, port: ${port}${host === '' ? '' : `, hostname: ${host}`}, tls: {certificateRefs: [${certificates.map((each) => `{name: ${each}}`).join(', ')}]${more}}}`;
const options = (entries: Readonly<Record<string, string>>) =>
  `, options: {${Object.entries(entries)
    .map(([key, value]) => `gatewright.dev/${key}: "${value}"`)
    .join(', ')}}`;
const newest = options({ 'tls-min-version': '1.3' });
const oldest = options({ 'tls-max-version': '1.2' });
const secret = (name: string, { cert, key }: KeyPair) => `---
apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: app}
type: kubernetes.io/tls
stringData: ${JSON.stringify({ 'tls.crt': cert, 'tls.key': key })}
`;

const suite = (rsa: KeyPair, ecdsa: KeyPair): Suite => ({
  name: 'tls options',
  ports: ['newest', 'oldest', 'ciphers', 'shared', 'apart', 'several', 'twice', 'stream'],
  services: ['app/one'],
  keepGoing: true,
  cases: [],
  manifests: (ports) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: app}
spec:
  gatewayClassName: test
  listeners:
${listener('newest', ports['newest'], { more: newest })}
${listener('oldest', ports['oldest'], { host: 'a.test', more: oldest })}
${listener('ciphers-a', ports['ciphers'], { host: 'a.test', more: options({ 'tls-1.2-cipher-suites': 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384' }) })}
${listener('ciphers-b', ports['ciphers'], { host: 'b.test', more: options({ 'tls-1.2-cipher-suites': 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256' }) })}
${listener('shared-a', ports['shared'], { host: 'a.test', more: newest })}
${listener('shared-b', ports['shared'], { host: 'b.test' })}
${listener('apart-a', ports['apart'], { host: 'a.test', more: newest })}
${listener('apart-b', ports['apart'], { host: 'b.test', more: oldest })}
${listener('apart-c', ports['apart'], { host: 'c.test' })}
${listener('several', ports['several'], { certificates: ['rsa', 'ecdsa'] })}
${listener('twice', ports['twice'], { host: 'a.test', certificates: ['ecdsa', 'ecdsa-too'] })}
${listener('twice-b', ports['twice'], { host: 'b.test' })}
${listener('stream', ports['stream'], { host: 'a.test', protocol: 'TLS', more: newest, certificates: ['rsa', 'ecdsa'] })}
${route('all', `rules: [{${to('one')}}]`)}---
apiVersion: gateway.networking.k8s.io/v1
kind: TLSRoute
metadata: {name: all, namespace: app}
spec: {parentRefs: [{name: web}], hostnames: [a.test], rules: [{${to('one')}}]}
${secret('rsa', rsa)}${secret('ecdsa', ecdsa)}${secret('ecdsa-too', ecdsa)}`,
});

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_name, proxy) => {
  let served: Served;
  let backends: EchoBackends;

  beforeAll(async () => {
    const authority = await makeAuthority('servers');
    const rsa = await authority.issue({ name: 'a.test', keyKind: 'rsa' });
    const ecdsa = await authority.issue({ name: 'a.test' });
    backends = await startEchoBackends(['app/one']);
    served = await serveManifests(suite(rsa, ecdsa), proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    await backends.stop();
  });

  const offer = (port: string, sni: string, more: Partial<Offer> = {}) =>
    shakeHands({ port: served.ports[port] ?? 0, sni, ...more });
  const takes = async (port: string, sni: string) => ({
    old: (await offer(port, sni, { version: 'TLSv1.2' })) !== null,
    new: (await offer(port, sni, { version: 'TLSv1.3' })) !== null,
  });

  test('a minimum version', async () => {
    expect(await takes('newest', 'a.test')).toEqual({ old: false, new: true });
    expect(await takes('stream', 'a.test')).toEqual({ old: false, new: true });
  });

  test('a maximum version', async () => {
    expect(await takes('oldest', 'a.test')).toEqual({ old: true, new: false });
  });

  test('cipher suites of TLS 1.2, of each listener its own', async () => {
    const cipherOf = async (sni: string, more: Partial<Offer> = {}) =>
      (await offer('ciphers', sni, { version: 'TLSv1.2', ...more }))?.cipher;
    expect(await cipherOf('a.test')).toBe('ECDHE-ECDSA-AES256-GCM-SHA384');
    expect(await cipherOf('b.test')).toBe('ECDHE-ECDSA-CHACHA20-POLY1305');
    const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256';
    expect(await cipherOf('a.test', { ciphers })).toBeUndefined();
    expect(await takes('ciphers', 'a.test')).toEqual({ old: true, new: true });
  });

  test('versions of listeners that share a port', async () => {
    expect(await takes('shared', 'a.test')).toEqual({ old: false, new: true });
    // NGINX before 1.29.2 has one range for all.
    expect(await takes('shared', 'b.test')).toEqual({ old: proxy.target === 'envoy', new: true });
  });

  test('versions without any in common', async () => {
    const refused = { old: false, new: false };
    const [a, b] = [await takes('apart', 'a.test'), await takes('apart', 'b.test')];
    if (proxy.target === 'nginx') expect([a, b]).toEqual([refused, refused]);
    else
      expect([a, b]).toEqual([
        { old: false, new: true },
        { old: true, new: false },
      ]);
    expect(await takes('apart', 'c.test')).toEqual({ old: true, new: true });
  });

  test.each(['several', 'stream'])('certificates with RSA and ECDSA keys: %s', async (port) => {
    const kindFor = async (sigalgs: string) =>
      (await offer(port, 'a.test', { version: 'TLSv1.3', sigalgs }))?.keyKind;
    expect(await kindFor('RSA-PSS+SHA256')).toBe('rsa');
    expect(await kindFor('ECDSA+SHA256')).toBe('ecdsa');
  });

  test('the kind of certificate that a client of TLS 1.2 can use', async () => {
    const kindFor = async (ciphers: string) =>
      (await offer('several', 'a.test', { version: 'TLSv1.2', ciphers }))?.keyKind;
    expect(await kindFor('ECDHE-RSA-AES128-GCM-SHA256')).toBe('rsa');
    expect(await kindFor('ECDHE-ECDSA-AES128-GCM-SHA256')).toBe('ecdsa');
  });

  test('two certificates of one kind', async () => {
    expect((await offer('twice', 'a.test')) !== null).toBe(proxy.target === 'envoy');
    expect(await offer('twice', 'b.test')).not.toBeNull();
  });
});
