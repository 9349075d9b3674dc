import { execFile } from 'node:child_process';
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, type Authority, type KeyPair } from '../support/http/authority.ts';
import type { TlsOptions } from '../support/http/connection.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import type { EchoReply } from '../support/http/echo-server.ts';
import { h2Request } from '../support/http/h2-client.ts';
import { rawRequest } from '../support/http/raw-client.ts';
import { freePorts } from '../support/ports.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { converse } from '../support/stream/client.ts';
import { startTcpBackend, type StreamBackend } from '../support/stream/backends.ts';
import { route, to, type Suite } from './cases/case.ts';

// Clients' certificates (GEP-91): who is not verified does not get to a backend.

const host = 'a.guarded.test';

type Shown = 'none' | 'own' | 'other' | 'namesake' | 'expired' | 'self';

interface Certificates {
  readonly authorities: Readonly<Record<'own' | 'other' | 'namesake', Authority>>;
  readonly clients: Readonly<Record<Exclude<Shown, 'none'>, KeyPair>>;
  readonly server: KeyPair;
}

async function makeCertificates(): Promise<Certificates> {
  const [own, other, namesake, servers] = (await Promise.all(
    ['clients', 'others', 'clients', 'servers'].map(makeAuthority),
  )) as [Authority, Authority, Authority, Authority];
  return {
    authorities: { own, other, namesake },
    clients: {
      own: await own.issue({ name: 'friend' }),
      other: await other.issue({ name: 'stranger' }),
      // An authority of the same name, with another key.
      namesake: await namesake.issue({ name: 'friend' }),
      expired: await own.issue({ name: 'late', expired: true }),
      self: await (await makeAuthority('self')).issue({ name: 'self' }),
    },
    server: await servers.issue({ name: '*.guarded.test' }),
  };
}

const refs = (name: string, more = '') =>
  `validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ${name}}]${more}}`;
const https = (name: string, port: number | undefined, hostname = '') =>
  `    - {name: ${name}, protocol: HTTPS, port: ${port}${hostname === '' ? '' : `, hostname: "${hostname}"`}, tls: {certificateRefs: [{name: server}]}}`;
const bundle = (name: string, cert: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: app}
data: ${JSON.stringify({ 'ca.crt': cert })}
`;

/** @param closed - a port that nothing listens on in the end */
const suite = ({ authorities, server }: Certificates, backend: number, closed: number): Suite => ({
  name: 'client certificates',
  ports: ['guarded', 'open', 'perPort', 'fallback', 'partly', 'several', 'ended', 'mixed', 'twin'],
  services: ['app/one'],
  keepGoing: true,
  cases: [],
  manifests: (ports) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: web, namespace: app}
spec:
  gatewayClassName: test
  tls:
    frontend:
      default: {${refs('own')}}
      perPort:
        - {port: ${ports['open']}, tls: {}}
        - {port: ${ports['perPort']}, tls: {${refs('other')}}}
        - {port: ${ports['twin']}, tls: {${refs('namesake')}}}
        - {port: ${ports['fallback']}, tls: {${refs('own', ', mode: AllowInsecureFallback')}}}
        - {port: ${closed}, tls: {${refs('none', ', mode: AllowInsecureFallback')}}}
        - port: ${ports['partly']}
          tls: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: none}, {group: certificates.k8s.io, kind: ClusterTrustBundle, name: company}]}}
  listeners:
${https('guarded', ports['guarded'])}
${https('open', ports['open'])}
${https('per-port', ports['perPort'], '*.guarded.test')}
${https('fallback', ports['fallback'])}
${https('twin', ports['twin'])}
${https('broken', closed)}
${https('partly', ports['partly'])}
${https('several-a', ports['several'], host)}
${https('several-b', ports['several'], '*.guarded.test')}
    - {name: ended, protocol: TLS, port: ${ports['ended']}, hostname: "*.guarded.test", tls: {certificateRefs: [{name: server}]}}
${https('mixed-a', ports['mixed'], host)}
    - {name: mixed-b, protocol: TLS, port: ${ports['mixed']}, hostname: b.guarded.test, tls: {certificateRefs: [{name: server}]}}
---
apiVersion: v1
kind: Secret
metadata: {name: server, namespace: app}
type: kubernetes.io/tls
stringData: ${JSON.stringify({ 'tls.crt': server.cert, 'tls.key': server.key })}
${route('all', `rules: [{${to('one')}}]`)}
---
apiVersion: gateway.networking.k8s.io/v1
kind: TLSRoute
metadata: {name: ended, namespace: app}
spec:
  parentRefs: [{name: web}]
  hostnames: ["*.guarded.test"]
  rules: [{backendRefs: [{name: plain, port: 9000}]}]
---
apiVersion: v1
kind: Service
metadata: {name: plain, namespace: app}
spec: {ports: [{name: p, port: 9000}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: plain-1, namespace: app, labels: {kubernetes.io/service-name: plain}}
addressType: IPv4
ports: [{name: p, port: ${backend}}]
endpoints: [{addresses: [127.0.0.1]}]
---
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: company}
spec: {trustBundle: ${JSON.stringify(authorities.own.cert)}}
${bundle('namesake', authorities.namesake.cert)}${bundle('own', authorities.own.cert)}${bundle('other', authorities.other.cert)}`,
});

