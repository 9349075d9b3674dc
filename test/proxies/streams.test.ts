import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { selfSigned } from '../support/http/self-signed.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import {
  startTcpBackend,
  startTlsBackend,
  startUdpBackend,
  type StreamBackend,
} from '../support/stream/backends.ts';
import { converse, sendDatagram } from '../support/stream/client.ts';
import { streamSuite, type StreamPorts } from './cases/streams.ts';

// TLSRoute, TCPRoute and UDPRoute: connections and datagrams get to where the spec says, or nowhere.

const proxies = await listProxies();
const certificate = await selfSigned(['passed.test']);
const backendCertificate = await selfSigned(['backend.internal']);
const other = await selfSigned(['backend.internal']);

async function startBackends() {
  const [passed, wild, secured, plain, second, datagrams] = await Promise.all([
    startTlsBackend('passed', certificate),
    startTlsBackend('wild', certificate),
    startTlsBackend('secured', backendCertificate),
    startTcpBackend('plain'),
    startTcpBackend('second'),
    startUdpBackend('datagrams'),
  ]);
  return { passed, wild, secured, plain, second, datagrams };
}

const answered = (name: string, shown: string) => ({
  kind: 'answered',
  text: `${name}\nhello\nbye`,
  certificate: shown,
});
const refused = { kind: 'refused' };

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  let web: EchoBackends;
  let backends: Readonly<Record<keyof StreamPorts, StreamBackend>>;
  let served: Served;

  beforeAll(async () => {
    web = await startEchoBackends(['app/web']);
    backends = await startBackends();
    const numbers = Object.fromEntries(
      Object.entries(backends).map(([name, { port }]) => [name, port]),
    ) as unknown as StreamPorts;
    const authorities = { own: backendCertificate.cert, other: other.cert };
    served = await serveManifests(streamSuite(numbers, authorities), proxy, web);
  });

  afterAll(async () => {
    await served.stop();
    for (const backend of Object.values(backends)) backend.stop();
    await web.stop();
  });

  const talk = (port: string, sni?: string) =>
    converse({ port: served.ports[port] ?? 0, ...(sni === undefined ? {} : { sni }) });
  const send = (port: string, wait: number) => sendDatagram(served.ports[port] ?? 0, 'hello', wait);

  describe('TLS passes through', () => {
    test.each([
      ['an exact name', 'a.passed.test', answered('passed', 'passed.test')],
      ['in any case', 'A.Passed.Test', answered('passed', 'passed.test')],
      ['a wildcard', 'other.passed.test', answered('wild', 'passed.test')],
      ['several labels for a wildcard', 'x.other.passed.test', answered('wild', 'passed.test')],
      ['what a wildcard ends with', 'passed.test', refused],
      ['a name of no listener', 'else.test', refused],
      ['no name', '', refused],
    ])('%s', async (_name, sni, expected) => {
      expect(await talk('passthrough', sni)).toEqual(expected);
    });

    test('what is no TLS', async () => {
      expect(await talk('passthrough')).toEqual(refused);
    });

    test.each(['missing', 'unready', 'nothing'])('a backend that is %s', async (name) => {
      expect(await talk('passthrough', `${name}.passed.test`)).toEqual(refused);
    });
  });

  describe('TLS ends here', () => {
    test.each([
      ['an exact name', 'one.ended.test', answered('plain', 'one.ended.test')],
      ['a name of a wildcard', 'two.ended.test', answered('second', '*.ended.test')],
      ['a name without a route', 'three.ended.test', refused],
      ['a name of no listener', 'else.test', refused],
      ['no name', '', refused],
      ['TLS begins anew', 'secured.ended.test', answered('secured', '*.ended.test')],
    ])('%s', async (_name, sni, expected) => {
      expect(await talk('terminate', sni)).toEqual(expected);
    });

    test.each(['distrusted', 'unknown'])('a backend whose authority is %s', async (name) => {
      const answer = await talk('terminate', `${name}.ended.test`);
      expect(answer).toEqual(refused);
    });
  });

  describe('TLS beside HTTPS', () => {
    test('requests', async () => {
      const answer = await answerOf(
        { port: 'mixed', path: '/', host: 'www.mixed.test', sni: 'www.mixed.test' },
        served.ports,
      );
      expect(answer).toMatchObject({
        kind: 'response',
        status: 200,
        response: { tls: { commonName: 'www.mixed.test' } },
        reply: { backend: 'app/web' },
      });
      const headers = answer.kind === 'response' ? (answer.reply?.headers ?? []) : [];
      // The client's address is known behind the port's first server, too.
      const told = proxy.target === 'nginx' ? /^x-forwarded-for$/i : /^x-envoy-external-address$/;
      expect(headers).toContainEqual([expect.stringMatching(told), '127.0.0.1']);
    });

    test.each([
      ['TLS that ends', 'ended.mixed.test', answered('plain', 'ended.mixed.test')],
      ['TLS that passes', 'passed.mixed.test', answered('passed', 'passed.test')],
      ['a name of no listener', 'else.test', refused],
    ])('%s', async (_name, sni, expected) => {
      expect(await talk('mixed', sni)).toEqual(expected);
    });

    test.each([
      ['ended.mixed.test', 421],
      ['passed.mixed.test', 421],
      ['else.test', 404],
    ])('a request for %s gets %i', async (host, status) => {
      const request = { port: 'mixed', path: '/', host, sni: 'www.mixed.test' };
      expect(await answerOf(request, served.ports)).toMatchObject({ kind: 'response', status });
    });
  });

  test.each([
    ['TLS that ends', 'ended.mixed.test', answered('plain', 'ended.mixed.test')],
    ['TLS that passes', 'passed.mixed.test', answered('passed', 'passed.test')],
    ['a name of no listener', 'else.test', refused],
    ['no name', '', refused],
  ])('TLS that ends beside TLS that passes: %s', async (_name, sni, expected) => {
    expect(await talk('both', sni)).toEqual(expected);
  });

  test.each([
    ['TCP', 'set', undefined, answered('second', '')],
    ['TLS that passes', 'mixed', 'passed.set.test', answered('passed', 'passed.test')],
    ['TLS that ends', 'mixed', 'ended.set.test', answered('second', 'set.test')],
    ['TLS that ends, on another port', 'terminate', 'one.set.test', answered('second', 'set.test')],
  ])('a listener of a ListenerSet: %s', async (_name, port, sni, expected) => {
    expect(await talk(port, sni)).toEqual(expected);
  });

  describe('TCP', () => {
    test.each([
      ['the oldest route', 'tcp', answered('plain', '')],
      ['a listener without a route', 'lonely', refused],
      ['a backend that is missing', 'missing', refused],
      ['TLS to the backend', 'secured', answered('secured', '')],
      ['what it cannot verify', 'distrusted', refused],
    ])('%s', async (_name, port, expected) => {
      expect(await talk(port)).toEqual(expected);
    });

    test('weights, with a share that goes nowhere', async () => {
      const count = 400;
      const seen = new Map<string, number>();
      for (let i = 0; i < count; i++) {
        const answer = await talk('weighted');
        const who = answer.kind === 'refused' ? 'nobody' : (answer.text.split('\n')[0] ?? '');
        seen.set(who, (seen.get(who) ?? 0) + 1);
      }
      for (const [who, share] of [
        ['plain', 0.5],
        ['second', 0.25],
        ['nobody', 0.25],
      ] as const) {
        const spread = 4 * Math.sqrt((share * (1 - share)) / count);
        expect(Math.abs((seen.get(who) ?? 0) / count - share)).toBeLessThanOrEqual(spread);
      }
    });
  });

  describe('UDP', () => {
    test('a datagram and its answer', async () => {
      expect(await send('udp', 3000)).toBe('datagrams hello');
    });

    test('nothing comes back from a backend that is missing', async () => {
      expect(await send('udp-missing', 500)).toBeNull();
    });

    test('a share that goes nowhere', async () => {
      const count = 100;
      const answers = await Promise.all(
        Array.from({ length: count }, () => send('udp-weighted', 1500)),
      );
      const lost = answers.filter((answer) => answer === null).length;
      expect(Math.abs(lost / count - 0.5)).toBeLessThanOrEqual(4 * Math.sqrt(0.25 / count));
    });
  });
});
