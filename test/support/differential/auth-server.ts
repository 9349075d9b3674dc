import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import type { Server } from 'node:net';
import type { Readable } from 'node:stream';
import type { AuthAnswer, AuthQuestion } from '../../../src/trace/authorization-servers.ts';
import type { Question } from './question.ts';
import { checkResponse, readCheckRequest } from './check-messages.ts';

/**
 * What every authorization server answers: it does what `Authorization`, `x-token` or the body orders, as far as it may
 * see them. Whom it lets in it tells its opinion of the request, for headers that rules look at, too.
 */
export function answerTo({ method, path, host, headers, body }: Question): AuthAnswer {
  const order = ['authorization', 'x-token']
    .flatMap((wanted) => headers.filter(({ name }) => name.toLowerCase() === wanted))
    .map(({ value }) => value)
    .concat(body)[0];
  const status = Number(/^(?:allow|deny|fail)-(\d{3})$/.exec(order ?? '')?.[1] ?? 200);
  const field = (name: string, value: string) => ({ name, value });
  if (status < 300)
    return {
      status,
      headers: [
        field('x-user', 'alice'),
        // A comma would make two values of it.
        field('x-saw', `${method} ${path} ${host} ${body}`.trim().replaceAll(',', '<comma>')),
        field('x-h', '1'),
        field('x-gone', 'brought'),
      ],
    };
  return {
    status,
    headers: [
      field('x-why', String(order)),
      ...(status === 401 ? [field('www-authenticate', 'Basic realm="gw"')] : []),
      ...(status === 302 ? [field('location', '/login')] : []),
    ],
  };
}

const keepAlive = 300_000;

/** HTTP/1.1. */
export function authServer(): HttpServer {
  return createServer({ keepAliveTimeout: keepAlive }, (request, response) => {
    const { method = '', url = '', headers } = request;
    readText(request, (body) => {
      const answer = answerTo({
        ...{ method, path: url, body },
        host: headers.host ?? '',
        headers: listed(headers),
      });
      response.sendDate = false;
      response.statusCode = answer.status;
      for (const { name, value } of answer.headers) response.setHeader(name, value);
      response.end();
    });
  });
}

const check = '/envoy.service.auth.v3.Authorization/Check';

// The types lack `sendDate`; a date would be one more header to be copied.
const undated = { endStream: false, sendDate: false };

/** HTTP/2 without TLS: requests over HTTP, and calls of Envoy's authorization protocol. */
export function authServerOverHttp2(): Server {
  const server = createHttp2Server();
  server.on('sessionError', () => undefined);
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const told = (name: string) => String(headers[name] ?? '');
    stream.on('error', () => stream.destroy());
    if (told(':path') === check) {
      answerCall(stream, (message) => checkResponse(answerTo(readCheckRequest(message))));
      return;
    }
    const [method, path] = [told(':method'), told(':path')];
    const host = headers.host ?? told(':authority');
    readText(stream, (body) => {
      const answer = answerTo({ method, path, host, body, headers: listed(headers) });
      const fields = answer.headers.map(({ name, value }) => [name, value]);
      stream.respond({ ':status': answer.status, ...Object.fromEntries(fields) }, undated);
      stream.end();
    });
  });
  return server;
}

function readText(source: Readable, use: (text: string) => void): void {
  const chunks: Buffer[] = [];
  source.on('data', (chunk: Buffer) => chunks.push(chunk));
  source.once('end', () => use(Buffer.concat(chunks).toString('utf8')));
}

/** Takes spans by OTLP over gRPC, and throws them away. */
export function collectorServer(): Server {
  const server = createHttp2Server();
  server.on('sessionError', () => undefined);
  server.on('stream', (stream: ServerHttp2Stream) => answerCall(stream, () => Buffer.alloc(0)));
  return server;
}

/** One message each way (gRPC over HTTP/2): a flag, four bytes of length, the message. */
function answerCall(stream: ServerHttp2Stream, answer: (message: Buffer) => Buffer): void {
  const chunks: Buffer[] = [];
  stream.on('error', () => stream.destroy());
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    const message = answer(Buffer.concat(chunks).subarray(5));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    const type = 'application/grpc';
    stream.respond({ ':status': 200, 'content-type': type }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.concat([head, message]));
  });
}

function listed(headers: IncomingHttpHeaders): AuthQuestion['headers'] {
  return Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));
}
