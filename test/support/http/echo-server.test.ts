import { createServer } from 'node:http2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEchoBackends } from './echo-server.ts';
import type { EchoBackends, EchoReply } from './echo-server.ts';
import { h2Request } from './h2-client.ts';
import { listenOnLoopback } from './loopback.ts';
import { rawExchange, rawRequest } from './raw-client.ts';

let backends: EchoBackends;

beforeAll(async () => {
  backends = await startEchoBackends(['one', 'two']);
});

afterAll(() => backends.stop());

describe('over HTTP/1.1', () => {
  test('request-target and header lines arrive byte for byte', async () => {
    const { port } = backends.get('one');
    const headers = [
      ['X-A', '1'],
      ['x-a', '2'],
      ['Host', 'a.example'],
    ] as const;
    const target = '/a%2Fb/../c//?q=%zz';
    const response = await rawRequest({ port, method: 'PUT', target, headers, body: 'ü' });
    expect(response.status).toBe(200);
    expect(response.json<EchoReply>()).toEqual({
      backend: 'one',
      method: 'PUT',
      url: target,
      httpVersion: '1.1',
      headers: [['Connection', 'close'], ['Content-Length', '2'], ...headers],
      body: 'ü',
    });
  });

  test('orders are obeyed', async () => {
    const { port } = backends.get('two');
    const target = '/?gw-status=503&gw-header=X-B:+c&gw-header=x-b:d&gw-trailer=T:u';
    const response = await rawRequest({ port, method: 'GET', target });
    expect(response.status).toBe(503);
    expect(response.header('X-B')).toEqual(['c', 'd']);
    expect(response.trailers).toEqual([['t', 'u']]);
  });

  test('a backend ordered to close does not answer', async () => {
    const request = { port: backends.get('one').port, method: 'GET', target: '/' };
    await expect(rawRequest({ ...request, headers: [['gw-close', '1']] })).rejects.toThrow();
  });

  test('an answer can be delayed', async () => {
    const { port } = backends.get('one');
    const before = performance.now();
    await rawRequest({ port, method: 'GET', target: '/?gw-delay=60' });
    expect(performance.now() - before).toBeGreaterThan(55);
  });

  test('arbitrary bytes can be sent', async () => {
    const { port } = backends.get('one');
    const bytes = Buffer.from('GET / HTTP/1.1\r\n\r\n');
    expect((await rawExchange({ port, method: 'GET' }, bytes)).status).toBe(400);
  });

  test('a refused connection rejects', async () => {
    const other = await startEchoBackends(['gone']);
    const { port } = other.get('gone');
    await other.stop();
    await expect(rawRequest({ port, method: 'GET', target: '/' })).rejects.toThrow('ECONNREFUSED');
  });
});

describe('over HTTP/2 by prior knowledge', () => {
  test('the request is echoed and trailers are sent', async () => {
    const { h2cPort: port } = backends.get('two');
    const target = '/s/M?gw-trailer=grpc-status:0';
    const request = { port, method: 'POST', target, authority: 'b.example', body: 'x' };
    const response = await h2Request({ ...request, headers: [['X-A', '1']] });
    expect(response.json<EchoReply>()).toMatchObject({
      httpVersion: '2.0',
      url: target,
      body: 'x',
    });
    expect(response.json<EchoReply>().headers).toContainEqual([':authority', 'b.example']);
    expect(response.json<EchoReply>().headers).toContainEqual(['x-a', '1']);
    expect(response.trailers).toEqual([['grpc-status', '0']]);
  });

  test('a reset stream rejects', async () => {
    const { h2cPort: port } = backends.get('two');
    const request = { port, method: 'GET', target: '/?gw-close=1' };
    await expect(h2Request(request)).rejects.toThrow();
  });

  test('a response of headers alone is read', async () => {
    const server = createServer();
    server.on('stream', (stream) => stream.respond({ ':status': 404 }, { endStream: true }));
    const port = await listenOnLoopback(server);
    expect((await h2Request({ port, method: 'GET', target: '/' })).status).toBe(404);
    server.close();
  });
});

test('received requests are recorded for each backend', async () => {
  const own = await startEchoBackends(['a', 'b']);
  await rawRequest({ port: own.get('a').port, method: 'GET', target: '/x' });
  expect(own.get('a').received()).toMatchObject([{ url: '/x' }]);
  expect(own.get('b').received()).toEqual([]);
  expect(() => own.get('c')).toThrow('no echo backend c');
  await own.stop();
});
