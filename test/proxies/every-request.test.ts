import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../support/ask.ts';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listenOnLoopback } from '../support/http/loopback.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import {
  gateway,
  route,
  service,
  serviceHere,
  to,
  type CaseRequest,
  type Suite,
} from './cases/case.ts';

// What no field asks for (SUPPORT.md), as far as it takes more than one request or some time to see.

const host = 'every.test';
/** Stands for the 300 seconds that proxies are told to wait. */
const IDLE_MS = 1000;

const suite = (drip: number): Suite => ({
  name: 'every-request',
  ports: ['http'],
  services: ['app/one', 'app/two', 'app/three', 'app/ws'],
  edit: (text) => text.replaceAll('300s', `${String(IDLE_MS / 1000)}s`),
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${String(http)}}`) +
    service('ws', { 8080: 'kubernetes.io/ws' }) +
    serviceHere('drip', drip) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
    - matches: [{path: {value: /thirds}}]
      backendRefs: [{name: one, port: 8080}, {name: two, port: 8080}, {name: three, port: 8080}]
    - {matches: [{path: {value: /retry}}], retry: {attempts: 1}, ${to('one')}}
    - {matches: [{path: {value: /codes}}], retry: {codes: [503], attempts: 1}, ${to('one')}}
    - {matches: [{path: {value: /drip}}], ${to('drip')}}
    - {matches: [{path: {value: /ws}}], ${to('ws')}}
    - {matches: [{path: {value: /}}], ${to('one')}}
`,
    ),
  cases: [],
});

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  const isNginx = proxy.target === 'nginx';
  let drip: Server;
  let backends: EchoBackends;
  let served: Served;

  beforeAll(async () => {
    drip = createServer((_request, response) => void dripping(response));
    const configured = suite(await listenOnLoopback(drip));
    backends = await startEchoBackends(configured.services);
    served = await serveManifests(configured, proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    await backends.stop();
    drip.closeAllConnections();
    drip.close();
  });

  const ask = (path: string, more: Partial<CaseRequest> = {}) =>
    answerOf({ path, host, ...more }, served.ports);
  const attempts = (id: string) =>
    backends
      .get('app/one')
      .received()
      .filter(({ url }) => url.includes(id)).length;

  test('backends take turns, or are drawn', async () => {
    const names: unknown[] = [];
    for (let request = 0; request < 90; request++) {
      const answer = await ask('/thirds');
      names.push(answer.kind === 'response' ? answer.reply?.backend : null);
    }
    const turns = Array.from(
      { length: 30 },
      (__, turn) => new Set(names.slice(3 * turn, 3 * turn + 3)).size,
    );
    // Thirty fair draws of three have three names each once in 10^19 times.
    expect(turns.every((size) => size === 3)).toBe(isNginx);
  });

  describe('a connection that breaks', () => {
    test('a method that is not idempotent', async () => {
      const answer = await ask('/retry?gw-close=1&gw-first=1%20plain', { method: 'POST' });
      expect(answer).toMatchObject({ status: isNginx ? 502 : 200 });
      expect(attempts('plain')).toBe(isNginx ? 1 : 2);
    });

    test('one that is, or codes that allow it', async () => {
      for (const [path, method] of [
        ['/retry?gw-close=1&gw-first=1%20put', 'PUT'],
        ['/codes?gw-close=1&gw-first=1%20post', 'POST'],
      ] as const) {
        expect(await ask(path, { method })).toMatchObject({ status: 200 });
        expect(attempts(path.slice(-4))).toBe(2);
      }
    });
  });

  test.each([
    ['at most', 1_000_000, 2],
    ['more than', 1_100_000, isNginx ? 2 : 1],
  ])('a request of %s 1 MiB is retried, but not by Envoy when it is longer', async (...row) => {
    const [name, length, times] = row;
    const id = name.replace(' ', '-');
    const path = `/codes?gw-status=503&gw-first=1%20${id}`;
    const answer = await ask(path, { method: 'PUT', body: 'x'.repeat(length) });
    expect(answer).toMatchObject({ status: times === 2 ? 200 : 503 });
    expect(attempts(id)).toBe(times);
  });

  describe('streams', () => {
    test('a response that does not begin', async () => {
      const answer = await ask(`/idle?gw-delay=${String(3 * IDLE_MS)}`);
      expect(answer).toMatchObject({ status: 504, reply: null });
    });

    test('a response goes on while something moves', async () => {
      const answer = await ask('/drip');
      expect(answer).toMatchObject({ status: 200, response: { body: '.'.repeat(DROPS) } });
    });

    test('a WebSocket on which nothing moves stays open', async () => {
      expect(await silentTunnel(served.ports['http'] ?? 0)).toBe('still here');
    });
  });
});

const DROPS = 6;

/** A response that takes twice as long as a silent one may. */
async function dripping(response: { write(text: string): unknown; end(): unknown }): Promise<void> {
  for (let drop = 0; drop < DROPS; drop++) {
    response.write('.');
    await wait(IDLE_MS / 3);
  }
  response.end();
}

/** What comes back of a message that is sent when a WebSocket has been silent for long. */
function silentTunnel(port: number): Promise<string> {
  const opening = [
    'GET /ws HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('error', reject);
    socket.on('close', () => resolve(text.split('\r\n\r\n')[1] ?? 'closed'));
    socket.on('data', (chunk: Buffer) => {
      if (text === '') setTimeout(() => socket.write('still here'), 2.5 * IDLE_MS);
      text += chunk.toString();
      if (text.endsWith('still here')) socket.destroy();
    });
    socket.write([...opening, '', ''].join('\r\n'));
  });
}