const proxies = await listProxies();
let certificates: Certificates;
let backends: EchoBackends;
let plain: StreamBackend;
let closed: number;

beforeAll(async () => {
  certificates = await makeCertificates();
  backends = await startEchoBackends(['app/one']);
  plain = await startTcpBackend('plain');
  [closed = 0] = await freePorts(1);
});

afterAll(async () => {
  await backends.stop();
  plain.stop();
});

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_name, proxy) => {
  let served: Served;

  beforeAll(async () => {
    served = await serveManifests(suite(certificates, plain.port, closed), proxy, backends);
  });
  afterAll(() => served.stop());

  const tlsOf = (shown: Shown, servername: string): TlsOptions => ({
    servername,
    ...(shown === 'none' ? {} : certificates.clients[shown]),
  });
  const port = (name: string): number => served.ports[name] ?? 0;

  const ask = async (name: string, shown: Shown, sni = host, authority = sni) => {
    const request = { port: port(name), method: 'GET', target: '/', tls: tlsOf(shown, sni) };
    try {
      const headers = [['Host', authority]] as const;
      return (await rawRequest({ ...request, headers })).status;
    } catch {
      return 'refused';
    }
  };
  const askH2 = async (name: string, shown: Shown) => {
    const tls = tlsOf(shown, host);
    const request = { port: port(name), method: 'GET', target: '/', authority: host, tls };
    return h2Request(request).then(
      ({ status }) => status,
      () => 'refused',
    );
  };

  describe('AllowValidOnly', () => {
    test('lets in who is certified', async () => {
      expect(await ask('guarded', 'own')).toBe(200);
      expect(await askH2('guarded', 'own')).toBe(200);
    });

    test.each(['none', 'other', 'namesake', 'expired', 'self'] as const)(
      'refuses a certificate: %s',
      async (shown) => {
        expect(await ask('guarded', shown)).toBe('refused');
        expect(await askH2('guarded', shown)).toBe('refused');
      },
    );

    test.each([
      ['TRACE', '/', host, 405],
      ['GET', '/%zz', host, 400],
      ['GET', '/', 'b.guarded.test', 421],
      ['GET', '/', 'no-listener.test', 404],
    ])(
      '%s %s of %s is refused by NGINX itself with %i',
      async (method, target, authority, status) => {
        for (const shown of ['none', 'other', 'expired'] as const) {
          const headers = [['Host', authority]] as const;
          const tls = tlsOf(shown, host);
          const answer = await rawRequest({
            port: port('several'),
            method,
            target,
            headers,
            tls,
          }).then(
            (response) => response.status,
            () => 'refused',
          );
          expect(answer).toBe(proxy.target === 'nginx' ? status : 'refused');
        }
      },
    );

    test('without SNI too', async () => {
      const request = { port: port('guarded'), method: 'GET', target: '/' };
      const { cert, key } = certificates.clients.own;
      expect((await rawRequest({ ...request, tls: { cert, key } })).status).toBe(200);
      await expect(rawRequest({ ...request, tls: {} })).rejects.toThrow();
    });

    test('a port has its own authorities', async () => {
      expect(await ask('perPort', 'other')).toBe(200);
      expect(await ask('perPort', 'own')).toBe('refused');
      expect(await ask('perPort', 'none')).toBe('refused');
    });

    test('a port can be taken out', async () => {
      expect(await ask('open', 'none')).toBe(200);
    });

    test('what of the authorities is valid counts', async () => {
      expect(await ask('partly', 'own')).toBe(200);
      expect(await ask('partly', 'other')).toBe('refused');
    });

    test('for all listeners of a port', async () => {
      for (const sni of [host, 'b.guarded.test']) {
        expect(await ask('several', 'own', sni)).toBe(200);
        expect(await ask('several', 'none', sni)).toBe('refused');
        expect(await ask('several', 'other', sni)).toBe('refused');
      }
      expect(await ask('several', 'own', host, 'b.guarded.test')).toBe(421);
      expect(await ask('several', 'none', 'x.test', host)).toBe('refused');
    });
  });

  describe('AllowInsecureFallback', () => {
    test.each(['own', 'none', 'other', 'namesake', 'self'] as const)('%s', async (shown) => {
      expect(await ask('fallback', shown)).toBe(200);
    });

    test('what is wrong otherwise', async () => {
      expect(await ask('fallback', 'expired')).toBe(proxy.target === 'nginx' ? 'refused' : 200);
    });

    test('asks for a certificate', async () => {
      expect(await isAsked(port('fallback'))).toBe(true);
      expect(await isAsked(port('open'))).toBe(false);
    });
  });

  test('without any valid authority nobody is let in, whatever the mode', async () => {
    const tls = tlsOf('own', host);
    await expect(rawRequest({ port: closed, method: 'GET', target: '/', tls })).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  test.each(['ended', 'mixed'])('TLS that ends for TLSRoutes: %s', async (name) => {
    const sni = 'b.guarded.test';
    const talk = (shown: Shown) =>
      converse({ port: port(name), sni, ...(shown === 'none' ? {} : certificates.clients[shown]) });
    expect(await talk('own')).toMatchObject({ text: expect.stringContaining('plain') as string });
    // Again and again: whether NGINX has to wait for the client decided which server's verification it took.
    for (let round = 0; round < 40; round++)
      for (const shown of ['none', 'other', 'expired'] as const)
        expect(await talk(shown), shown).toEqual({ kind: 'refused' });
  });

  test('HTTPS beside it', async () => {
    expect(await ask('mixed', 'own')).toBe(200);
    expect(await ask('mixed', 'none')).toBe('refused');
  });

  describe.each(['TLSv1.2', 'TLSv1.3'] as const)('sessions of %s', (version) => {
    test('of a port where nobody is verified count there only', async () => {
      const session = await sessionOf(port('open'), version, tlsOf('none', host));
      expect(await resumed(port('open'), version, session)).toBe('200');
      expect(await resumed(port('guarded'), version, session)).toBe('refused');
    });

    test('where clients are verified are resumed by Envoy alone', async () => {
      const session = await sessionOf(port('guarded'), version, tlsOf('own', host)).catch(
        () => null,
      );
      // Nothing is shown the second time.
      const again = session === null ? null : await resumed(port('guarded'), version, session);
      if (proxy.target === 'envoy') expect(again).toBe('200');
      else expect([null, 'refused']).toContain(again);
    });

    test('of other authorities', async () => {
      for (const [name, shown] of [
        ['perPort', 'other'],
        ['twin', 'namesake'],
      ] as const) {
        expect(await ask(name, shown)).toBe(200);
        const session = await sessionOf(port(name), version, tlsOf(shown, host)).catch(() => null);
        // NGINX gives none where it verifies clients.
        if (session === null) expect(proxy.target).toBe('nginx');
        else expect(await resumed(port('guarded'), version, session)).toBe('refused');
      }
    });
  });

  test('nobody can say that he has been verified', async () => {
    const { json } = await rawRequest({
      port: port('open'),
      method: 'GET',
      target: '/',
      headers: [
        ['Host', host],
        ['X-Forwarded-Client-Cert', 'Hash=abc;Subject="CN=friend"'],
      ],
      tls: { servername: host },
    });
    const names = json<EchoReply>().headers.map(([field]) => field.toLowerCase());
    expect(names).not.toContain('x-forwarded-client-cert');
  });
});

/** Whether the server asks for a certificate, by what `openssl` tells of the handshake. */
async function isAsked(port: number): Promise<boolean> {
  const client = promisify(execFile)('openssl', [
    ...['s_client', '-tls1_2', '-connect', `127.0.0.1:${port}`, '-servername', host],
  ]);
  client.child.stdin?.end();
  const { stdout } = await client;
  return stdout.includes('Client Certificate Types');
}

/** A session that the server gives for a request. */
function sessionOf(port: number, version: SecureVersion, tls: TlsOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = open(port, version, tls);
    socket.once('session', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('no session')));
    socket.resume();
    socket.write(request);
  });
}

/** The status of a request within a session; `refused` without an answer. */
function resumed(port: number, version: SecureVersion, session: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = open(port, version, { servername: host }, session);
    let text = '';
    socket.on('data', (chunk: Buffer) => void (text += chunk.toString()));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(/^HTTP\/1.1 (\d+)/.exec(text)?.[1] ?? 'refused'));
    socket.write(request);
  });
}

const request = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

function open(port: number, version: SecureVersion, tls: TlsOptions, session?: Buffer): TLSSocket {
  const versions = { minVersion: version, maxVersion: version };
  const { servername, cert, key } = tls;
  return connectTls({
    ...{ host: '127.0.0.1', port, rejectUnauthorized: false, ...versions },
    ...(servername === undefined ? {} : { servername }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    ...(session === undefined ? {} : { session }),
  });
}
