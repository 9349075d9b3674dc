import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckedGateway } from '../../src/target/target.ts';
import { withEnvoy, type Send } from '../support/envoy-serving.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { h2Request } from '../support/http/h2-client.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import {
  backend,
  certificate,
  endpoints,
  forward,
  gateway,
  host,
  httpsListener,
  match,
  redirect,
  route,
  rule,
  tlsSocket,
  to,
} from '../support/ir.ts';

let echo: EchoBackends;
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  echo = await startEchoBackends(['a']);
  const pairs = await Promise.all(
    (['a.example.com', '*.example.com', 'second.example.com'] as const).map(
      async (name, index) => [index, await selfSigned([name])] as const,
    ),
  );
  files = new Map(
    pairs.flatMap(([index, { cert, key }]) => [
      [`${index}.crt`, cert],
      [`${index}.key`, key],
    ]),
  );
});

afterAll(() => echo.stop());

function twoListeners(port: number): CheckedGateway {
  const a = backend('a', endpoints(echo.get('a').port));
  const certificates = [0, 1, 2].map((index) =>
    certificate(`c${index}`, `${index}.crt`, `${index}.key`),
  );
  const [first, ...wild] = certificates;
  if (first === undefined) throw new Error('no certificate');
  const all = rule('all', forward(to(a)));
  const moved = rule('moved', redirect({}));
  const routes = [route(moved, match('/moved')), route(all, match('/'))];
  return gateway({
    sockets: [
      tlsSocket(
        port,
        httpsListener('narrow', 'a.example.com', [first], host(['a.example.com'], ...routes)),
        httpsListener('wide', '*.example.com', wild, host(['*.example.com'], ...routes)),
      ),
    ],
    rules: [all, moved],
    backends: [a],
    certificates,
  });
}

const ask = (send: Send, sni: string, name: string, target = '/') =>
  send({ target, headers: [['Host', name]], tls: { servername: sni } });

test('chooses certificates by SNI, and refuses hosts of other listeners', async () => {
  await withEnvoy({ ir: twoListeners, files }, async (send) => {
    const narrow = await ask(send, 'a.example.com', 'a.example.com');
    expect(narrow.status).toBe(200);
    expect(narrow.tls?.commonName).toBe('a.example.com');
    const wide = await ask(send, 'B.example.com', 'b.example.com');
    expect(wide.status).toBe(200);
    expect(wide.tls?.commonName).toBe('*.example.com');
    const second = await ask(send, 'second.example.com', 'second.example.com');
    expect(second.tls?.commonName).toBe('second.example.com');
    expect((await ask(send, 'b.example.com', 'c.example.com')).status).toBe(200);
    expect((await ask(send, 'a.example.com', 'b.example.com')).status).toBe(421);
    expect((await ask(send, 'b.example.com', 'a.example.com')).status).toBe(421);
    expect((await ask(send, 'b.example.com', 'other.org')).status).toBe(404);
    await expect(ask(send, 'other.org', 'a.example.com')).rejects.toThrow();
  });
});

test('speaks HTTP/2, and redirects to the port of the listener', async () => {
  let listening = 0;
  const ir = (port: number): CheckedGateway => {
    listening = port;
    return twoListeners(port);
  };
  await withEnvoy({ ir, files }, async (send) => {
    const response = await h2Request({
      port: listening,
      method: 'GET',
      target: '/x',
      authority: 'b.example.com',
      tls: { servername: 'b.example.com' },
    });
    expect(response.status).toBe(200);
    expect(response.tls?.alpn).toBe('h2');
    const moved = await ask(send, 'b.example.com', 'b.example.com', '/moved/x');
    expect(moved.header('location')).toEqual([`https://b.example.com:${listening}/moved/x`]);
  });
});

test('serves unknown names from the listener without a hostname, but not the others’ hosts', async () => {
  const ir = (port: number): CheckedGateway => {
    const certificates = [certificate('c0', '0.crt', '0.key'), certificate('c2', '2.crt', '2.key')];
    const [first, second] = certificates;
    if (first === undefined || second === undefined) throw new Error('no certificate');
    const all = rule('all', { kind: 'respond', status: 503, reason: 'no-backends' });
    const routes = [route(all, match('/'))];
    return gateway({
      sockets: [
        tlsSocket(
          port,
          httpsListener('narrow', 'a.example.com', [first], host(['a.example.com'], ...routes)),
          httpsListener('rest', null, [second], host(['b.example.com'], ...routes)),
        ),
      ],
      rules: [all],
      certificates,
    });
  };
  await withEnvoy({ ir, files }, async (send) => {
    const statuses = async (tls: { readonly servername?: string }): Promise<readonly number[]> => {
      const names = ['a.example.com', 'b.example.com', 'c.example.com'];
      const all = names.map((name) => send({ headers: [['Host', name]], tls }));
      return (await Promise.all(all)).map(({ status }) => status);
    };
    expect(await statuses({ servername: 'a.example.com' })).toEqual([503, 421, 421]);
    expect(await statuses({ servername: 'b.example.com' })).toEqual([421, 503, 404]);
    expect(await statuses({ servername: 'z.example.com' })).toEqual([421, 503, 404]);
    expect(await statuses({})).toEqual([421, 503, 404]);
  });
});
