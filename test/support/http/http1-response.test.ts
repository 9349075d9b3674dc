import { describe, expect, test } from 'vitest';
import { readHttp1Response } from './http1-response.ts';

const HEAD = 'HTTP/1.1 200 OK\r\n';

describe('a complete response', () => {
  const cases = [
    ['content-length', 'GET', `${HEAD}Content-Length: 2\r\n\r\nhi and more`, 'hi'],
    [
      'chunked',
      'GET',
      `${HEAD}Transfer-Encoding: chunked\r\n\r\n1;x=y\r\nh\r\n1\r\ni\r\n0\r\n\r\n`,
      'hi',
    ],
    ['until close', 'GET', `${HEAD}\r\nhi`, 'hi'],
    ['HEAD', 'HEAD', `${HEAD}Content-Length: 2\r\n\r\n`, ''],
    ['no content', 'GET', 'HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n', ''],
    ['after interim', 'GET', `HTTP/1.1 100 Continue\r\n\r\n${HEAD}Content-Length: 1\r\n\r\nx`, 'x'],
  ] as const;
  test.each(cases)('%s', (_name, method, bytes, body) => {
    const response = readHttp1Response(Buffer.from(bytes), { method, ended: true });
    expect(response?.body.toString()).toBe(body);
  });
});

describe('a response with bytes missing', () => {
  const cases = [
    ['head', HEAD],
    ['body', `${HEAD}Content-Length: 2\r\n\r\nh`],
    ['chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\nh`],
    ['last chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n`],
    ['trailer end', `${HEAD}Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n`],
  ] as const;
  test.each(cases)('%s', (_name, bytes) => {
    const context = { method: 'GET', ended: true };
    expect(readHttp1Response(Buffer.from(bytes), context)).toBeUndefined();
  });

  test('a body that lasts until close', () => {
    const context = { method: 'GET', ended: false };
    expect(readHttp1Response(Buffer.from(`${HEAD}\r\nhi`), context)).toBeUndefined();
  });
});

test('headers and trailers keep order, case and repetition', () => {
  const bytes = `${HEAD}A: 1\r\na: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: x\r\nT: y\r\n\r\n`;
  expect(readHttp1Response(Buffer.from(bytes), { method: 'GET', ended: false })).toMatchObject({
    headers: [
      ['A', '1'],
      ['a', '2'],
      ['Transfer-Encoding', 'chunked'],
    ],
    trailers: [
      ['T', 'x'],
      ['T', 'y'],
    ],
  });
});

test.each(['nonsense\r\n\r\n', `${HEAD}: x\r\n\r\n`, 'HTTP/1.1 2000 OK\r\n\r\n'])(
  '%j is refused',
  (bytes) => {
    expect(() => readHttp1Response(Buffer.from(bytes), { method: 'GET', ended: true })).toThrow();
  },
);
