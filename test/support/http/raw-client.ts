import type { Socket } from 'node:net';
import { openSocket, tlsSession } from './connection.ts';
import type { Endpoint, TlsOptions, TlsSession } from './connection.ts';
import { readHttp1Response } from './http1-response.ts';
import type { Field, Http1Response } from './http1-response.ts';

const TIME_LIMIT_MS = 10_000;

/** An HTTP/1.1 request, written as given. */
export type RawRequest = Endpoint & {
  readonly method: string;
  /** Raw request-target, sent byte for byte; one character is one byte (Latin-1). */
  readonly target: string;
  /** Sent as given (Latin-1), in this order. */
  readonly headers?: readonly Field[];
  readonly body?: string | Uint8Array;
  readonly tls?: TlsOptions;
};

/** A response, read to its end. */
export type RawResponse = {
  readonly status: number;
  /** As they came, in order, repeated names repeated. */
  readonly headers: readonly Field[];
  readonly trailers: readonly Field[];
  /** UTF-8. */
  readonly body: string;
  /** Null without TLS. */
  readonly tls: TlsSession | null;
  /** All values of a header, by name in any case. */
  header(name: string): readonly string[];
  /** The body read as JSON; throws when it is none. The caller answers for the type. */
  json<T>(): T;
};

/**
 * Sends one HTTP/1.1 request on a connection of its own. `Host` (address and port), `Connection: close`
 * and, with a body but without `Transfer-Encoding`, `Content-Length` are added when absent.
 *
 * @param request - what to send and where
 * @returns the response; rejects when the connection fails, ends early or takes longer than 10 s
 */
export function rawRequest(request: RawRequest): Promise<RawResponse> {
  const { method, target } = request;
  const body = Buffer.from(request.body ?? '');
  const lines = completeHeaders(request, body.length).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  return rawExchange(request, Buffer.concat([Buffer.from(head, 'latin1'), body]));
}

/**
 * Sends arbitrary bytes and reads one HTTP/1.1 response.
 *
 * @param connection - where to; `method` tells whether the response can have a body
 * @param bytes - what to send
 * @returns as {@link rawRequest}
 */
export function rawExchange(
  connection: Pick<RawRequest, 'port' | 'host' | 'tls' | 'method'>,
  bytes: Uint8Array,
): Promise<RawResponse> {
  const socket = openSocket(connection, connection.tls);
  return new Promise<RawResponse>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Error(`no complete response on port ${connection.port} in ${TIME_LIMIT_MS} ms`));
    }, TIME_LIMIT_MS);
    socket.once('close', () => clearTimeout(limit));
    socket.once('error', reject);
    readResponse(socket, connection.method, (response) => resolve(toRaw(response, socket)), reject);
    socket.write(bytes);
  }).finally(() => socket.destroy());
}

function completeHeaders(request: RawRequest, bodyLength: number): readonly Field[] {
  const { port, host = '127.0.0.1', headers = [] } = request;
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const address = host === '::1' ? '[::1]' : host;
  const added: Field[] = [];
  if (!given.has('host')) added.push(['Host', `${address}:${port}`]);
  if (!given.has('connection')) added.push(['Connection', 'close']);
  if (bodyLength > 0 && !given.has('content-length') && !given.has('transfer-encoding')) {
    added.push(['Content-Length', String(bodyLength)]);
  }
  return [...added, ...headers];
}

function readResponse(
  socket: Socket,
  method: string,
  done: (response: Http1Response) => void,
  fail: (error: unknown) => void,
): void {
  let received: Buffer = Buffer.alloc(0);
  const advance = (ended: boolean): void => {
    try {
      const response = readHttp1Response(received, { method, ended });
      if (response !== undefined) done(response);
      else if (ended) fail(new Error(`connection ended after ${received.length} bytes`));
    } catch (error) {
      fail(error);
    }
  };
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    advance(false);
  });
  socket.once('end', () => advance(true));
}

function toRaw(response: Http1Response, socket: Socket): RawResponse {
  return { ...response, ...readers(response), tls: tlsSession(socket) };
}

/**
 * The ways to look at a response.
 *
 * @param response - headers and body as received
 */
export function readers(
  response: Pick<Http1Response, 'headers' | 'body'>,
): Pick<RawResponse, 'body' | 'header' | 'json'> {
  const body = response.body.toString('utf8');
  return {
    body,
    header: (name) => {
      const wanted = name.toLowerCase();
      return response.headers.flatMap(([key, value]) =>
        key.toLowerCase() === wanted ? [value] : [],
      );
    },
    json: <T>() => JSON.parse(body) as T,
  };
}
