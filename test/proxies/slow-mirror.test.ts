import { Agent, get } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEchoBackends, type EchoBackends } from '../support/http/echo-server.ts';
import { listenOnLoopback } from '../support/http/loopback.ts';
import { listProxies } from '../support/proxies/proxies.ts';
import { serveManifests, type Served } from '../support/serve.ts';
import { gateway, route, serviceHere, to, type Suite } from './cases/case.ts';

// A mirror that never answers: whether the client’s next request on its connection has to wait for it.

const host = 'mirrored.test';
const path = '/mirrored';

const suiteOf = (mirror: number): Suite => ({
  name: 'slow mirror',
  ports: ['http'],
  services: ['app/one'],
  cases: [],
  manifests: ({ http }) =>
    gateway(`{name: http, protocol: HTTP, port: ${String(http)}}`) +
    serviceHere('slow', mirror) +
    route(
      'all',
      `hostnames: [${host}]
  rules:
    - matches: [{path: {value: ${path}}}]
      filters: [{type: RequestMirror, requestMirror: {backendRef: {name: slow, port: 8080}}}]
      ${to('one')}
`,
    ),
});

/** Takes requests and says nothing. */
async function startSilentServer(events: string[]) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('end', () => events.push('copy given up'));
    socket.resume();
  });
  const port = await listenOnLoopback(server);
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port, stop };
}

/**
 * Asks once, and reads the answer to its end.
 *
 * @returns the client’s port of the connection, which tells connections apart
 */
function ask(port: number, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, headers: { host }, agent }, (answer) => {
      const connection = request.socket?.localPort;
      answer.resume();
      answer.once('end', () => resolve(connection));
    });
    request.once('error', reject);
  });
}

const proxies = await listProxies();

describe.each(proxies.map((proxy) => [proxy.name, proxy] as const))('%s', (_, proxy) => {
  const events: string[] = [];
  let backends: EchoBackends;
  let mirror: Awaited<ReturnType<typeof startSilentServer>>;
  let served: Served;

  beforeAll(async () => {
    backends = await startEchoBackends(['app/one']);
    mirror = await startSilentServer(events);
    served = await serveManifests(suiteOf(mirror.port), proxy, backends);
  });

  afterAll(async () => {
    await served.stop();
    mirror.stop();
    await backends.stop();
  });

  test('the next request of a connection with a mirror that is slow', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const port = served.ports['http'] ?? 0;
    const first = await ask(port, agent);
    const second = await ask(port, agent);
    events.push('second answer');
    agent.destroy();
    expect(second).toBe(first);
    expect(events).toEqual(
      proxy.target === 'nginx' ? ['copy given up', 'second answer'] : ['second answer'],
    );
  });
});
